"""The gateway of a local cell: WebSocket API, load balancer, pages and tokens, from the stack's state."""
