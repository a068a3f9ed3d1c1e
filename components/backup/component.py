"""Backups of a cell's stores: retention by class of data, copies in a second region, restore tests."""

import pulumi
import pulumi_aws as aws

from ..aws.names import BACKUP, IAM_ROLE, KEY_ALIAS
from ..core.cell import DataClass
from ..core.component import Component, Props, Transforms
from ..core.iam import Statement, document, trust
from ..keys.config import ROTATION_DAYS
from ..keys.limits import MAX_DELETION_WINDOW_DAYS, MIN_DELETION_WINDOW_DAYS
from ..keys.policies import KeyScope, key_statements
from . import props
from .args import BackupArgs, RestoreTestType
from .config import BackupConfig, RestoreTestConfig, VaultLockConfig, resolve
from .limits import FAILURES
from .policies import BackupScope, backup_statements, restore_statements, vault_statements


class Backup(Component):
    """AWS Backup for everything in a cell that stores data: database, tables and the lake's buckets.

    Each class of data has a plan with the rules of `citycell.plan.retention`. A plan selects stores by name and by the
    tags `cell` and `data-class`, so a store that is added later is backed up too. The vault is encrypted with the
    cell's key, and its policy denies early deletion to every principal except a break-glass role. A copy in a second
    region is encrypted with a key of that region. AWS Backup must be enabled for the services, and for the advanced
    features of DynamoDB, once per account and region. It does not support caches, which have snapshots of their own.
    """

    vault_name: pulumi.Output[str]
    """Name of the vault."""
    vault_arn: pulumi.Output[str]
    """The vault."""
    copy_vault_arn: pulumi.Output[str] | None
    """The vault in the second region; None without `copy_region`."""
    plan_ids: pulumi.Output[dict[str, str]]
    """Class of data to the plan that backs it up."""
    role_arn: pulumi.Output[str]
    """The role that makes and copies backups."""

    def __init__(
        self,
        name: str,
        args: BackupArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        vault = self._make_vault(config, "vault", config.key_arn, None)
        copy_key = self._make_copy_key(config.copy_region) if config.copy_region else None
        copy_vault = (
            self._make_vault(config, "copy-vault", copy_key.arn, config.copy_region) if copy_key is not None else None
        )
        scope = BackupScope(
            cell=self._cell["cell"],
            region=self._cell["region"],
            copy_region=config.copy_region,
            account_id=self._cell["account_id"],
            keys=[*config.source_key_arns, config.key_arn, *([] if copy_key is None else [copy_key.arn])],
            vaults=[vault.arn, *([] if copy_vault is None else [copy_vault.arn])],
        )
        self.vault_name = vault.name
        self.vault_arn = vault.arn
        self.copy_vault_arn = None if copy_vault is None else copy_vault.arn
        role, policy = self._make_role(
            "role", "backup", backup_statements(scope, buckets=DataClass.LAKE in config.rules)
        )
        self.plan_ids = self._make_plans(config, role, policy)
        self.role_arn = role.arn
        if config.notification_topic_arn is not None:
            self._make_notifications(config.notification_topic_arn)
        if config.restore_test is not None:
            self._make_restore_test(config.restore_test, scope)
        self._finish()

    def _make_vault(
        self, config: BackupConfig, role: str, key_arn: pulumi.Input[str], region: str | None
    ) -> aws.backup.Vault:
        """A vault with its policy and its lock, all in one region."""
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
        policy = document(vault_statements(config.break_glass_role_arn, disposable=self._disposable))
        self._child(
            f"{role}-policy",
            aws.backup.VaultPolicy,
            {"backup_vault_name": vault.name, "policy": policy, "region": region},
        )
        if config.lock is not None:
            self._make_lock(config.lock, f"{role}-lock", vault, region)
        return vault

    def _make_lock(self, lock: VaultLockConfig, role: str, vault: aws.backup.Vault, region: str | None) -> None:
        self._child(
            role,
            aws.backup.VaultLockConfiguration,
            {
                "backup_vault_name": vault.name,
                "min_retention_days": lock.min_days,
                "max_retention_days": lock.max_days,
                "changeable_for_days": lock.grace_days,
                "region": region,
            },
        )

    def _make_copy_key(self, region: str) -> aws.kms.Key:
        """The key of the copies, used through AWS Backup and the services whose backups are copied."""
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
            {"name": f"alias/{self._physical('backup', KEY_ALIAS)}", "target_key_id": key.key_id, "region": region},
        )
        return key

    def _make_role(
        self, role: str, suffix: str, statements: list[Statement]
    ) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
        """A role and its policy, which must exist before AWS Backup uses the role."""
        resource = self._child(
            role,
            aws.iam.Role,
            {
                "name": self._physical(suffix, IAM_ROLE),
                "assume_role_policy": trust("backup.amazonaws.com", self._cell["account_id"]),
            },
        )
        granted = {"role": resource.name, "policy": document(statements)}
        return resource, self._child(f"{role}-policy", aws.iam.RolePolicy, granted)

    def _make_plans(
        self, config: BackupConfig, role: aws.iam.Role, policy: aws.iam.RolePolicy
    ) -> pulumi.Output[dict[str, str]]:
        plans: dict[str, pulumi.Output[str]] = {}
        for data_class, rules in config.rules.items():
            inputs = [props.rule_props(config, rule, self.vault_name, self.copy_vault_arn) for rule in rules]
            plan = self._make_plan(data_class, inputs)
            self._make_selection(data_class, plan, role, policy)
            plans[data_class.value] = plan.id
        return pulumi.Output.all(**plans)

    def _make_plan(self, data_class: DataClass, rules: list[Props]) -> aws.backup.Plan:
        tags = {"recovery_point_tags": self._tags(data_class)}
        return self._child(
            f"plan-{data_class.value}",
            aws.backup.Plan,
            {"name": self._physical(data_class.value, BACKUP), "rules": [rule | tags for rule in rules]},
            data_class=data_class,
        )

    def _make_selection(
        self, data_class: DataClass, plan: aws.backup.Plan, role: aws.iam.Role, policy: aws.iam.RolePolicy
    ) -> None:
        cell = self._cell["cell"]
        tags = {"cell": cell, "data-class": data_class.value}
        self._child(
            f"selection-{data_class.value}",
            aws.backup.Selection,
            {
                "name": self._physical(data_class.value, BACKUP),
                "plan_id": plan.id,
                "iam_role_arn": role.arn,
                **props.selection_props(cell, self._cell["region"], self._cell["account_id"], tags),
            },
            pulumi.ResourceOptions(depends_on=[policy]),
        )

    def _make_notifications(self, topic_arn: pulumi.Input[str]) -> None:
        self._child(
            "notifications",
            aws.backup.VaultNotifications,
            {
                "backup_vault_name": self.vault_name,
                "backup_vault_events": list(FAILURES),
                "sns_topic_arn": topic_arn,
            },
        )

    def _make_restore_test(self, test: RestoreTestConfig, scope: BackupScope) -> None:
        statements = restore_statements(scope, buckets=RestoreTestType.S3 in test.types)
        role, policy = self._make_role("test-role", "restore", statements)
        plan = self._child(
            "test-plan",
            aws.backup.RestoreTestingPlan,
            {"name": self._test_name("restore"), **props.restore_plan_props(test, self.vault_arn)},
        )
        for kind in test.types:
            suffix = kind.value.lower()
            self._child(
                f"test-{suffix}",
                aws.backup.RestoreTestingSelection,
                {
                    "name": self._test_name(f"restore-{suffix}"),
                    "restore_testing_plan_name": plan.name,
                    "iam_role_arn": role.arn,
                    **props.restore_selection_props(test, kind, self._cell["cell"]),
                },
                pulumi.ResourceOptions(depends_on=[policy]),
            )

    def _test_name(self, suffix: str) -> str:
        """The name of a restore test, in which AWS does not accept hyphens."""
        return self._physical(suffix, BACKUP).replace("-", "_")
