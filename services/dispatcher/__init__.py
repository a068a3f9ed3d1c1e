"""The dispatcher: proposes a courier for each order; the order service decides."""
