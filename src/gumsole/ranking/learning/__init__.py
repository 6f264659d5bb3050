"""How guard and bands are learned from a catalog and from phone-like views of its photos."""
