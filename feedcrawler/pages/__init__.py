"""Page objects: a page in, an article out; no network, no clock, no database."""

from importlib import import_module, resources

from feedcrawler.pages.article import ArticlePage
from feedcrawler.pages.candidates import Candidate
from feedcrawler.pages.errors import NotAnArticle
from feedcrawler.pages.registry import page_class_for, site_of

__all__ = ["ArticlePage", "Candidate", "NotAnArticle", "page_class_for", "site_of"]

# A site's page object is registered by being here with `handle_urls`. The other modules are what reads pages, which
# web-poet's `consume_modules` would load for every crawl, though many a crawl reads none.
for _file in resources.files(__name__).iterdir():
    if _file.name.endswith(".py") and not _file.name.startswith("_") and b"handle_urls" in _file.read_bytes():
        import_module(f"{__name__}.{_file.name.removesuffix('.py')}")
