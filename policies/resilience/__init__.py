"""Resilience: backups, zones, deletion protection, logs and alarms."""
