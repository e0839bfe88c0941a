"""What is shown to a person never holds a password."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedcrawler.errors import mask_credentials, mask_uri


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("mongodb://me:secret@db.example/x", "mongodb://***@db.example/x"),
        ("mongodb+srv://me:se@cret@db.example", "mongodb+srv://***@db.example"),
        ("no answer from mongodb://me:secret@a,b:1/?w=1 today", "no answer from mongodb://***@a,b:1/?w=1 today"),
        (
            "mongodb://db/?tlsCertificateKeyFilePassword=secret&w=1",
            "mongodb://db/?tlsCertificateKeyFilePassword=***&w=1",
        ),
        ("https://example.org/@someone", "https://example.org/@someone"),
    ],
)
def test_credentials_are_masked(text: str, shown: str) -> None:
    assert mask_credentials(text) == shown


@pytest.mark.parametrize("password", ["secret", "se/cret", "se@cret", "se cret", "secret@"])
def test_a_database_address_shows_no_part_of_a_password(password: str) -> None:
    assert mask_uri(f"mongodb://me:{password}@db.example/x?w=1") == "mongodb://***@db.example/x?w=1"


@given(st.text(st.characters(exclude_characters="/ ", categories=["L", "N", "P"]), min_size=1))
def test_no_password_is_left(password: str) -> None:
    masked = mask_credentials(f"x mongodb://me:0{password}0@db.example/feed")
    assert masked == "x mongodb://***@db.example/feed"
