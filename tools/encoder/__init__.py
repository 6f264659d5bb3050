"""Builds the encoder that ships with Gumsole; run as `python -m tools.encoder`."""
