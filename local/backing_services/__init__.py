"""Kafka, DynamoDB Local, PostgreSQL and Valkey on loopback ports, installed without root or Docker."""
