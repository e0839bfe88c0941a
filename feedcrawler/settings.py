"""Every setting of a crawl, in the order in which an article meets it.

A value can be set for one crawl with `-s NAME=VALUE`. MONGODB_URI, MONGODB_DATABASE, FEEDCRAWLER_DATA_DIR,
FEEDCRAWLER_NOTIFY and FEEDCRAWLER_PING_URL are also taken from the environment.
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
# A page that sends its readers on after more seconds than this only loads itself anew.
METAREFRESH_MAXDELAY = 5
DOWNLOAD_HANDLERS = {
    "http": "feedcrawler.downloading.handler.BoundedHandler",
    "https": "feedcrawler.downloading.handler.BoundedHandler",
    "file": None,
    "ftp": None,
    "s3": None,
}
# Names are looked up in threads: so many, that slow name servers of some hosts do not hold up the others.
REACTOR_THREADPOOL_MAXSIZE = 30
DNS_TIMEOUT = 20
# Hosts at private addresses that may be asked (`host` or `host:port`), besides a site that is itself given by one.
FEEDCRAWLER_PRIVATE_HOSTS: list[str] = []

# --- Discovery ----------------------------------------------------------------------------------------------------
# How many pages of one listing, paged feed or "load more" endpoint are followed, at most.
FEEDCRAWLER_LISTING_MAX_PAGES = 100
# How many entries of one feed or listing page are read, at most …
FEEDCRAWLER_MAX_ENTRIES = 10_000
# … and of one sitemap (sitemaps.org allows so many) …
FEEDCRAWLER_SITEMAP_MAX_ENTRIES = 50_000
# … and how many sitemaps of one index are read in one crawl, newest first.
FEEDCRAWLER_SITEMAP_MAX_FILES = 100
# How many feeds, sitemaps and listings of one site are found and kept, at most.
FEEDCRAWLER_MAX_SOURCES = 30
# Ask only the sources whose time has come (`nextDueAt`). `-a sites=FILE` sets it.
FEEDCRAWLER_ONLY_DUE = False
# The time between two polls of a source adapts to how often it changes, between these (minutes).
FEEDCRAWLER_POLL_MIN_MINUTES = 5
FEEDCRAWLER_POLL_MAX_MINUTES = 24 * 60
# A gap that no source can close is taken up again for so many days.
FEEDCRAWLER_GAP_DAYS = 7

# --- What is fetched ----------------------------------------------------------------------------------------------
# How many articles one crawl of a site fetches, at most, newest first; the rest stays due.
FEEDCRAWLER_MAX_ARTICLES = 5_000
# The ages at which a stored article is looked at again (s, m, h, d); empty: never.
FEEDCRAWLER_RECHECK = "15m 1h 4h 12h 1d 3d 7d"
# A live blog is looked at again after so many minutes …
FEEDCRAWLER_LIVE_MINUTES = 5
# … until it has not changed for so many hours.
FEEDCRAWLER_LIVE_QUIET_HOURS = 12
# What failed is tried again after this many hours, twice as many each time, at most a week …
FEEDCRAWLER_QUARANTINE_HOURS = 1
# … and given up after so many tries; `feedcrawler retry` lists what was given up, and takes it up again.
FEEDCRAWLER_MAX_TRIES = 10

# --- Many sites in one crawl (`-a sites=FILE`) --------------------------------------------------------------------
# How many sites are crawled side by side.
FEEDCRAWLER_SITES_AT_ONCE = 50
# The run of many sites that a crawl is a part of; `-a sites=FILE` sets it.
FEEDCRAWLER_PART_OF = ""

# --- Downloading --------------------------------------------------------------------------------------------------
RETRY_TIMES = 3
RETRY_HTTP_CODES = [408, 425, 429, 500, 502, 503, 504, 522, 524]
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"
# Before all that is not tried yet, so that a host that is down is known to be before everything was asked of it.
RETRY_PRIORITY_ADJUST = 1
# Seconds before the first retry, twice as many before each further one.
FEEDCRAWLER_RETRY_BACKOFF = 2.0
# A Retry-After longer than this many seconds ends the request; the article stays due.
FEEDCRAWLER_RETRY_AFTER_MAX = 300
# A Crawl-delay in robots.txt is obeyed up to this many seconds.
FEEDCRAWLER_CRAWL_DELAY_MAX = 60
# Requests to one site in one day (UTC), at most; 0: no bound. What is left stays due.
FEEDCRAWLER_DAILY_REQUESTS = 0
# After so many failures in a row nothing more is asked of a host in this crawl: it is down. What is left stays due.
FEEDCRAWLER_MAX_FAILURES = 20
# What every request goes through on its way out, in this order, and its answer on the way back.
DOWNLOADER_MIDDLEWARES = {
    "feedcrawler.downloading.ending.EndingMiddleware": 25,
    "feedcrawler.downloading.addresses.PrivateAddressMiddleware": 50,
    "feedcrawler.downloading.robots.RobotsMiddleware": 100,
    "feedcrawler.downloading.crawl_delay.CrawlDelayMiddleware": 150,
    "feedcrawler.downloading.breaker.BreakerMiddleware": 540,
    "feedcrawler.downloading.retry.BackoffRetryMiddleware": 550,
    "feedcrawler.downloading.compression.BoundedCompressionMiddleware": 590,
    "feedcrawler.downloading.budget.BudgetMiddleware": 800,
    # Ours are in the places of these:
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
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
# Seconds for which a crawl waits for a database that is away; then it is lost, and the crawl ends.
FEEDCRAWLER_MONGODB_TIMEOUT = 60.0
# Seconds for which a run holds its site's lock without renewing it (it does so three times as often).
FEEDCRAWLER_LOCK_SECONDS = 60.0

# --- The alarm: each run is held against the site's own runs before it ---------------------------------------------
# So many days of them; 0: no alarm.
FEEDCRAWLER_ALARM_HISTORY = 42
# Silent until there are so many days …
FEEDCRAWLER_ALARM_MIN_DAYS = 14
# … and so many articles on record.
FEEDCRAWLER_ALARM_MIN_ARTICLES = 40
# A change is said for so many days, then it is how the site is now.
FEEDCRAWLER_ALARM_SAID_DAYS = 7
# Where pages are saved that show what was found; empty: `alarms` in the data folder.
FEEDCRAWLER_ALARM_FIXTURES = ""
# How many pages an alarm saves, at most …
FEEDCRAWLER_ALARM_PAGES = 5
# … and of how many alarms they are kept.
FEEDCRAWLER_ALARM_KEPT = 50
# Bytes of packed pages that a crawl keeps in memory for that.
FEEDCRAWLER_ALARM_MEMORY = 2 * 1024 * 1024

# --- Who is told how a crawl went: nobody, unless you name them ---------------------------------------------------
# Where to send messages: addresses of Apprise (https://appriseit.com/services/), a list or with spaces between them.
FEEDCRAWLER_NOTIFY = os.environ.get("FEEDCRAWLER_NOTIFY", "").split()
# The verdicts that are news: done, degraded, failed. After an alarm it is also said that it is over.
FEEDCRAWLER_NOTIFY_ON = "degraded failed"
# An alarm that goes on is raised again after so many hours; until then only if something new is wrong.
FEEDCRAWLER_NOTIFY_AGAIN_HOURS = 24.0
# A dead man's switch (healthchecks.io and the like): asked after each crawl, with /fail after one that failed.
FEEDCRAWLER_PING_URL = os.environ.get("FEEDCRAWLER_PING_URL", "")
# Ask it also, with /start, when a crawl begins.
FEEDCRAWLER_PING_START = False
# Seconds within which everybody must have been told.
FEEDCRAWLER_NOTIFY_SECONDS = 15.0
# Where to write metrics for Prometheus after each crawl: a file for node_exporter's textfile collector.
FEEDCRAWLER_METRICS_FILE = ""

# --- What a person sees -------------------------------------------------------------------------------------------
# Scrapy's, but for its doors into a running crawl: they are not even loaded.
EXTENSIONS_BASE = {
    path: order
    for path, order in default_settings.EXTENSIONS_BASE.items()
    if not path.endswith((".TelnetConsole", ".RemoteControl", ".LogStats"))
}
EXTENSIONS = {
    "feedcrawler.recording.ArchiveExtension": 100,
    "feedcrawler.extensions.health.HealthExtension": 150,
    "feedcrawler.extensions.run.RunExtension": 200,
    "feedcrawler.extensions.progress.ProgressExtension": 300,
}
LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"
LOG_FORMATTER = "feedcrawler.extensions.log.LogFormatter"
