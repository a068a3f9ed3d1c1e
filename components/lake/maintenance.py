"""Queries that run every night: rows of Iceberg tables that have had their time go, and files are joined.

A schedule starts the query by itself, no function between; whether the query succeeds is in the workgroup's metrics.
"""

import json
from typing import Any

import pulumi

from .args import LakeMaintenance, LakeTopicArgs, retention_of, table_name
from .policies import LakePlaces

START_QUERY = "arn:aws:scheduler:::aws-sdk:athena:startQueryExecution"
"""The API call as a schedule's target (EventBridge Scheduler user guide, "Using universal targets")."""

RETRY_SECONDS = 3600
RETRIES = 3

_DAY_SECONDS = 86_400
_HOURS = {"expire": 2, "optimize": 3, "vacuum": 4}
"""Hour in UTC at which each kind of query runs, so that what was deleted is written out and then forgotten."""


def queries(database: str, topic: LakeTopicArgs, maintenance: LakeMaintenance) -> dict[str, str]:
    """Kind of query to its text (Athena user guide, "Update Iceberg table data", "Optimize Iceberg tables")."""
    table = f'"{database}"."{table_name(topic["topic"])}"'
    age = retention_of(topic) * _DAY_SECONDS
    column = topic.get("time_column", "")
    where = f'"{column}" < to_unixtime(current_timestamp) - {age}'
    found = {"expire": f"DELETE FROM {table} WHERE {where}"}  # noqa: S608 - names that the door has checked
    if maintenance is LakeMaintenance.ATHENA:
        found["optimize"] = f"OPTIMIZE {table} REWRITE DATA USING BIN_PACK"
        found["vacuum"] = f"VACUUM {table}"
    return found


def schedule_props(
    places: LakePlaces, kind: str, query: str, minute: int, *, workgroup: str, role_arn: pulumi.Input[str]
) -> dict[str, Any]:
    """One query every night; tables follow each other by the minute."""
    request = {
        "QueryString": query,
        "QueryExecutionContext": {"Catalog": "AwsDataCatalog", "Database": places.database},
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
