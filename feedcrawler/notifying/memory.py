"""What people were told last: on the records of the runs, or in a file while the database is away."""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from scrapy.settings import BaseSettings

from feedcrawler.ending import Ending
from feedcrawler.errors import FeedcrawlerError
from feedcrawler.mongodb.connection import open_database
from feedcrawler.mongodb.server import data_dir
from feedcrawler.mongodb.told import last_told, note_told
from feedcrawler.notifying.news import Told

logger = logging.getLogger(__name__)


class Memory:
    """Remembers what people were told of a crawl, from one run to the next."""

    def __init__(self, settings: BaseSettings, ending: Ending) -> None:
        self._settings = settings
        self._ending = ending

    def recall(self) -> Told | None:
        """What people were told last."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            kept = json.loads(self._aside.read_text("utf-8"))
            return Told.from_document(kept | {"at": datetime.fromisoformat(kept["at"])})
        ending = self._ending
        first = ending.sites[0].name if ending.sites else None
        try:
            with open_database(self._settings) as database:
                found = last_told(
                    database, spider=ending.spider, site=ending.site, first_site=first, run_id=ending.run_id
                )
        except FeedcrawlerError:
            return None
        return Told.from_document(found) if found else None

    def keep(self, told: Told | None, troubles: dict[str, str]) -> None:
        """Remember what people were told last, at this run or before; and who could not be told, and why."""
        untold = [f"{who}: {why}" for who, why in troubles.items()]
        if self._on_record(told, untold):
            self._aside.unlink(missing_ok=True)
        elif told:
            self._put_aside(told)

    def _on_record(self, told: Told | None, untold: list[str]) -> bool:
        if self._ending.run_id is None:
            return False
        try:
            with open_database(self._settings) as database:
                return note_told(database, self._ending.run_id, told.to_document() if told else None, untold)
        except FeedcrawlerError:
            return False

    def _put_aside(self, told: Told) -> None:
        half = self._aside.with_suffix(f".{os.getpid()}")
        try:
            self._aside.parent.mkdir(parents=True, exist_ok=True)
            half.write_text(json.dumps(told.to_document() | {"at": told.at.isoformat()}), "utf-8")
            half.replace(self._aside)
        except OSError as error:
            logger.warning("the next run will tell the same again: %s: %s", self._aside, error.strerror)

    @property
    def _aside(self) -> Path:
        """Where that is kept while the database is away."""
        return data_dir(self._settings) / f"told-{quote(self._ending.spider, safe='')}.json"
