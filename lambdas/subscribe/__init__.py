"""Starts what a connection hears of."""
