"""Arithmetic without Pulumi: load to sizes, cell to addresses, objectives to thresholds, names to budgets."""
