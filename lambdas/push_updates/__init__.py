"""Brings tracking updates to the pages that are connected."""
