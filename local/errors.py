"""Errors for users: one line with what happened and what to do."""


class LocalError(Exception):
    """A command cannot continue. It prints only this message and exits with 2."""
