"""What goes wrong before there are findings."""


class CheckError(Exception):
    """The check could not be made; its text is for the user."""
