"""Makes positions coarse on their way to the lake."""
