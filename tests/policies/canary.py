"""A text that stands for secrets: no finding, report or log may carry it."""

import json
from typing import Any

CANARY = "canary-5e1f0c"


def poisoned(value: Any) -> Any:
    """The same shape with the canary in every text, inside JSON text too."""
    if isinstance(value, dict):
        return {key: poisoned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [poisoned(inner) for inner in value]
    if isinstance(value, str):
        try:
            parsed = json.loads(value)
        except ValueError:
            return f"{CANARY}{value}"
        return json.dumps(poisoned(parsed)) if isinstance(parsed, dict | list) else f"{CANARY}{value}"
    return value
