"""What is encrypted: at rest with keys of our own, and in transit with TLS."""
