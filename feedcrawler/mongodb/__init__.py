"""Where articles live: the only part that knows MongoDB."""
