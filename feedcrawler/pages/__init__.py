"""Page objects: a page in, an article out; no network, no clock, no database."""

from web_poet import consume_modules

from feedcrawler.pages.article import ArticlePage
from feedcrawler.pages.candidates import Candidate
from feedcrawler.pages.errors import NotAnArticle
from feedcrawler.pages.registry import page_class_for, site_of

__all__ = ["ArticlePage", "Candidate", "NotAnArticle", "page_class_for", "site_of"]

consume_modules(__name__)  # a site's page object is registered by being here
