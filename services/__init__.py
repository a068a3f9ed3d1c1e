"""Services in containers: `orders`, the only writer of orders, and `dispatcher`, which proposes assignments."""
