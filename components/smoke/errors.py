"""Errors of the smoke test. Each text is one line: what happened, and what to do."""


class SmokeError(Exception):
    """The test cannot begin: an argument, an address or a token is missing or unusable."""


class StepError(Exception):
    """A step of the test failed."""


class SkippedError(Exception):
    """A step does not apply to this city; the text has the reason."""
