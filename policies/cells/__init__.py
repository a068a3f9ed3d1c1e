"""Which cell a resource belongs to, and which cells its properties refer to."""
