"""Alarms of a stack, evaluated over the metrics that a cell on this machine really has."""
