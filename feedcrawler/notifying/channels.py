"""The ways to people: e-mail, chats and webhooks, each an address of Apprise (https://appriseit.com/)."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapy.settings import BaseSettings

from feedcrawler.errors import ConfigurationError
from feedcrawler.notifying.message import Message

if TYPE_CHECKING:
    from apprise import Apprise

_STATUS = re.compile(r"error=(\d{3})\b")
# What these log of a request has its address in it, and that has secrets.
_INDISCREET = ("apprise", "urllib3")


@dataclass(frozen=True)
class Channel:
    """A way to people. Nothing of its address is ever shown."""

    name: str
    """What it is, and which in the setting: `Slack (FEEDCRAWLER_NOTIFY no. 2)`."""
    way: Apprise

    def send(self, message: Message) -> str:
        """Send a message, escaped as the channel needs it; gives what went wrong, or nothing."""
        sent = self.way.notify(body=message.body, title=message.title, notify_type=message.kind, body_format="text")
        if sent:
            return ""
        heard = " ".join(entry.message for entry in sent.logs())
        if status := _STATUS.search(heard):
            return f"answered with HTTP {status[1]}"
        return "no connection" if "onnection" in heard else "not taken"


def addresses(settings: BaseSettings) -> list[str]:
    """The addresses in FEEDCRAWLER_NOTIFY: a list, or one text with white space between them."""
    value = settings["FEEDCRAWLER_NOTIFY"]
    return value.split() if isinstance(value, str) else [str(address) for address in value]


def channels(settings: BaseSettings) -> list[Channel]:
    """The ways to people that the settings name.

    Raises:
        ConfigurationError: there is no such way.
    """
    if not (named := addresses(settings)):
        return []
    import apprise

    for name in _INDISCREET:
        logging.getLogger(name).propagate = False
        logging.getLogger(name).addHandler(logging.NullHandler())
    asset = apprise.AppriseAsset(
        app_id="feedcrawler",
        app_desc="feedcrawler",
        app_url="https://pypi.org/project/feedcrawler/",
        image_url_mask="",
        image_url_logo="",
        async_mode=False,
        service_timeout=0,  # it would wait in a thread that outlives us
        storage_mode=apprise.PersistentStoreMode.MEMORY,
    )
    found = []
    for number, address in enumerate(named, 1):
        way = apprise.Apprise(asset=asset)
        if not way.add(address) or len(way) != 1:
            raise ConfigurationError(
                f"no. {number} of the addresses in FEEDCRAWLER_NOTIFY is none that Apprise knows:"
                " https://appriseit.com/services/ says how they are written"
            )
        found.append(Channel(f"{way[0].service_name} (FEEDCRAWLER_NOTIFY no. {number})", way))
    return found
