"""A made-up database: sites that published for a year, and how they were crawled. Nothing in it is anybody's text."""
