"""Parameter groups as the provider reads them: only the parameters whose source is `user`.

AWS lists a parameter with the source `user` only if its value differs from the default, so one that equals the default
is reported as new in every update (https://github.com/hashicorp/terraform-provider-aws/issues/23335). The defaults are
those of the components' table, `components/aws/parameter_defaults.toml`.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

_TABLE: Final = Path(__file__).parents[2] / "components" / "aws" / "parameter_defaults.toml"
_FAMILY: Final = re.compile(r"([a-z-]+?)(\d+)[.\dx]*")


def read(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    """The inputs of a group without the parameters that equal a default."""
    listed, defaults = inputs.get("parameters"), _defaults(f"{inputs.get('family')}")
    if not isinstance(listed, list):
        return inputs
    kept = [
        item for item in listed if not isinstance(item, dict) or defaults.get(item.get("name")) != item.get("value")
    ]
    return {**inputs, "parameters": kept}


@cache
def _defaults(family: str) -> Mapping[Any, str]:
    match = _FAMILY.fullmatch(family)
    if match is None:
        return {}
    engine, major = match[1], int(match[2])
    found: dict[Any, str] = {}
    for row in tomllib.loads(_TABLE.read_text())["defaults"]:
        if row["families"] == engine and row.get("since", 0) <= major < row.get("before", major + 1):
            found |= row["values"]
    return found
