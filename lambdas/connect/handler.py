"""Function `connect`: the `$connect` route. It only answers with the protocol that the client offered.

A client that offers protocols must be answered with one of them, or the browser closes the connection.
"""

from typing import Any

PROTOCOL = "citycell.v1"


def handle(_event: Any, _context: Any) -> dict[str, Any]:
    """Accept; who may connect was decided by the authorizer."""
    return {"statusCode": 200, "headers": {"Sec-WebSocket-Protocol": PROTOCOL}}
