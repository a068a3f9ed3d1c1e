"""Keeps each courier's newest position and tells the pages when it matters."""
