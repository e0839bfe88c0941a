"""`feedcrawler metrics`: how the crawls went, for Prometheus."""

from __future__ import annotations

import argparse
import sys
import threading
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from feedcrawler.commands.common import reported
from feedcrawler.errors import FeedcrawlerError


class Command(ScrapyCommand):
    """Prints metrics, writes them into a file, or serves them."""

    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """What follows the command's name."""
        return "[-o FILE | --port N [--host HOST]]"

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Say how the crawls went as metrics for Prometheus"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        where = parser.add_mutually_exclusive_group()
        where.add_argument("-o", "--output", metavar="FILE", type=Path, help="write into FILE, whole or not at all")
        where.add_argument("--port", type=int, metavar="N", help="serve http://HOST:N/metrics until stopped")
        parser.add_argument("--host", default="127.0.0.1", help="where to serve (default: %(default)s)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print, write or serve the metrics."""
        if args or (opts.port is not None and not 0 <= opts.port < 65536):
            raise UsageError
        assert self.settings is not None
        from feedcrawler.metrics import metrics_text, write_metrics

        with reported(self):
            if opts.output:
                write_metrics(self.settings, opts.output)
            elif opts.port is not None:
                self._serve(opts.host, opts.port)
            else:
                sys.stdout.write(metrics_text(self.settings))

    def _serve(self, host: str, port: int) -> None:
        from prometheus_client import start_http_server

        from feedcrawler.metrics import metrics_registry, metrics_text

        assert self.settings is not None
        metrics_text(self.settings)  # what is wrong with the settings is said now, not to whoever asks
        try:
            server, thread = start_http_server(port, host, metrics_registry(self.settings))
        except OSError as error:
            raise FeedcrawlerError(f"metrics cannot be served at {host}:{port}: {error.strerror or error}") from None
        sys.stderr.write(f"feedcrawler: metrics at http://{host}:{server.server_port}/metrics\n")
        try:
            while thread.is_alive():
                thread.join(threading.TIMEOUT_MAX)
        except KeyboardInterrupt:
            server.shutdown()
