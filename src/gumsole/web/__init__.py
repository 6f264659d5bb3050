"""The HTTP door: requests in, answers and problem documents out."""
