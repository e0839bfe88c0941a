"""news-please: its command line with its default crawler, of sitemaps, and its default pipeline, into files.

What it remembers, it remembers in MySQL, PostgreSQL, Elasticsearch or Redis; into files it writes all anew.
"""

from __future__ import annotations

import json
import sys
from configparser import RawConfigParser
from pathlib import Path

import newsplease
from newsplease.__main__ import main as news_please

from bench.peers import gave

_DEFAULTS = Path(newsplease.__file__).parent / "config/config.cfg"
# It takes the port for a part of the domain, and then Scrapy for another site's whatever is at the address.
_NO_OFFSITE = {"scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None}


def configure(folder: Path, address: str) -> None:
    """Its configuration, with the site and a place for its files."""
    config = RawConfigParser()
    config.optionxform = str  # type: ignore[assignment,method-assign] # as they are written
    config.read(_DEFAULTS, encoding="utf-8")
    config["Files"]["working_path"] = str(folder)
    config["Scrapy"]["LOG_LEVEL"] = "ERROR"
    config["Scrapy"]["DOWNLOADER_MIDDLEWARES"] = str(_NO_OFFSITE)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "config.cfg").open("w", encoding="utf-8") as file:
        config.write(file)
    (folder / "sitelist.hjson").write_text(json.dumps({"base_urls": [{"url": f"{address}/"}]}), "utf-8")


def main(address: str) -> None:
    """Crawl once."""
    folder = Path.home() / "news-please"
    configure(folder, address)
    sys.argv = ["news-please", "-c", str(folder)]
    news_please()
    articles = (json.loads(file.read_bytes()) for file in folder.glob("data/**/*.json"))
    gave({article["url"] for article in articles if article["maintext"]})


if __name__ == "__main__":
    main(*sys.argv[1:])
