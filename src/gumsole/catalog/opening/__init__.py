"""From a file's bytes to lines and cells, bounded however large the file is."""
