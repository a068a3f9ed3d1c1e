"""What the services share: settings, clock, logging, Kafka and PostgreSQL clients."""
