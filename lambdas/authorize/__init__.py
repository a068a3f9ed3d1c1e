"""Authorizes WebSocket connections by ticket."""
