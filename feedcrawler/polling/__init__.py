"""Asking a site where it announces articles: its feeds, sitemaps and listings, and what became of asking them."""
