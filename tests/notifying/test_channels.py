"""Messages on their way, to real servers."""

from __future__ import annotations

import logging
import socket
import time
from email.message import EmailMessage

import pytest
from scrapy.settings import Settings

from feedcrawler.errors import ConfigurationError
from feedcrawler.notifying.channels import Channel, channels
from feedcrawler.notifying.errands import Errand
from feedcrawler.notifying.message import Message
from tests.notifying.listening import mail_server, web_server

SECRET = "hunter2hunter2"
MESSAGE = Message("feedcrawler: news: failed", "- no feed could be read\nfeedcrawler runs run_1_x", "failure")
EVIL = Message("feedcrawler: *x*", "- <b>bold</b> & [here](javascript:1) <!channel> **all**", "warning")


def named(*addresses: str) -> list[Channel]:
    return channels(Settings({"FEEDCRAWLER_NOTIFY": list(addresses)}))


def test_without_addresses_there_is_nobody_to_tell() -> None:
    assert named() == []


def test_addresses_are_a_list_or_a_text() -> None:
    text = Settings({"FEEDCRAWLER_NOTIFY": "json://one.example\n  form://two.example "})
    assert [channel.name for channel in channels(text)] == [
        channel.name for channel in named("json://one.example", "form://two.example")
    ]


@pytest.mark.parametrize(
    "wrong", [f"nonsense://{SECRET}", f"https://example.org/{SECRET}", f"slack://{SECRET}", f"json://x:{SECRET}@"]
)
def test_a_wrong_address_is_said_without_its_secrets(
    wrong: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ConfigurationError, match=r"no\. 2 of the addresses in FEEDCRAWLER_NOTIFY") as error:
        named("json://example.org", wrong)
    assert SECRET not in str(error.value) + caplog.text + "".join(capfd.readouterr())


def test_a_webhook_gets_the_message_as_it_is() -> None:
    with web_server() as listener:
        (channel,) = named(f"json://{listener.host}/hook")
        assert channel.send(MESSAGE) == ""
        assert channel.send(EVIL) == ""
    first, second = (heard.json for heard in listener.heard)
    assert (first["title"], first["message"], first["type"]) == (MESSAGE.title, MESSAGE.body, MESSAGE.kind)
    assert second["message"] == EVIL.body


def test_a_chat_gets_it_in_its_own_words() -> None:
    with web_server() as listener:
        (channel,) = named(f"mmost://{listener.host}/{SECRET}")
        assert channel.send(MESSAGE) == ""
    (heard,) = listener.heard
    assert heard.path == f"/hooks/{SECRET}"
    assert heard.json["text"].splitlines() == [MESSAGE.title, *MESSAGE.body.splitlines()]
    assert heard.json["username"] == "feedcrawler"


def test_a_mail_comes_with_its_subject_as_text_or_escaped_as_a_page() -> None:
    with mail_server() as (port, taken):
        address = f"mailto://localhost:{port}?from=crawler@example.org&to=night@example.org&mode=insecure"
        for channel in named(address, f"{address}&format=html"):
            assert channel.send(EVIL) == ""
    text, page = taken
    assert text["Subject"] == EVIL.title
    assert text["To"] == "night@example.org"
    assert content(text, "plain").strip() == EVIL.body
    assert "&lt;b&gt;bold&lt;/b&gt;" in content(page, "html")
    assert "<b>bold" not in content(page, "html")


def content(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


@pytest.mark.parametrize(("status", "why"), [(500, "answered with HTTP 500"), (403, "answered with HTTP 403")])
def test_a_server_that_refuses_is_said_and_nothing_of_the_address(
    status: int, why: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    with web_server(status) as listener:
        (channel,) = named(f"json://user:{SECRET}@{listener.host}/{SECRET}?+X-Token={SECRET}")
        assert channel.send(MESSAGE) == why
    assert channel.name == "JSON (FEEDCRAWLER_NOTIFY no. 1)"
    assert SECRET not in caplog.text + "".join(capfd.readouterr())


def test_a_server_that_is_not_there_is_said() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        (channel,) = named(f"json://127.0.0.1:{unused.getsockname()[1]}/{SECRET}")
        assert channel.send(MESSAGE) == "no connection"


def test_a_server_that_hangs_is_left_alone_when_time_is_up() -> None:
    with web_server(hangs=True) as listener:
        (channel,) = named(f"json://{listener.host}/?rto=60")
        errand = Errand(lambda: channel.send(MESSAGE))
        assert errand.trouble(time.monotonic() + 0.2) == "no answer in time"
        assert errand.is_alive()
        assert errand.daemon


def test_of_an_unexpected_error_only_its_kind_is_said() -> None:
    def fail() -> str:
        raise RuntimeError(SECRET)

    assert Errand(fail).trouble(time.monotonic() + 5) == "RuntimeError"
