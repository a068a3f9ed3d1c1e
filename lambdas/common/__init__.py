"""What the functions share: Kafka batches, clients made once per process, and log lines without personal data."""
