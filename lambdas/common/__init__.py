"""Shared by the functions: Kafka batches, clients (one per process), and logs without personal data."""
