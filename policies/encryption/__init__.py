"""Encryption at rest with customer managed keys, and in transit with TLS."""
