"""Runs the functions of a deployed stack: processes behind AWS's Runtime API, and Kafka event source mappings."""
