"""What a crawl costs, beside its peers in one run: `make bench`."""
