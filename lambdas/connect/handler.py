"""Function `connect`: the `$connect` route. It selects the protocol that the client offered.

A browser that offers protocols closes the connection unless the response selects one of them.
"""

from typing import Any

PROTOCOL = "citycell.v1"


def handle(_event: Any, _context: Any) -> dict[str, Any]:
    """Accept the connection, which the authorizer has allowed."""
    return {"statusCode": 200, "headers": {"Sec-WebSocket-Protocol": PROTOCOL}}
