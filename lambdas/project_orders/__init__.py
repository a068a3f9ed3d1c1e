"""Keeps the order views: DynamoDB for reading, Valkey for who carries what, updates for the pages."""
