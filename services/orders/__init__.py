"""The order service: the HTTP API, and the only writer of orders."""
