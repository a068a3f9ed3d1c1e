"""The doors of a local cell: WebSocket API, load balancer, pages and tokens, as found in the stack's state."""
