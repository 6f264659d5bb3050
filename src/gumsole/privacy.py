"""What is kept of shoppers, for how long, and how it is forgotten: the one list."""
