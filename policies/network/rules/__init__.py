"""Rules of the pack `network`."""
