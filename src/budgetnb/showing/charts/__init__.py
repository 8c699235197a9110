"""Charts: what is drawn (`catalogue`, `pictures`), drawing it on an Axes, and the block that stands on a page (`page`)."""
