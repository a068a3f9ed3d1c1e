"""Errors that a person reads: what happened and what to do, in one line."""


class LocalError(Exception):
    """A command cannot go on; its text is all that the person sees. Commands exit with 2."""
