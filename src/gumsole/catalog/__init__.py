"""A merchant's feed becomes products and offers: readers, mapping, photo fetching."""
