"""The database's schema as numbered files that only go forward; `services.migrate` runs them."""
