"""Trains the encoder that ships with Gumsole; run as `python -m tools.training`, see `README.md`."""
