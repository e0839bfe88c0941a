"""Who is told how a crawl ended: people, a dead man's switch, Prometheus. Nobody, unless the settings say so."""

from feedcrawler.notifying.telling import Telling, check_telling, telling

__all__ = ["Telling", "check_telling", "telling"]
