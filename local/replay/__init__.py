"""Replays a day of orders through a running cell as its clients would, and reconciles every order at the end."""
