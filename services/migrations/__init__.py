"""The database's schema as numbered steps that only go forward; `python -m services.migrate` takes them."""
