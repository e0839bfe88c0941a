"""Every setting of a crawl, in the order in which an article meets it.

A value can be set for one crawl with `-s NAME=VALUE`. MONGODB_URI, MONGODB_DATABASE and FEEDCRAWLER_DATA_DIR
are also taken from the environment.
"""

import os

from scrapy.settings import default_settings

from feedcrawler import __version__

BOT_NAME = "feedcrawler"
SPIDER_MODULES = ["feedcrawler.spiders"]
NEWSPIDER_MODULE = "feedcrawler.spiders"
COMMANDS_MODULE = "feedcrawler.commands"
ADDONS = {
    "scrapy_poet.Addon": 300,
    "feedcrawler.recording.ReplayAddon": 500,
}

# Items of one page that are handled at once: ours have one, and Scrapy starts so many tasks for each page.
CONCURRENT_ITEMS = 4

# --- Manners: who we are, what we may fetch, how fast -------------------------------------------------------------
USER_AGENT = f"feedcrawler/{__version__} (+https://pypi.org/project/feedcrawler/)"
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 2
DOWNLOAD_DELAY = 1.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
COOKIES_ENABLED = False

# --- Defence: every page is bounded in size, time and redirects ---------------------------------------------------
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 30
REDIRECT_MAX_TIMES = 5

# --- Discovery ----------------------------------------------------------------------------------------------------
# How many pages of one listing are followed, at most.
FEEDCRAWLER_LISTING_MAX_PAGES = 100
# How many entries of one feed or listing page are read, at most.
FEEDCRAWLER_MAX_ENTRIES = 10_000
# A stored article that is announced again is looked at again when its last look is older than this (hours) …
FEEDCRAWLER_RECHECK_HOURS = 12
# … and it was published no longer ago than this (days).
FEEDCRAWLER_RECHECK_DAYS = 3
# What failed is tried again after this many hours, twice as many each time, at most a week.
FEEDCRAWLER_QUARANTINE_HOURS = 1

# --- Downloading --------------------------------------------------------------------------------------------------
RETRY_TIMES = 3
RETRY_HTTP_CODES = [408, 425, 429, 500, 502, 503, 504, 522, 524]
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"
# Seconds before the first retry, twice as many before each further one.
FEEDCRAWLER_RETRY_BACKOFF = 2.0
# A Retry-After longer than this many seconds ends the request; the article stays due.
FEEDCRAWLER_RETRY_AFTER_MAX = 300
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "feedcrawler.downloading.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "feedcrawler.downloading.retry.BackoffRetryMiddleware": 550,
}

# --- Recording ----------------------------------------------------------------------------------------------------
# WARC files to answer from instead of the network.
FEEDCRAWLER_REPLAY: list[str] = []
# A folder to record the crawl into, as WARC.
FEEDCRAWLER_ARCHIVE = ""

# --- What every article goes through, in this order ---------------------------------------------------------------
ITEM_PIPELINES = {
    "feedcrawler.pipelines.boilerplate.BoilerplatePipeline": 100,
    "feedcrawler.pipelines.dates.DatesPipeline": 200,
    "feedcrawler.pipelines.validation.ValidationPipeline": 300,
    "feedcrawler.pipelines.duplicates.DuplicatesPipeline": 400,
    "feedcrawler.pipelines.mongodb.MongoDBPipeline": 500,
}

# --- Where articles live ------------------------------------------------------------------------------------------
# The server; empty: the embedded one.
MONGODB_URI = os.environ.get("MONGODB_URI", "")
MONGODB_DATABASE = os.environ.get("MONGODB_DATABASE", "") or "feedcrawler"
# Where the embedded server keeps its data; empty: `.feedcrawler` of the project or of the current folder.
FEEDCRAWLER_DATA_DIR = os.environ.get("FEEDCRAWLER_DATA_DIR", "")
# The mongod to run; empty: the one that the extra `embedded` installs.
FEEDCRAWLER_MONGOD = os.environ.get("FEEDCRAWLER_MONGOD", "")
# Articles are written together: so many, or after so many seconds.
FEEDCRAWLER_BATCH_SIZE = 500
FEEDCRAWLER_BATCH_SECONDS = 0.25
# Seconds without an answer after which the database counts as lost.
FEEDCRAWLER_MONGODB_TIMEOUT = 20.0

# --- What a person sees -------------------------------------------------------------------------------------------
# Scrapy's, but for its doors into a running crawl: they are not even loaded.
EXTENSIONS_BASE = {
    path: order
    for path, order in default_settings.EXTENSIONS_BASE.items()
    if not path.endswith((".TelnetConsole", ".RemoteControl", ".LogStats"))
}
EXTENSIONS = {
    "feedcrawler.recording.ArchiveExtension": 100,
    "feedcrawler.extensions.run.RunExtension": 200,
    "feedcrawler.extensions.progress.ProgressExtension": 300,
}
LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"
LOG_FORMATTER = "feedcrawler.extensions.log.LogFormatter"
