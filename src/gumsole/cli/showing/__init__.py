"""What the commands show: in the terminal, as JSON, as a page."""
