"""Rounds the positions of records that Firehose delivers to the lake."""
