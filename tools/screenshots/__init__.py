"""Takes the pictures that README and docs show, from the demo shop in a real browser."""
