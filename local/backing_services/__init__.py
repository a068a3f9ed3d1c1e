"""Real brokers and stores that install without root or Docker and run on loopback ports."""
