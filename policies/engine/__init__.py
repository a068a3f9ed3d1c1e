"""Evaluates the rules of a pack and serves them to the Pulumi engine."""
