"""Inputs of the children of `Backup`, from its configuration: nothing here makes a resource."""

from collections.abc import Mapping
from typing import Any

import pulumi

from ..core.component import Props
from ..plan.retention import BackupRule
from .args import RestoreTestType
from .config import BackupConfig, RestoreTestConfig


def rule_props(
    config: BackupConfig,
    rule: BackupRule,
    vault_name: pulumi.Input[str],
    copy_vault_arn: pulumi.Input[str] | None,
) -> Props:
    """One rule of a plan, with a copy where the rule has one and there is a vault for it."""
    lifecycle = {"delete_after": rule.keep_days, "cold_storage_after": rule.cold_after_days}
    copied = rule.copied and copy_vault_arn is not None
    return {
        "rule_name": rule.name,
        "schedule": rule.schedule,
        "enable_continuous_backup": rule.continuous,
        "lifecycle": lifecycle,
        "copy_actions": [{"destination_vault_arn": copy_vault_arn, "lifecycle": lifecycle}] if copied else [],
        "target_vault_name": vault_name,
        "start_window": config.start_window_minutes,
        "completion_window": config.completion_window_minutes,
    }


def selection_props(cell: str, region: str, account_id: pulumi.Input[str], tags: Mapping[str, str]) -> Props:
    """All stores of a cell with these tags, including those that are made later."""
    return {
        "resources": [
            pulumi.Output.concat(f"arn:aws:rds:{region}:", account_id, f":cluster:{cell}-*"),
            pulumi.Output.concat(f"arn:aws:dynamodb:{region}:", account_id, f":table/{cell}-*"),
            f"arn:aws:s3:::{cell}-*",
        ],
        # The name of another cell may begin like this one's, so all of the tags must match.
        "conditions": [{"string_equals": _tag_conditions(tags)}],
    }


def restore_plan_props(test: RestoreTestConfig, vault_arn: pulumi.Input[str]) -> Props:
    """The plan of the restore tests."""
    return {
        "schedule_expression": test.schedule,
        "start_window_hours": test.start_window_hours,
        "recovery_point_selection": {
            "algorithm": "LATEST_WITHIN_WINDOW",
            "include_vaults": [vault_arn],
            "recovery_point_types": ["CONTINUOUS", "SNAPSHOT"],
            "selection_window_days": test.window_days,
        },
    }


def restore_selection_props(test: RestoreTestConfig, kind: RestoreTestType, cell: str) -> Props:
    """What the restore tests restore of one type."""
    overrides = {"dbSubnetGroupName": test.database_subnet_group}
    return {
        "protected_resource_type": kind.value,
        "protected_resource_arns": ["*"],
        "protected_resource_conditions": {"string_equals": _tag_conditions({"cell": cell})},
        "restore_metadata_overrides": overrides if kind is RestoreTestType.AURORA else None,
        "validation_window_hours": test.validation_hours,
    }


def _tag_conditions(tags: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"key": f"aws:ResourceTag/{key}", "value": value} for key, value in tags.items()]
