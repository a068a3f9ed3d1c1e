"""A cell on one machine: engine, loopback AWS provider, brokers and stores, functions, gateway, replay."""
