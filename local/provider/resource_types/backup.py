"""AWS Backup: vaults, plans, selections and restore tests."""

from collections.abc import Mapping
from typing import Any

from ..replacement import stateful
from ..resource_type import Made, Shape


def _vault(made: Made) -> Mapping[str, Any]:
    name = made.get("name")
    return {
        "id": name,
        "arn": made.arn("backup", f"backup-vault:{name}"),
        "kmsKeyArn": made.arn("kms", f"key/{made.uuid('aws/backup')}"),
        "recoveryPoints": 0,
    }


def _on_vault(made: Made) -> Mapping[str, Any]:
    name = made.get("backupVaultName")
    return {"id": name, "backupVaultArn": made.arn("backup", f"backup-vault:{name}")}


def _plan(made: Made) -> Mapping[str, Any]:
    plan = made.uuid()
    return {"id": plan, "arn": made.arn("backup", f"backup-plan:{plan}"), "version": made.text(48, salt="version")}


def _selection(made: Made) -> Mapping[str, Any]:
    return {"id": made.uuid(), "conditions": [], "notResources": []}


def _restore_testing_plan(made: Made) -> Mapping[str, Any]:
    name = made.get("name")
    return {
        "id": name,
        "arn": made.arn("backup", f"restore-testing-plan:{name}-{made.uuid()}"),
        "scheduleExpressionTimezone": "Etc/UTC",
        "startWindowHours": 24,
    }


def _restore_testing_selection(made: Made) -> Mapping[str, Any]:
    return {
        "id": f"{made.get('name')}:{made.get('restoreTestingPlanName')}",
        "protectedResourceArns": [],
        "restoreMetadataOverrides": {},
        "validationWindowHours": 0,
    }


SHAPES = (
    Shape(
        "aws:backup/vault:Vault",
        _vault,
        published="AWS::Backup::BackupVault",
        named="name",
        longest_name=50,
        replaces=stateful("aws:backup/vault:Vault"),
    ),
    Shape(
        "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
        _on_vault,
        replaces=("backupVaultName", "changeableForDays", "maxRetentionDays", "minRetentionDays"),
    ),
    Shape("aws:backup/vaultPolicy:VaultPolicy", _on_vault, replaces=("backupVaultName",)),
    Shape(
        "aws:backup/vaultNotifications:VaultNotifications",
        _on_vault,
        replaces=("backupVaultEvents", "backupVaultName", "snsTopicArn"),
    ),
    Shape("aws:backup/plan:Plan", _plan, published="AWS::Backup::BackupPlan", named="name", longest_name=50),
    Shape(
        "aws:backup/selection:Selection",
        _selection,
        published="AWS::Backup::BackupSelection",
        named="name",
        longest_name=50,
        replaces=("conditions", "iamRoleArn", "notResources", "planId", "resources", "selectionTags"),
    ),
    Shape(
        "aws:backup/restoreTestingPlan:RestoreTestingPlan",
        _restore_testing_plan,
        published="AWS::Backup::RestoreTestingPlan",
        named="name",
        longest_name=50,
    ),
    Shape(
        "aws:backup/restoreTestingSelection:RestoreTestingSelection",
        _restore_testing_selection,
        published="AWS::Backup::RestoreTestingSelection",
        named="name",
        longest_name=50,
        replaces=("protectedResourceType", "restoreTestingPlanName"),
    ),
)
