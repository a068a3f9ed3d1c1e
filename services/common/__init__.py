"""Shared by the services: settings, clock, logging, Kafka and PostgreSQL clients."""
