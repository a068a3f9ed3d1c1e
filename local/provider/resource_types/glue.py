"""The Glue catalog: databases, tables and table optimizers."""

from collections.abc import Mapping
from typing import Any

from ..replacement import stateful
from ..resource_type import ResourceContext, ResourceType


def _catalog_id(context: ResourceContext) -> str:
    return f"{context.get('catalogId') or context.account.id}"


def _database(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("name")
    return {
        "id": f"{_catalog_id(context)}:{name}",
        "arn": context.arn("glue", f"database/{name}"),
        "catalogId": _catalog_id(context),
    }


def _table(context: ResourceContext) -> Mapping[str, Any]:
    database, name = context.get("databaseName"), context.get("name")
    iceberg = {"table_type": "ICEBERG"} if context.get("openTableFormatInput") else {}
    return {
        "id": f"{_catalog_id(context)}:{database}:{name}",
        "arn": context.arn("glue", f"table/{database}/{name}"),
        "catalogId": _catalog_id(context),
        "tableType": "EXTERNAL_TABLE",
        "parameters": iceberg,
    }


def _optimizer(context: ResourceContext) -> Mapping[str, Any]:
    names = (context.get(key) for key in ("catalogId", "databaseName", "tableName", "type"))
    return {"id": ",".join(f"{name}" for name in names)}


RESOURCE_TYPES = (
    ResourceType(
        "aws:glue/catalogDatabase:CatalogDatabase",
        _database,
        cloudformation_type="AWS::Glue::Database",
        name_property="name",
        force_new=stateful("aws:glue/catalogDatabase:CatalogDatabase"),
    ),
    ResourceType(
        "aws:glue/catalogTable:CatalogTable",
        _table,
        cloudformation_type="AWS::Glue::Table",
        name_property="name",
        force_new=stateful("aws:glue/catalogTable:CatalogTable"),
    ),
    ResourceType(
        "aws:glue/catalogTableOptimizer:CatalogTableOptimizer",
        _optimizer,
        cloudformation_type="AWS::Glue::TableOptimizer",
        force_new=("catalogId", "databaseName", "tableName", "type"),
    ),
)
