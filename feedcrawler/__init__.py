"""Crawls news feeds with Scrapy and stores clean, structured articles in MongoDB."""

from importlib.metadata import version

__version__ = version("feedcrawler")
