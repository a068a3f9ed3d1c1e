"""The Glue catalogue: databases, tables, and what keeps tables small."""

from collections.abc import Mapping
from typing import Any

from ..replacement import stateful
from ..resource_type import Made, Shape


def _catalogue(made: Made) -> str:
    return f"{made.get('catalogId') or made.account.id}"


def _database(made: Made) -> Mapping[str, Any]:
    name = made.get("name")
    return {
        "id": f"{_catalogue(made)}:{name}",
        "arn": made.arn("glue", f"database/{name}"),
        "catalogId": _catalogue(made),
    }


def _table(made: Made) -> Mapping[str, Any]:
    database, name = made.get("databaseName"), made.get("name")
    iceberg = {"table_type": "ICEBERG"} if made.get("openTableFormatInput") else {}
    return {
        "id": f"{_catalogue(made)}:{database}:{name}",
        "arn": made.arn("glue", f"table/{database}/{name}"),
        "catalogId": _catalogue(made),
        "tableType": "EXTERNAL_TABLE",
        "parameters": iceberg,
    }


def _optimizer(made: Made) -> Mapping[str, Any]:
    names = (made.get(key) for key in ("catalogId", "databaseName", "tableName", "type"))
    return {"id": ",".join(f"{name}" for name in names)}


SHAPES = (
    Shape(
        "aws:glue/catalogDatabase:CatalogDatabase",
        _database,
        published="AWS::Glue::Database",
        named="name",
        replaces=stateful("aws:glue/catalogDatabase:CatalogDatabase"),
    ),
    Shape(
        "aws:glue/catalogTable:CatalogTable",
        _table,
        published="AWS::Glue::Table",
        named="name",
        replaces=stateful("aws:glue/catalogTable:CatalogTable"),
    ),
    Shape(
        "aws:glue/catalogTableOptimizer:CatalogTableOptimizer",
        _optimizer,
        published="AWS::Glue::TableOptimizer",
        replaces=("catalogId", "databaseName", "tableName", "type"),
    ),
)
