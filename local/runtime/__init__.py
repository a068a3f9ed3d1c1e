"""Runs a deployed stack on this machine: brokers, stores, functions, services and the gateway."""
