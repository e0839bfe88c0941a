"""What a crawl tells those who listen, besides Scrapy's own signals."""

article_failed = object()
"""An article could not be stored. Sent with `identity`, `url`, `source` (`feedcrawler.items.Source`), `reason` and
`at`, the time of the fetch."""
