"""Calculations without Pulumi: sizes from load, addresses of a cell, thresholds from objectives, retention."""
