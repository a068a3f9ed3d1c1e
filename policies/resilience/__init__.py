"""What survives a failure or a mistake: backups, zones, deletion protection, logs and alarms."""
