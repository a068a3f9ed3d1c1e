"""Lets a WebSocket connection in that has a ticket."""
