"""The store's tables, one file for each thing they hold."""
