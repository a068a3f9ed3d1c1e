"""Backups of a cell's stores: what is kept for how long, where else, and proof that it can be restored."""

from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_aws as aws

from ..aws.names import BACKUP, IAM_ROLE
from ..core.cell import DataClass
from ..core.component import Component, Transforms
from ..core.iam import Statement, document, trust
from ..keys.config import ROTATION_DAYS
from ..keys.limits import MAX_DELETION_WINDOW_DAYS, MIN_DELETION_WINDOW_DAYS
from ..keys.policies import KeyScope, key_statements
from ..plan.retention import BackupRule
from .args import BackupArgs, RestoreTestArgs, RestoreTestType, VaultLockMode
from .config import COMPLETION_MINUTES, START_MINUTES, TEST_TYPES, check, rules_of
from .policies import Scope, backup_statements, restore_statements

EVENTS = (
    "BACKUP_JOB_FAILED",
    "BACKUP_JOB_EXPIRED",
    "COPY_JOB_FAILED",
    "RESTORE_JOB_FAILED",
    "CONTINUOUS_BACKUP_INTERRUPTED",
)
"""What somebody should hear of (AWS Backup API, BackupVaultEvents)."""


class Backup(Component):
    """AWS Backup over everything of a cell that holds data: database, tables and the lake's buckets.

    One plan per class of data, with the rules of `plan.retention`; what belongs to it is found by name, `cell` and
    `data-class` tag, so that a store made later is backed up without a change here. The vault has the cell's key, and a
    policy under which nobody deletes a backup early but a break-glass role. A copy in a second region is encrypted by a
    key of that region. AWS Backup must be switched on for the services, and for advanced features of DynamoDB, once per
    account and region; caches are not among its services and keep snapshots of their own.
    """

    vault_name: pulumi.Output[str]
    """Name of the vault."""
    vault_arn: pulumi.Output[str]
    """The vault."""
    copy_vault_arn: pulumi.Output[str]
    """The vault in the second region; empty when there is none."""
    plan_ids: pulumi.Output[dict[str, str]]
    """Class of data to the plan that backs it up."""
    role_arn: pulumi.Output[str]
    """The role that takes and copies backups."""

    def __init__(
        self,
        name: str,
        args: BackupArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        check(name, args)
        super().__init__(name, args, opts, transforms)
        copy_region = args.get("copy_region", "")
        vault = self._vault("vault", args["key_arn"], args)
        copy_key = self._copy_key(copy_region) if copy_region else None
        copy = self._vault("copy-vault", copy_key.arn, args, copy_region) if copy_key else None
        scope = Scope(
            cell=self._cell["cell"],
            region=self._cell["region"],
            copy_region=copy_region,
            account_id=self._cell["account_id"],
            keys=[*args["source_key_arns"], args["key_arn"], *([copy_key.arn] if copy_key else [])],
            vaults=[made.arn for made in (vault, copy) if made],
        )
        rules = rules_of(args)
        role = self._role("role", "backup", backup_statements(scope, buckets=DataClass.LAKE in rules))
        windows = {
            "target_vault_name": vault.name,
            "start_window": args.get("start_window_minutes", START_MINUTES),
            "completion_window": args.get("completion_window_minutes", COMPLETION_MINUTES),
        }
        plans: dict[str, aws.backup.Plan] = {}
        for data_class, found in rules.items():
            plan = self._plan(data_class, [_rule(rule, copy) | windows for rule in found])
            self._select(data_class, plan, role)
            plans[data_class.value] = plan
        if topic := args.get("notification_topic_arn"):
            self._notify(vault, topic)
        if test := args.get("restore_test"):
            self._restore_test(test, scope, vault)
        self.vault_name = vault.name
        self.vault_arn = vault.arn
        self.copy_vault_arn = copy.arn if copy else pulumi.Output.from_input("")
        self.plan_ids = pulumi.Output.all(**{data_class: plan.id for data_class, plan in plans.items()})
        self.role_arn = role.arn
        self._finish()

    def _vault(
        self, role: str, key_arn: pulumi.Input[str], args: BackupArgs, region: str | None = None
    ) -> aws.backup.Vault:
        """A vault with its lock and its policy, all of one region."""
        vault = self._child(
            role,
            aws.backup.Vault,
            {
                "name": self._physical("backup", BACKUP),
                "kms_key_arn": key_arn,
                "force_destroy": self._disposable,
                "region": region,
            },
            self._stateful(),
            data_class=DataClass.ORDERS,
        )
        self._child(
            f"{role}-policy",
            aws.backup.VaultPolicy,
            {"backup_vault_name": vault.name, "policy": document(self._refusals(args)), "region": region},
        )
        if lock := args.get("lock"):
            self._child(
                f"{role}-lock",
                aws.backup.VaultLockConfiguration,
                {
                    "backup_vault_name": vault.name,
                    "min_retention_days": lock["min_days"],
                    "max_retention_days": lock.get("max_days"),
                    "changeable_for_days": lock.get("grace_days") if _is_final(lock["mode"]) else None,
                    "region": region,
                },
            )
        return vault

    def _refusals(self, args: BackupArgs) -> list[Statement]:
        """Nobody deletes early; with a break-glass role nobody else changes that (AWS Config, manual deletion).

        AWS Config's rule takes no narrower Principal and Resource; in a vault's policy they mean this vault.
        """
        actions = ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"]
        refusal: Statement = {"Sid": "NobodyDeletesEarly", "Effect": "Deny", "Principal": "*", "Resource": "*"}
        if role := args.get("break_glass_role_arn"):
            if not self._disposable:  # whoever destroys a disposable cell takes its policies away first
                actions += ["backup:DeleteBackupVaultAccessPolicy", "backup:PutBackupVaultAccessPolicy"]
            refusal["Condition"] = {"ArnNotEquals": {"aws:PrincipalArn": role}}
        return [refusal | {"Action": actions}]

    def _copy_key(self, region: str) -> aws.kms.Key:
        """The key of the copies, used through the services whose backups are copied and through AWS Backup."""
        scope = KeyScope(
            account=pulumi.Output.from_input(self._cell["account_id"]),
            region=region,
            more_services=("dynamodb", "s3"),
        )
        key = self._child(
            "copy-key",
            aws.kms.Key,
            {
                "description": f"backup copies of cell {self._cell['cell']}",
                "enable_key_rotation": True,
                "rotation_period_in_days": ROTATION_DAYS,
                "deletion_window_in_days": MIN_DELETION_WINDOW_DAYS if self._disposable else MAX_DELETION_WINDOW_DAYS,
                "policy": document(key_statements(DataClass.ORDERS, scope)),
                "region": region,
            },
            self._stateful(),
            data_class=DataClass.ORDERS,
        )
        self._child(
            "copy-key-alias",
            aws.kms.Alias,
            {"name": f"alias/{self._cell['cell']}-backup", "target_key_id": key.key_id, "region": region},
        )
        return key

    def _role(self, role: str, suffix: str, statements: list[Statement]) -> aws.iam.Role:
        made = self._child(
            role,
            aws.iam.Role,
            {
                "name": self._physical(suffix, IAM_ROLE),
                "assume_role_policy": trust("backup.amazonaws.com", self._cell["account_id"]),
            },
        )
        self._child(f"{role}-policy", aws.iam.RolePolicy, {"role": made.name, "policy": document(statements)})
        return made

    def _plan(self, data_class: DataClass, rules: list[dict[str, Any]]) -> aws.backup.Plan:
        tags = {"recovery_point_tags": self._tags(data_class)}
        return self._child(
            f"plan-{data_class.value}",
            aws.backup.Plan,
            {"name": self._physical(data_class.value, BACKUP), "rules": [rule | tags for rule in rules]},
            data_class=data_class,
        )

    def _select(self, data_class: DataClass, plan: aws.backup.Plan, role: aws.iam.Role) -> None:
        """All of the cell's stores of one class, those of the future too."""
        cell, region = self._cell["cell"], self._cell["region"]
        account = pulumi.Output.from_input(self._cell["account_id"])
        tags = {"cell": cell, "data-class": data_class.value}
        self._child(
            f"selection-{data_class.value}",
            aws.backup.Selection,
            {
                "name": self._physical(data_class.value, BACKUP),
                "plan_id": plan.id,
                "iam_role_arn": role.arn,
                "resources": [
                    pulumi.Output.concat(f"arn:aws:rds:{region}:", account, f":cluster:{cell}-*"),
                    pulumi.Output.concat(f"arn:aws:dynamodb:{region}:", account, f":table/{cell}-*"),
                    f"arn:aws:s3:::{cell}-*",
                ],
                # A name may begin like this cell's and be another's; all of the tags must fit.
                "conditions": [{"string_equals": _tagged(tags)}],
            },
        )

    def _notify(self, vault: aws.backup.Vault, topic_arn: pulumi.Input[str]) -> None:
        self._child(
            "notifications",
            aws.backup.VaultNotifications,
            {"backup_vault_name": vault.name, "backup_vault_events": list(EVENTS), "sns_topic_arn": topic_arn},
        )

    def _restore_test(self, test: RestoreTestArgs, scope: Scope, vault: aws.backup.Vault) -> None:
        types = [RestoreTestType(kind) for kind in test.get("types", TEST_TYPES)]
        role = self._role("test-role", "restore", restore_statements(scope, buckets=RestoreTestType.S3 in types))
        plan = self._child(
            "test-plan",
            aws.backup.RestoreTestingPlan,
            {
                "name": self._physical("restore", BACKUP).replace("-", "_"),  # AWS takes no hyphens here
                "schedule_expression": test.get("schedule", "cron(0 6 1 * ? *)"),
                "start_window_hours": test.get("start_window_hours", 24),
                "recovery_point_selection": {
                    "algorithm": "LATEST_WITHIN_WINDOW",
                    "include_vaults": [vault.arn],
                    "recovery_point_types": ["CONTINUOUS", "SNAPSHOT"],
                    "selection_window_days": test.get("window_days", 30),
                },
            },
        )
        for kind in types:
            overrides = {"dbSubnetGroupName": test.get("database_subnet_group")}
            self._child(
                f"test-{kind.value.lower()}",
                aws.backup.RestoreTestingSelection,
                {
                    "name": self._physical(f"restore-{kind.value.lower()}", BACKUP).replace("-", "_"),
                    "restore_testing_plan_name": plan.name,
                    "protected_resource_type": kind.value,
                    "iam_role_arn": role.arn,
                    "protected_resource_arns": ["*"],
                    "protected_resource_conditions": {"string_equals": _tagged({"cell": self._cell["cell"]})},
                    "restore_metadata_overrides": overrides if kind is RestoreTestType.AURORA else None,
                    "validation_window_hours": test.get("validation_hours"),
                },
            )


def _rule(rule: BackupRule, copy: aws.backup.Vault | None) -> dict[str, Any]:
    lifecycle = {"delete_after": rule.keep_days, "cold_storage_after": rule.cold_after_days}
    copies = [{"destination_vault_arn": copy.arn, "lifecycle": lifecycle}] if copy and rule.copied else []
    return {
        "rule_name": rule.name,
        "schedule": rule.schedule,
        "enable_continuous_backup": rule.continuous,
        "lifecycle": lifecycle,
        "copy_actions": copies,
    }


def _tagged(tags: Mapping[str, str]) -> list[dict[str, str]]:
    """Conditions on tags, as AWS Backup writes them."""
    return [{"key": f"aws:ResourceTag/{key}", "value": value} for key, value in tags.items()]


def _is_final(mode: VaultLockMode) -> bool:
    return VaultLockMode(mode) is VaultLockMode.COMPLIANCE
