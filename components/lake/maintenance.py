"""Nightly queries on Iceberg tables: they delete expired rows and compact files.

A schedule starts the query directly, without a function. The metrics of the workgroup show whether it succeeds.
"""

import json

import pulumi

from ..core.component import Props
from .args import LakeMaintenance
from .config import LakeTopicConfig
from .layout import LakeLayout

START_QUERY = "arn:aws:scheduler:::aws-sdk:athena:startQueryExecution"
"""The API call as a schedule's target (EventBridge Scheduler user guide, "Using universal targets")."""

RETRY_SECONDS = 3600
RETRIES = 3

_DAY_SECONDS = 86_400
_HOURS = {"expire": 2, "optimize": 3, "vacuum": 4}
"""Hour in UTC at which each kind of query runs: expired rows are deleted, then files are rewritten, then removed."""


def queries(database: str, topic: LakeTopicConfig, maintenance: LakeMaintenance) -> dict[str, str]:
    """Kind of query to its text (Athena user guide, "Update Iceberg table data", "Optimize Iceberg tables")."""
    table = f'"{database}"."{topic.table}"'
    age = topic.retention_days * _DAY_SECONDS
    where = f'"{topic.time_column}" < to_unixtime(current_timestamp) - {age}'
    statements = {"expire": f"DELETE FROM {table} WHERE {where}"}  # noqa: S608 - the names were validated
    if maintenance is LakeMaintenance.ATHENA:
        statements["optimize"] = f"OPTIMIZE {table} REWRITE DATA USING BIN_PACK"
        statements["vacuum"] = f"VACUUM {table}"
    return statements


def schedule_props(
    layout: LakeLayout, kind: str, query: str, minute: int, *, workgroup: str, role_arn: pulumi.Input[str]
) -> Props:
    """One query every night; each table has its own minute."""
    request = {
        "QueryString": query,
        "QueryExecutionContext": {"Catalog": "AwsDataCatalog", "Database": layout.database},
        "WorkGroup": workgroup,
    }
    return {
        "schedule_expression": f"cron({minute % 60} {_HOURS[kind]} * * ? *)",
        "schedule_expression_timezone": "UTC",
        "flexible_time_window": {"mode": "OFF"},
        "target": {
            "arn": START_QUERY,
            "role_arn": role_arn,
            "input": json.dumps(request),
            "retry_policy": {"maximum_event_age_in_seconds": RETRY_SECONDS, "maximum_retry_attempts": RETRIES},
        },
    }
