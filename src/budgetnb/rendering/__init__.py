"""From an executed notebook to a page: one list of blocks, laid out as HTML and as PDF."""
