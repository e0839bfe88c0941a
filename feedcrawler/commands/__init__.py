"""What `feedcrawler <command>` adds to `scrapy <command>`: one command a file."""
