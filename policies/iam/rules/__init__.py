"""Rules of the pack `iam`."""
