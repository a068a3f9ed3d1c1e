"""A synthetic canary: it uses the cell every few minutes, whether or not a customer does."""

from typing import Final

import pulumi
import pulumi_aws as aws

from ..aws.names import IAM_ROLE
from ..bucket.args import BucketEncryption
from ..bucket.component import Bucket
from ..bucket.names import physical_name
from ..core.cell import DataClass
from ..core.component import Component, Transforms
from ..core.iam import document, trust
from .args import CanaryArgs
from .config import CanaryConfig, resolve
from .limits import MAX_NAME
from .policies import role_statements
from .props import CANARY_TYPE, canary_state

BUCKET: Final = "canary"
"""The bucket of the results, in the cell."""


class Canary(Component):
    """A canary of CloudWatch Synthetics inside the network, with a role and a bucket of its own.

    Its script (`script.js`) calls `/healthz` of the order service, and a page if there is one. `Monitoring` alarms on
    it by its name. It is made through the Cloud Control API, which takes the script itself: the class of the SDK reads
    a file or an object, and a changed file is no change to it. Each change replaces the canary, whose results stay.
    """

    canary_name: pulumi.Output[str]
    """Name of the canary, known once it exists."""
    bucket_name: pulumi.Output[str]
    """Bucket of the results."""

    def __init__(
        self,
        name: str,
        args: CanaryArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        bucket = self._make_bucket(config)
        role, policy = self._make_role(config, bucket)
        canary = self._make_canary(config, bucket, role, policy)
        self.canary_name = canary.id.apply(lambda _: self._physical("canary", MAX_NAME))
        self.bucket_name = bucket.bucket_name
        self._finish()

    def _make_bucket(self, config: CanaryConfig) -> Bucket:
        """The bucket of the results, and the bucket of its access log."""
        expiries = [{"prefix": "", "days": config.retention_days}]
        source = pulumi.Output.concat("arn:aws:s3:::", physical_name(self._cell, BUCKET))
        logs = self._component(
            "results-logs",
            Bucket,
            {
                "bucket": f"{BUCKET}-logs",
                "data_class": DataClass.LOGS,
                "encryption": BucketEncryption.S3,
                "expiries": expiries,
                "writers": [{"service": "logging.s3.amazonaws.com", "prefix": BUCKET, "source_arns": [source]}],
            },
        )
        return self._component(
            "results",
            Bucket,
            {
                "bucket": BUCKET,
                "data_class": DataClass.LOGS,
                "key_arn": config.key_arn,
                "expiries": expiries,
                "log_bucket": logs.bucket_name,
            },
        )

    def _make_role(self, config: CanaryConfig, bucket: Bucket) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
        """The role, and its policy, which must exist before the canary starts."""
        role = self._child(
            "role",
            aws.iam.Role,
            {
                "name": self._physical("canary", IAM_ROLE),
                "assume_role_policy": trust("lambda.amazonaws.com", self._cell["account_id"]),
            },
        )
        name = self._physical("canary", MAX_NAME)
        statements = role_statements(self._cell, name, bucket.bucket_arn, config.key_arn)
        granted = {"role": role.name, "policy": document(statements)}
        return role, self._child("role-policy", aws.iam.RolePolicy, granted)

    def _make_canary(
        self, config: CanaryConfig, bucket: Bucket, role: aws.iam.Role, policy: aws.iam.RolePolicy
    ) -> aws.cloudcontrol.Resource:
        opts = pulumi.ResourceOptions(
            depends_on=[policy], delete_before_replace=True, replace_on_changes=["desiredState"]
        )
        state = canary_state(self._physical("canary", MAX_NAME), config, bucket.bucket_name, role.arn)
        return self._cloud_control("canary", CANARY_TYPE, state, opts, data_class=DataClass.LOGS)
