"""One reader for each kind of feed: rows of text with our fields' names."""
