"""Articles for other programs: JSON Lines, CSV and Parquet, with the same columns in each."""
