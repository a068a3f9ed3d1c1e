"""Ends what a connection heard of."""
