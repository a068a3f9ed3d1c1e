"""Accepts a connection that the authorizer let in."""
