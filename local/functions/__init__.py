"""Runs a stack's functions as processes behind AWS's Runtime API, and its Kafka event source mappings."""
