"""Names of Lambda functions: a name or ARN, whole or partial, perhaps with a version or alias.

https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestSyntax has the formats.
"""

from typing import Final

LATEST: Final = "$LATEST"


def function_name(identifier: str) -> str:
    """The function's name."""
    return _parts(identifier)[0]


def qualifier(identifier: str) -> str:
    """Its version or alias; `$LATEST` if the identifier has none."""
    return _parts(identifier)[1] or LATEST


def _parts(identifier: str) -> tuple[str, str]:
    name, _, version = identifier.rpartition(":function:")[2].partition(":")
    return name, version
