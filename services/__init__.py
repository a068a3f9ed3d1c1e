"""Containers: `orders`, the only writer of orders, and `dispatcher`, which proposes assignments."""
