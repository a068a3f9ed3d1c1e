"""One Lambda function: its role, its log group, and the topic that invokes it."""

from typing import Final

import pulumi
import pulumi_aws as aws

from ..core.cell import DataClass
from ..core.component import Component, Props, Transforms
from ..core.iam import document, trust
from .args import FunctionArgs
from .config import FunctionConfig, KafkaSourceConfig, resolve
from .policies import role_statements
from .props import SOURCE_TYPE, source_state

RUNTIME: Final = "python3.13"


class Function(Component):
    """A Python function on arm64 with its own role and log group.

    A Kafka source is polled in provisioned mode without waiting for full batches. A batch that fails is split. Records
    that fail are retried a few times and then written, whole, to the failure topic.
    """

    _named_by = "function"

    function_name: pulumi.Output[str]
    """Its name on AWS, the dimension of its metrics."""
    function_arn: pulumi.Output[str]
    """Its ARN."""
    invoke_arn: pulumi.Output[str]
    """The ARN that API Gateway calls."""
    role_name: pulumi.Output[str]
    """The role that the code runs as."""

    def __init__(
        self,
        name: str,
        args: FunctionArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        group = self._make_log_group(f"functions/{config.function}", config.log_retention_days, config.log_key_arn)
        role = self._make_role(config)
        policy = self._make_policy(config, role, group)
        function = self._make_function(config, role, policy, group)
        if config.kafka_source is not None:
            self._make_source(config, config.kafka_source, function)
        self.function_name = function.name
        self.function_arn = function.arn
        self.invoke_arn = function.invoke_arn
        self.role_name = role.name
        self._finish()

    def _make_role(self, config: FunctionConfig) -> aws.iam.Role:
        return self._child(
            "role",
            aws.iam.Role,
            {
                "name": self._physical(config.function),
                "description": config.description,
                "assume_role_policy": trust("lambda.amazonaws.com", self._cell["account_id"]),
            },
        )

    def _make_policy(
        self, config: FunctionConfig, role: aws.iam.Role, group: aws.cloudwatch.LogGroup
    ) -> aws.iam.RolePolicy:
        granted = role_statements(config, self._cell, self._physical(config.function), group.arn)
        return self._child("policy", aws.iam.RolePolicy, {"role": role.name, "policy": document(granted)})

    def _make_function(
        self,
        config: FunctionConfig,
        role: aws.iam.Role,
        policy: aws.iam.RolePolicy,
        group: aws.cloudwatch.LogGroup,
    ) -> aws.lambda_.Function:
        variables = {"CELL": self._cell["cell"], "CITY": self._cell["city"], **config.environment}
        props: Props = {
            "name": self._physical(config.function),
            "description": config.description,
            "role": role.arn,
            "runtime": RUNTIME,
            "architectures": ["arm64"],
            "handler": config.handler,
            "code": config.code,
            "layers": config.layers,
            "memory_size": config.memory_mib,
            "timeout": config.timeout_seconds,
            "environment": {"variables": variables},
            "kms_key_arn": config.key_arn,
            "logging_config": {"log_format": "JSON", "log_group": group.name},
            "tracing_config": {"mode": "Active"},
        }
        if placement := config.placement:
            props["vpc_config"] = {
                "subnet_ids": placement.subnet_ids,
                "security_group_ids": [placement.security_group_id],
            }
        # Lambda checks the role's permissions when it creates the function, so the policy comes first.
        return self._child("function", aws.lambda_.Function, props, pulumi.ResourceOptions(depends_on=[policy]))

    def _make_source(
        self, config: FunctionConfig, source: KafkaSourceConfig, function: aws.lambda_.Function
    ) -> aws.cloudcontrol.Resource:
        """Make the mapping through the Cloud Control API, because its own class never sends a window of 0.

        Every change replaces it, since Cloud Control rejects some updates of mappings and ignores others. AWS refuses a
        second mapping of the same function and source, so the old one is deleted first. The consumer group keeps its
        offsets (docs/decisions/0017-mappings-through-cloud-control.md).
        """
        opts = pulumi.ResourceOptions(
            aliases=[pulumi.Alias(type_="aws:lambda/eventSourceMapping:EventSourceMapping")],
            delete_before_replace=True,
            replace_on_changes=["desiredState"],
        )
        state = source_state(self._physical(config.function), source, function.arn)
        return self._cloud_control("source", SOURCE_TYPE, state, opts, data_class=DataClass.STREAMS)
