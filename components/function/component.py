"""One Lambda function: its role, its logs, and what invokes it."""

from typing import Any, NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from ..core.cell import CellArgs, DataClass
from ..core.component import Component, Transforms
from ..core.door import Door
from ..core.iam import KafkaUse, Statement, Uses, allow, document, statements, trust

RUNTIME = "python3.13"
LOG_DAYS = 90
MAX_TIMEOUT = 900
"""Seconds (AWS Lambda quotas)."""

MAX_KAFKA_TIMEOUT = 840
"""Seconds: event source mappings of Kafka take functions of 14 minutes at most (AWS Lambda developer guide)."""

MEMORY_MIB = (128, 10_240)
"""Least and most (AWS Lambda quotas)."""

MAX_BATCH = 10_000
"""Records of one invocation (AWS Lambda API, CreateEventSourceMapping)."""

MAX_LEAST_POLLERS, MAX_POLLERS = 200, 2000
"""Event pollers that stand ready, and at most (AWS Lambda API, ProvisionedPollerConfig)."""

RETRIES = 5
MAX_RECORD_AGE_SECONDS = 3600
"""A record that could not be handled for an hour goes to the failure topic, so that its partition goes on."""


class PlacementArgs(TypedDict):
    """Where in the network a function runs."""

    subnet_ids: pulumi.Input[list[str]]
    """Private subnets in at least two zones."""
    security_group_id: pulumi.Input[str]
    """Its security group."""


class KafkaSourceArgs(TypedDict):
    """A topic whose records invoke a function."""

    cluster_arn: pulumi.Input[str]
    """The cluster."""
    topic: pulumi.Input[str]
    """The topic that is read."""
    failed_topic: str
    """Where records go that could not be handled, whole and with their reason."""
    batch_size: NotRequired[int]
    """Records of one invocation at most; 100 by default."""
    min_pollers: int
    """Pollers that always stand ready."""
    max_pollers: int
    """Pollers at most."""


class FunctionArgs(CellArgs):
    """Arguments of `Function`."""

    function: str
    """Short name, such as `project-orders`; the name on AWS is `<cell>-<function>`."""
    description: str
    """One sentence for the console."""
    handler: str
    """Module and function, such as `lambdas.connect.handler.handle`."""
    code: pulumi.Archive
    """Our own code, laid out as the handler's name says."""
    layers: NotRequired[list[pulumi.Input[str]]]
    """Layers with what the code imports from others."""
    environment: NotRequired[dict[str, pulumi.Input[str]]]
    """Variables beside `CELL` and `CITY`."""
    uses: NotRequired[Uses]
    """Everything that it touches; its role grants this and nothing else."""
    kafka_source: NotRequired[KafkaSourceArgs]
    """A topic that invokes it."""
    placement: NotRequired[PlacementArgs]
    """Set for a function that talks to brokers or caches; others are better off outside the network."""
    memory_mib: NotRequired[int]
    """Memory in MiB, and with it the share of a core; 512 by default."""
    timeout_seconds: NotRequired[int]
    """When an invocation is given up; 10 by default."""
    key_arn: pulumi.Input[str]
    """Key that encrypts its environment."""
    log_key_arn: pulumi.Input[str]
    """Key that encrypts its logs."""


