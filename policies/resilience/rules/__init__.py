"""Rules of the pack `resilience`."""
