"""Replays a day of orders through a running cell as its clients would, and accounts for every order at the end."""
