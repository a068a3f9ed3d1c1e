"""One Lambda function: its role, its log group, its alias, and the topic that invokes it."""

from typing import Final

import pulumi
import pulumi_aws as aws

from ..core.cell import DataClass
from ..core.component import Component, Props, Transforms
from ..core.iam import document, trust
from .args import FunctionArgs
from .config import FunctionConfig, SignedCodeConfig, resolve
from .policies import role_statements
from .props import RUNTIME, SOURCE_TYPE, code_props, option_props, source_state
from .source import KafkaSourceConfig

ALIAS: Final = "live"
"""The alias that callers use."""

ALLOW, TERMINATE = "Allow", "Terminate"
"""What Lambda does about a recursive loop."""


class Function(Component):
    """A Python function on arm64 with its own role and log group.

    A Kafka source is polled in provisioned mode without waiting for full batches. A batch that fails is split. Records
    that fail are retried a few times and then written, whole, to the failure topic.

    With `live_alias` the program makes the alias and never moves it: `python -m components.release` shifts it to a new
    version, watches alarms, and goes back (docs/releases.md). Lambda chooses a version for each invocation, so while an
    alias has two, records of one mapping and its one consumer group go to both.
    """

    _named_by = "function"

    function_name: pulumi.Output[str]
    """Its name on AWS, the dimension of its metrics."""
    function_arn: pulumi.Output[str]
    """Its ARN, without version or alias."""
    invoke_arn: pulumi.Output[str]
    """The ARN that API Gateway calls: that of the alias if there is one."""
    alias_name: pulumi.Output[str] | None
    """The alias that callers use; None without `live_alias`."""
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
        self._make_recursion(config, function)
        alias = self._make_alias(function) if config.live_alias else None
        if alias is not None and config.provisioned_concurrency is not None:
            self._make_concurrency(config.provisioned_concurrency, function, alias)
        if config.kafka_source is not None:
            self._make_source(config, config.kafka_source, function if alias is None else alias)
        self.function_name = function.name
        self.function_arn = function.arn
        self.invoke_arn = function.invoke_arn if alias is None else alias.invoke_arn
        self.alias_name = None if alias is None else alias.name
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
            "layers": config.layers,
            "memory_size": config.memory_mib,
            "timeout": config.timeout_seconds,
            "environment": {"variables": variables},
            "kms_key_arn": config.key_arn,
            "logging_config": {"log_format": "JSON", "log_group": group.name},
            "tracing_config": {"mode": "Active"},
            **code_props(config),
            **option_props(config),
        }
        if config.signed_code is not None:
            props["code_signing_config_arn"] = self._make_signing(config, config.signed_code).arn
        # Lambda checks the role's permissions when it creates the function, so the policy comes first.
        return self._child("function", aws.lambda_.Function, props, pulumi.ResourceOptions(depends_on=[policy]))

    def _make_signing(self, config: FunctionConfig, signed: SignedCodeConfig) -> aws.lambda_.CodeSigningConfig:
        """Make Lambda refuse code without a signature of one of the profiles."""
        return self._child(
            "signing",
            aws.lambda_.CodeSigningConfig,
            {
                "description": f"code of {self._physical(config.function)}",
                "allowed_publishers": {"signing_profile_version_arns": signed.profile_version_arns},
                "policies": {"untrusted_artifact_on_deployment": "Enforce"},
            },
        )

    def _make_recursion(
        self, config: FunctionConfig, function: aws.lambda_.Function
    ) -> aws.lambda_.FunctionRecursionConfig:
        """Set what Lambda does when the function invokes itself through SQS, SNS or S3; it does not see Kafka.

        Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html.
        """
        props = {"function_name": function.name, "recursive_loop": ALLOW if config.allow_recursion else TERMINATE}
        return self._child("recursion", aws.lambda_.FunctionRecursionConfig, props)

    def _make_alias(self, function: aws.lambda_.Function) -> aws.lambda_.Alias:
        """Make the alias on the first version. What moves it later is the release command, not an update."""
        opts = pulumi.ResourceOptions(ignore_changes=["functionVersion", "routingConfig"])
        props = {"name": ALIAS, "function_name": function.name, "function_version": function.version}
        return self._child("alias", aws.lambda_.Alias, props, opts)

    def _make_concurrency(
        self, environments: int, function: aws.lambda_.Function, alias: aws.lambda_.Alias
    ) -> aws.lambda_.ProvisionedConcurrencyConfig:
        return self._child(
            "concurrency",
            aws.lambda_.ProvisionedConcurrencyConfig,
            {
                "function_name": function.name,
                "qualifier": alias.name,
                "provisioned_concurrent_executions": environments,
            },
        )

    def _make_source(
        self, config: FunctionConfig, source: KafkaSourceConfig, target: aws.lambda_.Function | aws.lambda_.Alias
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
        state = source_state(self._physical(config.function), source, target.arn, config.key_arn)
        return self._cloud_control("source", SOURCE_TYPE, state, opts, data_class=DataClass.STREAMS)
