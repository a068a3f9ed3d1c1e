"""Writes `components/aws/published.json` from AWS's data as cfn-lint bundles it: run this module after updating it."""

import importlib.metadata
import json
import re
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from components.aws.regions import AVAILABILITY_ZONES

TARGET = Path(__file__).parents[3] / "components" / "aws" / "published.json"

OFFERED = (
    "AWS::Backup::BackupVault",
    "AWS::Backup::RestoreTestingPlan",
    "AWS::ElastiCache::ServerlessCache",
    "AWS::Glue::TableOptimizer",
    "AWS::KinesisFirehose::DeliveryStream",
    "AWS::Lambda::CodeSigningConfig",
    "AWS::MSK::ServerlessCluster",
    "AWS::MSK::Topic",
    "AWS::RDS::DBProxy",
    "AWS::RDS::GlobalCluster",
)
"""Resource types of components that not every region has."""

REPLICATED = ("AWS::DynamoDB::GlobalTable", "AWS::KMS::ReplicaKey")
"""Resource types that components replicate to other regions."""

_APART = ("cn-", "eu-iso", "eusc-", "us-gov-", "us-iso")
"""Regions of other partitions than `aws`, which nothing is replicated to from there."""


def schemas() -> Path:
    """The folder of cfn-lint's schemas."""
    found = find_spec("cfnlint")
    assert found is not None
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0], "data", "schemas")


def extension(folder: str, name: str) -> Any:
    """One of cfn-lint's tables of allowed values."""
    return json.loads((schemas() / "extensions" / folder / f"{name}.json").read_text())


def enums(rules: Mapping[str, Any], engine: str, given: str) -> Iterator[tuple[Mapping[str, Any], list[str]]]:
    """The conditions and values of the rules about one engine and the property `given`."""
    for rule in rules.get("allOf", []):
        conditions = rule["if"]["properties"]
        if engine in json.dumps(conditions.get("Engine", {})) and given in rule["then"]["properties"]:
            yield conditions, rule["then"]["properties"][given]["enum"]


def numbered(version: str) -> list[int]:
    """A version as numbers, to sort by."""
    return [int(part) for part in version.split(".")]


def aurora_versions() -> list[str]:
    """Full versions of Aurora PostgreSQL, without the Limitless line, that db.serverless runs and AWS has not ended."""
    rules = extension("aws_rds_dbcluster", "engine_version")
    every = {value for _, values in enums(rules, '"aurora-postgresql"', "EngineVersion") for value in values}
    ended = {
        value
        for rule in extension("aws_rds_dbcluster", "engine_version_deprecated")["allOf"]
        if rule["if"]["properties"]["Engine"].get("const") == "aurora-postgresql"
        for value in rule["if"]["properties"]["EngineVersion"]["enum"]
    }
    classes = list(
        enums(extension("aws_rds_dbinstance", "db_instance_class"), '"aurora-postgresql"', "DBInstanceClass")
    )

    def serverless(version: str) -> bool:
        return any(
            re.search(conditions["EngineVersion"]["pattern"], version) and "db.serverless" in values
            for conditions, values in classes
        )

    found = {version for version in every - ended if re.fullmatch(r"\d+\.\d+", version) and serverless(version)}
    return sorted(found, key=numbered)


def by_name(values: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """From region to names, to name to regions."""
    names = sorted({name for listed in values.values() for name in listed})
    return {name: [region for region in sorted(values) if name in values[region]] for name in names}


def aurora_classes() -> dict[str, list[str]]:
    """Instance class to the regions that have it."""
    table = extension("aws_rds_dbinstance", "dbinstanceclass_enum")
    return by_name(
        {
            region: sorted(
                {
                    value
                    for _, values in enums(table.get(region, {}), '"aurora-postgresql"', "DBInstanceClass")
                    for value in values
                }
            )
            for region in AVAILABILITY_ZONES
        }
    )


def cache_nodes() -> dict[str, list[str]]:
    """Node type to the regions that have it."""
    table = extension("aws_elasticache_cachecluster", "cachenodetype_enum")
    return by_name({region: table.get(region, {}).get("enum", []) for region in AVAILABILITY_ZONES})


def valkey_versions() -> list[str]:
    """Versions of Valkey."""
    rules = extension("aws_elasticache_cachecluster", "engine_version")
    return sorted({value for _, values in enums(rules, '"valkey"', "EngineVersion") for value in values}, key=numbered)


def offered() -> dict[str, list[str]]:
    """Resource type to the regions that offer it."""
    indexes = {
        region: json.loads((schemas() / "providers" / f"{region}.json").read_text()) for region in AVAILABILITY_ZONES
    }
    return {kind: [region for region, index in sorted(indexes.items()) if kind in index] for kind in OFFERED}


def replicated() -> dict[str, list[str]]:
    """Resource type to all regions of the partition that offer it."""
    regions = sorted(path.stem for path in (schemas() / "providers").glob("*-*-*.json"))
    indexes = {
        region: json.loads((schemas() / "providers" / f"{region}.json").read_text())
        for region in regions
        if not region.startswith(_APART)
    }
    return {kind: [region for region, index in indexes.items() if kind in index] for kind in REPLICATED}


def log_retention_days() -> list[int]:
    """Days that a log group may keep."""
    index = json.loads((schemas() / "providers" / "us-east-1.json").read_text())
    schema = json.loads((schemas() / "resources" / f"{index['AWS::Logs::LogGroup']}.json").read_text())
    return sorted(schema["properties"]["RetentionInDays"]["enum"])


def tables() -> dict[str, Any]:
    """All that `components.plan.published` reads."""
    return {
        "source": f"AWS's published schemas and values as bundled in cfn-lint {importlib.metadata.version('cfn-lint')}",
        "aurora_postgresql_versions": aurora_versions(),
        "aurora_postgresql_classes": aurora_classes(),
        "valkey_versions": valkey_versions(),
        "cache_node_types": cache_nodes(),
        "log_retention_days": log_retention_days(),
        "offered": offered(),
        "replicated": replicated(),
    }


if __name__ == "__main__":
    TARGET.write_text(json.dumps(tables(), indent=0) + "\n")
    print(f"wrote {TARGET.relative_to(Path.cwd())}")
