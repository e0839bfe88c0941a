"""Crawls to and from WARC files: `--archive` writes them, `--replay` crawls what they hold."""

from feedcrawler.recording.archive import ArchiveExtension
from feedcrawler.recording.replay import NotInArchive, ReplayAddon, ReplayHandler
from feedcrawler.recording.warc import Archive, Recorded

__all__ = ["Archive", "ArchiveExtension", "NotInArchive", "Recorded", "ReplayAddon", "ReplayHandler"]