class Function(Component):
    """A Python function on arm64 with its own role and log group.

    A Kafka source is polled in provisioned mode without waiting for batches to fill; a failing batch is split, failing
    records are retried a few times and then kept, whole, in the failure topic.
    """

    function_name: pulumi.Output[str]
    """Its name on AWS, the dimension of its metrics."""
    function_arn: pulumi.Output[str]
    """Its ARN."""
    invoke_arn: pulumi.Output[str]
    """What API Gateway calls."""
    role_name: pulumi.Output[str]
    """The role that it runs as."""

    def __init__(
        self,
        name: str,
        args: FunctionArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        _check(name, args)
        super().__init__(name, args, opts, transforms)
        group = self._log_group(args)
        role, policy = self._role(args, group)
        function = self._function(args, role, policy, group)
        self._mapping_id = self._mapping(args, function).uuid if args.get("kafka_source") else None
        self.function_name = function.name
        self.function_arn = function.arn
        self.invoke_arn = function.invoke_arn
        self.role_name = role.name
        self._finish()

    @property
    def mapping_id(self) -> pulumi.Output[str] | None:
        """The event source mapping's id, the dimension of its metrics; none without a Kafka source."""
        return self._mapping_id

    def _log_group(self, args: FunctionArgs) -> aws.cloudwatch.LogGroup:
        return self._child(
            "log-group",
            aws.cloudwatch.LogGroup,
            {
                "name": f"/citycell/{self._cell['cell']}/functions/{args['function']}",
                "retention_in_days": LOG_DAYS,
                "kms_key_id": args["log_key_arn"],
            },
            data_class=DataClass.LOGS,
        )

    def _role(self, args: FunctionArgs, group: aws.cloudwatch.LogGroup) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
        role = self._child(
            "role",
            aws.iam.Role,
            {
                "name": self._physical(args["function"]),
                "description": args["description"],
                "assume_role_policy": trust("lambda.amazonaws.com", self._cell["account_id"]),
            },
        )
        granted = statements(self._uses(args), self._cell["region"])
        granted.append(
            allow("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], group.arn.apply(lambda arn: f"{arn}:*"))
        )
        # X-Ray's write actions take no resource (Service Authorization Reference).
        granted.append(allow("Trace", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*"))
        if source := args.get("kafka_source"):
            granted += _poller_statements(source["cluster_arn"])
        if args.get("kafka_source") or args.get("placement"):
            granted += self._interface_statements(args["function"])
        policy = self._child("policy", aws.iam.RolePolicy, {"role": role.name, "policy": document(granted)})
        return role, policy

    def _uses(self, args: FunctionArgs) -> Uses:
        """What it declares, and what its mapping does with its role: read the topic, write the failure topic."""
        uses: Uses = {**args.get("uses", {})}
        if source := args.get("kafka_source"):
            declared = uses.get("kafka", {})
            kafka: KafkaUse = {
                "cluster_arn": source["cluster_arn"],
                "produce": sorted({*declared.get("produce", []), source["failed_topic"]}),
                "consume": [source["topic"]],
                "group": self._physical(args["function"]),
            }
            uses["kafka"] = kafka
        return uses

    def _interface_statements(self, function: str) -> list[Statement]:
        """Lambda attaches network interfaces with the function's role; the function's own code may not.

        Source: AWS Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC".
        """
        region = self._cell["region"]
        account = pulumi.Output.from_input(self._cell["account_id"])
        # Lambda asks for the deletion with a resource that is no interface yet, so the kind stays open.
        here = pulumi.Output.concat(f"arn:aws:ec2:{region}:", account, ":*/*")
        code = pulumi.Output.concat(f"arn:aws:lambda:{region}:", account, f":function:{self._physical(function)}")
        change = ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"]
        look = ["NetworkInterfaces", "SecurityGroups", "Subnets", "Vpcs"]
        describe = [f"ec2:Describe{kind}" for kind in look]
        forbidden = allow("NotFromCode", change + describe, "*", {"ArnEquals": {"lambda:SourceFunctionArn": code}})
        return [
            allow("NetworkInterfaces", change, here),
            allow("FindNetwork", describe, "*"),
            forbidden | {"Effect": "Deny"},
        ]

    def _function(
        self,
        args: FunctionArgs,
        role: aws.iam.Role,
        policy: aws.iam.RolePolicy,
        group: aws.cloudwatch.LogGroup,
    ) -> aws.lambda_.Function:
        variables = {"CELL": self._cell["cell"], "CITY": self._cell["city"], **args.get("environment", {})}
        props: dict[str, Any] = {
            "name": self._physical(args["function"]),
            "description": args["description"],
            "role": role.arn,
            "runtime": RUNTIME,
            "architectures": ["arm64"],
            "handler": args["handler"],
            "code": args["code"],
            "layers": args.get("layers", []),
            "memory_size": args.get("memory_mib", 512),
            "timeout": args.get("timeout_seconds", 10),
            "environment": {"variables": variables},
            "kms_key_arn": args["key_arn"],
            "logging_config": {"log_format": "JSON", "log_group": group.name},
            "tracing_config": {"mode": "Active"},
        }
        if placement := args.get("placement"):
            props["vpc_config"] = {
                "subnet_ids": placement["subnet_ids"],
                "security_group_ids": [placement["security_group_id"]],
            }
        # Lambda checks the role's rights when it creates the function, so the policy comes first.
        return self._child("function", aws.lambda_.Function, props, pulumi.ResourceOptions(depends_on=[policy]))

    def _mapping(self, args: FunctionArgs, function: aws.lambda_.Function) -> aws.lambda_.EventSourceMapping:
        source = args["kafka_source"]  # pyright: ignore[reportTypedDictNotRequiredAccess] - asked for by the caller
        return self._child(
            "source",
            aws.lambda_.EventSourceMapping,
            {
                "event_source_arn": source["cluster_arn"],
                "function_name": function.arn,
                "topics": [source["topic"]],
                "starting_position": "TRIM_HORIZON",
                "amazon_managed_kafka_event_source_config": {"consumer_group_id": self._physical(args["function"])},
                "batch_size": source.get("batch_size", 100),
                "maximum_batching_window_in_seconds": 0,
                "provisioned_poller_config": {
                    "minimum_pollers": source["min_pollers"],
                    "maximum_pollers": source["max_pollers"],
                },
                "function_response_types": ["ReportBatchItemFailures"],
                "bisect_batch_on_function_error": True,
                "maximum_retry_attempts": RETRIES,
                "maximum_record_age_in_seconds": MAX_RECORD_AGE_SECONDS,
                "destination_config": {"on_failure": {"destination_arn": f"kafka://{source['failed_topic']}"}},
            },
            data_class=DataClass.STREAMS,
        )


def _poller_statements(cluster_arn: pulumi.Input[str]) -> list[Statement]:
    """What pollers need beside reading (AWS Lambda developer guide, "Configuring Amazon MSK permissions")."""
    return [
        allow(
            "FindCluster",
            ["kafka:DescribeCluster", "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers"],
            cluster_arn,
        ),
        allow("ReadBrokerSettings", ["kafka-cluster:DescribeClusterDynamicConfiguration"], cluster_arn),
    ]


def _check(name: str, args: FunctionArgs) -> None:
    door = Door("Function", name, args, FunctionArgs)
    door.cell()
    for argument in ("function", "description", "handler"):
        door.text(argument)
    polled = door.given("kafka_source")
    door.whole("timeout_seconds", 1, MAX_KAFKA_TIMEOUT if polled else MAX_TIMEOUT, 10)
    door.whole("memory_mib", *MEMORY_MIB, 512)
    if polled:
        source = door.inside("kafka_source", KafkaSourceArgs)
        source.whole("batch_size", 1, MAX_BATCH, 100)
        least = source.whole("min_pollers", 1, MAX_LEAST_POLLERS)
        source.whole("max_pollers", least, MAX_POLLERS, why="no fewer than min_pollers")
        source.text("failed_topic")
    if door.given("placement"):
        door.inside("placement", PlacementArgs)
