"""Old name of `citycell.tables.limits` with the old names of its constants, kept for one release."""

from ..tables.limits import MAX_GLOBAL_INDEXES as MOST_GLOBAL_INDEXES
from ..tables.limits import MAX_KEY_NAME as MOST_KEY_NAME
from ..tables.limits import MAX_LOCAL_INDEXES as MOST_LOCAL_INDEXES
from ..tables.limits import MAX_PROJECTED as MOST_PROJECTED
from ..tables.limits import MAX_PROJECTED_OF_TABLE as MOST_PROJECTED_OF_TABLE
from ..tables.limits import MAX_RECOVERY_DAYS as MOST_RECOVERY_DAYS
from ..tables.limits import MAX_TARGET_PERCENT as MOST_TARGET_PERCENT
from ..tables.limits import MAX_UNITS as MOST_UNITS
from ..tables.limits import MIN_TARGET_PERCENT as LEAST_TARGET_PERCENT
from ..tables.limits import MIN_WARM_READS as LEAST_WARM_READS
from ..tables.limits import MIN_WARM_WRITES as LEAST_WARM_WRITES
from ..tables.limits import NAME_PATTERN, STRONG_REGION_SETS, STRONG_REGIONS, strong_region_set

__all__ = [
    "LEAST_TARGET_PERCENT",
    "LEAST_WARM_READS",
    "LEAST_WARM_WRITES",
    "MOST_GLOBAL_INDEXES",
    "MOST_KEY_NAME",
    "MOST_LOCAL_INDEXES",
    "MOST_PROJECTED",
    "MOST_PROJECTED_OF_TABLE",
    "MOST_RECOVERY_DAYS",
    "MOST_TARGET_PERCENT",
    "MOST_UNITS",
    "NAME_PATTERN",
    "STRONG_REGIONS",
    "STRONG_REGION_SETS",
    "strong_region_set",
]
