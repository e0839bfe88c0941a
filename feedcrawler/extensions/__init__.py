"""What watches a crawl: its record, its progress, its log."""
