"""Spiders: a site is one short file that says where its articles are announced."""
