"""A function's archive."""
