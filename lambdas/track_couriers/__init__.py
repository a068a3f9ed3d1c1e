"""Stores the newest position of each courier and pushes it to pages when it matters."""
