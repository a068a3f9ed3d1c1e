"""Subscribes a connection to the feed of its ticket."""
