"""What the tests of downloading share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.local_site import LocalSite


@pytest.fixture
def site() -> Iterator[LocalSite]:
    site = LocalSite([f"story-{n}" for n in range(8)])
    yield site
    site.close()
