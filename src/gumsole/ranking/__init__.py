"""Neighbors become an honest, sellable answer."""
