"""What every article goes through: one step a file, in the order of `ITEM_PIPELINES`."""
