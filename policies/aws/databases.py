"""Facts about the parameters of databases."""

import re
from collections.abc import Mapping
from typing import Final

from ..model.values import Value

_TLS_SINCE: Final[Mapping[str, int]] = {"aurora-postgresql": 17, "postgres": 15}
"""Engine to the first major version whose parameter `rds.force_ssl` is 1 by default.

Aurora user guide, "Security with Amazon Aurora PostgreSQL"; RDS user guide, "Using SSL with a PostgreSQL DB instance".
"""


def family_forces_tls(family: Value) -> bool:
    """Whether a family such as `aurora-postgresql17` forces TLS unless a parameter turns it off."""
    match = re.fullmatch(r"(?P<engine>[a-z-]+)(?P<major>\d+)", family.text)
    return match is not None and forces_tls(match["engine"], match["major"])


def forces_tls(engine: str, version: str) -> bool:
    """Whether the default parameter group of an engine version such as `17.6` forces TLS."""
    major = version.partition(".")[0]
    return engine in _TLS_SINCE and major.isdecimal() and int(major) >= _TLS_SINCE[engine]
