"""The error of migrations."""


class MigrationError(Exception):
    """The migration failed; the message is one line."""
