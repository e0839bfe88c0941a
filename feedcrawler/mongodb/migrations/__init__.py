"""What has changed in stored documents from version to version, one change a file, the oldest first."""

from feedcrawler.mongodb.migrations.migration import Migration
from feedcrawler.mongodb.migrations.run_numbers import RUN_NUMBERS

MIGRATIONS = (RUN_NUMBERS,)
VERSION = MIGRATIONS[-1].version
"""The version of the database that this version of feedcrawler works with."""

__all__ = ["MIGRATIONS", "VERSION", "Migration"]
