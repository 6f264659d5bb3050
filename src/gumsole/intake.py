"""Story one, by the API: single products, offers and photos come in while the store serves."""
