"""A photo becomes signals."""
