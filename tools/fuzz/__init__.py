"""Fuzzing of what strangers send: `python -m tools.fuzz uploads --seconds 600`."""
