"""How pages are fetched, beyond what Scrapy does by itself."""
