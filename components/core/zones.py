"""Names of cities and their zones, where they are part of a routing table."""

import re
from typing import Final

SHARED_CELL: Final = "shared"
"""In place of a cell, in names and tags of what all cells of a region share. No cell has this name, because the rule
`cell-isolation` lets every cell refer to what has this tag."""

MAX_ZONE_NAME: Final = 63
"""Characters, as of a label of a host name, because hosts are named after zones (RFC 1035, section 2.3.4)."""

_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_zone_name(name: str) -> bool:
    """Whether a text can name a city or a zone in a table: lower case letters, digits and single hyphens."""
    return len(name) <= MAX_ZONE_NAME and _NAME.fullmatch(name) is not None
