"""AWS Backup: vaults, plans, selections and restore tests."""

from collections.abc import Mapping
from typing import Any

from ..replacement import stateful
from ..resource_type import ResourceContext, ResourceType


def _vault(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("name")
    return {
        "id": name,
        "arn": context.arn("backup", f"backup-vault:{name}"),
        "kmsKeyArn": context.arn("kms", f"key/{context.uuid('aws/backup')}"),
        "recoveryPoints": 0,
    }


def _on_vault(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("backupVaultName")
    return {"id": name, "backupVaultArn": context.arn("backup", f"backup-vault:{name}")}


def _plan(context: ResourceContext) -> Mapping[str, Any]:
    plan = context.uuid()
    return {
        "id": plan,
        "arn": context.arn("backup", f"backup-plan:{plan}"),
        "version": context.text(48, salt="version"),
    }


def _selection(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.uuid(), "conditions": [], "notResources": []}


def _restore_testing_plan(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("name")
    return {
        "id": name,
        "arn": context.arn("backup", f"restore-testing-plan:{name}-{context.uuid()}"),
        "scheduleExpressionTimezone": "Etc/UTC",
        "startWindowHours": 24,
    }


def _restore_testing_selection(context: ResourceContext) -> Mapping[str, Any]:
    return {
        "id": f"{context.get('name')}:{context.get('restoreTestingPlanName')}",
        "protectedResourceArns": [],
        "restoreMetadataOverrides": {},
        "validationWindowHours": 0,
    }


def _region_settings(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.account.region}


RESOURCE_TYPES = (
    # The provider sends the map as it is and reads every type of the account. It deletes nothing on AWS.
    ResourceType("aws:backup/regionSettings:RegionSettings", _region_settings),
    ResourceType(
        "aws:backup/vault:Vault",
        _vault,
        cloudformation_type="AWS::Backup::BackupVault",
        name_property="name",
        max_name_length=50,
        force_new=stateful("aws:backup/vault:Vault"),
    ),
    ResourceType(
        "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
        _on_vault,
        force_new=("backupVaultName", "changeableForDays", "maxRetentionDays", "minRetentionDays"),
    ),
    ResourceType("aws:backup/vaultPolicy:VaultPolicy", _on_vault, force_new=("backupVaultName",)),
    ResourceType(
        "aws:backup/vaultNotifications:VaultNotifications",
        _on_vault,
        force_new=("backupVaultEvents", "backupVaultName", "snsTopicArn"),
    ),
    ResourceType(
        "aws:backup/plan:Plan",
        _plan,
        cloudformation_type="AWS::Backup::BackupPlan",
        name_property="name",
        max_name_length=50,
    ),
    ResourceType(
        "aws:backup/selection:Selection",
        _selection,
        cloudformation_type="AWS::Backup::BackupSelection",
        name_property="name",
        max_name_length=50,
        force_new=("conditions", "iamRoleArn", "notResources", "planId", "resources", "selectionTags"),
    ),
    ResourceType(
        "aws:backup/restoreTestingPlan:RestoreTestingPlan",
        _restore_testing_plan,
        cloudformation_type="AWS::Backup::RestoreTestingPlan",
        name_property="name",
        max_name_length=50,
    ),
    ResourceType(
        "aws:backup/restoreTestingSelection:RestoreTestingSelection",
        _restore_testing_selection,
        cloudformation_type="AWS::Backup::RestoreTestingSelection",
        name_property="name",
        max_name_length=50,
        force_new=("protectedResourceType", "restoreTestingPlanName"),
    ),
)
