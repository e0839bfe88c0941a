"""Every setting of a crawl: the table of contents of the project.

Each can be set in the environment of a project of your own, with `-s NAME=VALUE`, or here.
"""

import os

from feedcrawler import __version__

BOT_NAME = "feedcrawler"
SPIDER_MODULES = ["feedcrawler.spiders"]
NEWSPIDER_MODULE = "feedcrawler.spiders"
COMMANDS_MODULE = "feedcrawler.commands"
