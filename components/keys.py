"""The cell's own encryption keys, one per class of data."""

from typing import Any

import pulumi
import pulumi_aws as aws

from .component import CellArgs, Component, DataClass, Transforms
from .iam import Statement, document

KEY_CLASSES = (DataClass.ORDERS, DataClass.PERSONAL, DataClass.STREAMS, DataClass.LOGS, DataClass.LAKE)

KEPT_DAYS = 30
"""Days in which the deletion of a key can be taken back: AWS's longest. A disposable cell waits the shortest, 7."""

ROTATION_DAYS = 365


class KeysArgs(CellArgs):
    """Arguments of `Keys`."""


class Keys(Component):
    """Customer-managed keys by data class: orders, personal, streams, logs, lake.

    One key a class, so that access to orders never comes with access to logs, and a class can be made unreadable by
    itself. Keys rotate every year. Key policies name this account and the AWS services that encrypt for it; each
    service only for resources of this account and, where AWS says which, of this cell.
    """

    orders_arn: pulumi.Output[str]
    """Key of orders and of who ordered: the database and its secret."""
    personal_arn: pulumi.Output[str]
    """Key of positions and subscriptions: cache and tables."""
    streams_arn: pulumi.Output[str]
    """Key of the brokers' volumes."""
    logs_arn: pulumi.Output[str]
    """Key of log groups and of alarm notifications."""
    lake_arn: pulumi.Output[str]
    """Key of the lake: its buckets, delivery and catalogue."""

    def __init__(
        self,
        name: str,
        args: KeysArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        super().__init__(name, args, opts, transforms)
        arns = {data_class: self._key(data_class) for data_class in KEY_CLASSES}
        self.orders_arn = arns[DataClass.ORDERS]
        self.personal_arn = arns[DataClass.PERSONAL]
        self.streams_arn = arns[DataClass.STREAMS]
        self.logs_arn = arns[DataClass.LOGS]
        self.lake_arn = arns[DataClass.LAKE]
        self._finish()

    def _key(self, data_class: DataClass) -> pulumi.Output[str]:
        key = self._child(
            data_class.value,
            aws.kms.Key,
            {
                "description": f"{data_class.value} of cell {self._cell['cell']}",
                "enable_key_rotation": True,
                "rotation_period_in_days": ROTATION_DAYS,
                "deletion_window_in_days": 7 if self._disposable else KEPT_DAYS,
                "policy": document(self._statements(data_class)),
            },
            self._stateful(),
            data_class=data_class,
        )
        self._child(
            f"{data_class.value}-alias",
            aws.kms.Alias,
            {"name": f"alias/{self._cell['cell']}-{data_class.value}", "target_key_id": key.key_id},
        )
        return key.arn

    def _statements(self, data_class: DataClass) -> list[Statement]:
        account = pulumi.Output.from_input(self._cell["account_id"])
        found: list[Statement] = [
            {
                "Sid": "AccountDecidesByIam",
                "Effect": "Allow",
                "Principal": {"AWS": pulumi.Output.concat("arn:aws:iam::", account, ":root")},
                "Action": "kms:*",
                "Resource": "*",
            }
        ]
        if data_class is DataClass.LOGS:
            found += [self._log_groups(account), self._notifications(account)]
        return found

    def _log_groups(self, account: pulumi.Output[str]) -> Statement:
        """CloudWatch Logs may use the key for this cell's log groups (CloudWatch Logs user guide, encrypt log data)."""
        region = self._cell["region"]
        cell = self._cell["cell"]
        groups = [f"/citycell/{cell}/*", f"/aws/rds/cluster/{cell}-*", f"/aws/rds/proxy/{cell}-*"]
        patterns = [pulumi.Output.concat(f"arn:aws:logs:{region}:", account, f":log-group:{group}") for group in groups]
        return _service(
            "LogGroupsOfTheCell",
            f"logs.{region}.amazonaws.com",
            ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
            {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": patterns}},
        )

    def _notifications(self, account: pulumi.Output[str]) -> Statement:
        """Alarms may publish to the encrypted topic (SNS developer guide, key management, event sources)."""
        return _service(
            "AlarmsOfTheAccount",
            "cloudwatch.amazonaws.com",
            ["kms:Decrypt", "kms:GenerateDataKey*"],
            {"StringEquals": {"aws:SourceAccount": account}},
        )


def _service(sid: str, principal: str, actions: list[str], condition: dict[str, Any]) -> Statement:
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"Service": principal},
        "Action": actions,
        "Resource": "*",  # in a key policy: this key
        "Condition": condition,
    }
