"""A deployed stack, running on this machine: brokers, stores, functions, services and the gateway in front of them."""
