"""Functions: thin entry points, one folder each. Decode, call `delivery`, write."""
