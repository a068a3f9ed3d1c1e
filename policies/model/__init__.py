"""What rules are made of: values, type tokens, parameters."""
