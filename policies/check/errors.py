"""The error of a check that could not be made."""


class CheckError(Exception):
    """The check could not be made; the message is for the user."""
