"""What Amazon EC2 accepts of a network."""

import re
from typing import Final

AGGREGATION_SECONDS: Final = (60, 600)
"""Maximum aggregation intervals of flow logs (EC2 API, CreateFlowLogs, MaxAggregationInterval)."""

MAX_RULE_TEXT: Final = 200
"""Characters of a reason in the description of a security group rule. EC2 accepts 255 for the description, of which a
name and a few words need some (EC2 API, IpRange, Description)."""

RULE_CHARACTERS: Final = "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*"
_RULE_TEXT: Final = re.compile(rf"[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{{}}!$*]{{1,{MAX_RULE_TEXT}}}")

_ACTION: Final = re.compile(r"[a-z0-9-]+:[A-Za-z]+")


def is_rule_text(text: str) -> bool:
    """Whether a text can be part of the description of a security group rule."""
    return _RULE_TEXT.fullmatch(text) is not None


def is_exact_action(action: str) -> bool:
    """Whether a text is one IAM action, without a wildcard."""
    return _ACTION.fullmatch(action) is not None
