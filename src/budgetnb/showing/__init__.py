"""What a review looks like: blocks, charts, prose, tables, workpaper."""
