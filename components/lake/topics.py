"""The topics of a cell as arguments of `Lake`."""

from ..plan import lake_schema
from .args import LakeTopicArgs


def cell_topics() -> list[LakeTopicArgs]:
    """The topics of a cell, with the columns, formats and retention of `citycell.plan.lake_schema`."""
    topics: list[LakeTopicArgs] = []
    for topic, columns in lake_schema.COLUMNS.items():
        entry: LakeTopicArgs = {
            "topic": topic.value,
            "columns": [{"name": name, "type": kind} for name, kind in columns.items()],
            "format": lake_schema.FORMATS[topic],
            "retention_days": lake_schema.RETENTION_DAYS[topic],
        }
        if topic in lake_schema.TIME_COLUMN:
            entry["time_column"] = lake_schema.TIME_COLUMN[topic]
        topics.append(entry)
    return topics
