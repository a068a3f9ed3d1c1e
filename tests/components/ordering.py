"""What must exist before what, beside the values that resources pass to each other: rules over a recorded program.

AWS accepts many resources whose helpers are missing, and they fail later, or only in the first update: a task without
the policy of its role, a mapping without its failure topic. Each rule finds pairs of a resource and one that it needs.
A pair holds if the first is made after the second, directly, through others, or because its parent is.
"""

import dataclasses
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.components.recording import Registration

Pair = tuple[Registration, Registration]

DATABASE = "aws:rds/cluster:Cluster"
FUNCTION = "aws:lambda/function:Function"
INVOCATION = "aws:lambda/invocation:Invocation"
LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping"
SERVICE = "aws:ecs/service:Service"
TASK = "aws:ecs/taskDefinition:TaskDefinition"
CELL = "citycell:index:CityCell"
BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy"
ROLE_POLICIES = ("aws:iam/rolePolicy:RolePolicy", "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
RULES_OF_GROUPS = (
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
)

NAMES: Mapping[str, str] = {
    "aws:cloudwatch/logGroup:LogGroup": "name",
    "aws:dynamodb/table:Table": "name",
    "aws:glue/catalogDatabase:CatalogDatabase": "name",
    "aws:lambda/function:Function": "name",
    "aws:msk/topic:Topic": "name",
    "aws:s3/bucket:Bucket": "bucket",
}
"""Types that others mention by a name that a program can also write down, which would be no dependency."""

WRITTEN_DOWN = (
    "aws:athena/workgroup:Workgroup",
    "aws:cloudwatch/dashboard:Dashboard",
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "aws:iam/policy:Policy",
    "aws:iam/role:Role",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:kms/key:Key",
    "aws:kms/replicaKey:ReplicaKey",
    BUCKET_POLICY,
)
"""Types whose mention of a name needs nothing to exist: documents, dimensions of metrics, and display names."""


@dataclass(frozen=True)
class Program:
    """The registrations of a program and the order between them."""

    registrations: list[Registration]
    graph: Mapping[str, Registration] = dataclasses.field(default_factory=dict[str, Registration])
    """All registrations by their URN, of a program that is a part of another one."""

    def cells(self) -> "list[Program]":
        """The program of each cell, with what belongs to no cell: cells do not wait for each other."""
        owners = {item.urn: self._cell_of(item) for item in self.registrations}
        cells = sorted({cell for cell in owners.values() if cell}) or [""]
        return [
            Program([item for item in self.registrations if owners[item.urn] in {"", cell}], self.by_urn)
            for cell in cells
        ]

    def _cell_of(self, item: Registration | None) -> str:
        """The URN of the cell that a registration is a part of; empty if it is in none."""
        while item is not None and item.type != CELL:
            item = self.by_urn.get(item.parent)
        return item.urn if item else ""

    def of_type(self, *tokens: str) -> list[Registration]:
        """The registrations of some types."""
        return [item for item in self.registrations if item.type in tokens]

    @cached_property
    def by_urn(self) -> Mapping[str, Registration]:
        """The registrations by their URN."""
        return self.graph or {item.urn: item for item in self.registrations}

    @cached_property
    def _known(self) -> dict[str, frozenset[str]]:
        return {}

    def before(self, urn: str) -> frozenset[str]:
        """The URNs of everything that a resource is made after."""
        if urn not in self._known:
            self._known[urn] = frozenset()  # a cycle would end here; the engine has none
            item = self.by_urn.get(urn)
            direct = {*item.dependencies, item.parent} if item else set[str]()
            self._known[urn] = frozenset(direct).union(*map(self.before, direct))
        return self._known[urn]

    def holds(self, pair: Pair) -> bool:
        """Whether the first is made after the second."""
        item, needed = pair
        return needed.urn in self.before(item.urn)


Rule = Callable[[Program], Iterable[Pair]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Add a rule to the table."""
    RULES.append(function)
    return function


def texts(value: Any) -> Iterator[str]:
    """All texts in inputs, also those inside JSON documents."""
    if isinstance(value, str):
        yield value
        if value[:1] in {"{", "["}:
            try:
                yield from texts(json.loads(value))
            except ValueError:
                return
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def roles_of(program: Program, item: Registration) -> list[Registration]:
    """The roles whose ARN is one of a resource's inputs."""
    found = set(texts(item.inputs))
    return [role for role in program.of_type("aws:iam/role:Role") if any(_is_arn(text, role) for text in found)]


def _is_arn(text: str, item: Registration) -> bool:
    return text.startswith("arn:aws:mock:") and text.endswith(f":{item.name}")


def policies_of(program: Program, role: Registration) -> list[Registration]:
    """The policies that a role has."""
    return [item for item in program.of_type(*ROLE_POLICIES) if item.inputs.get("role") == role.inputs.get("name")]


@rule
def a_user_of_a_role_comes_after_its_policies(program: Program) -> Iterator[Pair]:
    """AWS checks roles on creation, or uses them at once. A task definition does not: services run it."""
    for item in program.registrations:
        if item.type in {TASK, "aws:iam/role:Role", *ROLE_POLICIES} or item.type.startswith("citycell:"):
            continue
        for role in roles_of(program, item):
            yield from ((item, policy) for policy in policies_of(program, role))


@rule
def a_service_comes_after_the_policies_of_its_task(program: Program) -> Iterator[Pair]:
    """ECS pulls the image with one role, and the code works with the other."""
    for task in program.of_type(TASK):
        policies = [policy for role in roles_of(program, task) for policy in policies_of(program, role)]
        yield from ((service, policy) for service in _services_of(program, task) for policy in policies)


@rule
def what_names_a_resource_comes_after_it(program: Program) -> Iterator[Pair]:
    """A name in an environment or a setting: topics, tables, buckets, functions, log groups.

    Without its log group, AWS makes one that has no key and keeps events for ever.
    """
    named = {
        item.inputs[key]: item
        for token, key in NAMES.items()
        for item in program.of_type(token)
        if isinstance(item.inputs.get(key), str)
    }
    services = {task.urn: _services_of(program, task) for task in program.of_type(TASK)}
    for item in program.registrations:
        if item.type in {*WRITTEN_DOWN, *NAMES} - {FUNCTION} or item.type.startswith("citycell:"):
            continue
        for text in texts({key: value for key, value in item.inputs.items() if key not in {"name", "tags"}}):
            for word in {text, *re.split(r"://|,", text)}:
                if word in named and named[word] is not item and word != item.inputs.get("name"):
                    # A task definition uses nothing; the services that run it do.
                    yield from ((user, named[word]) for user in services.get(item.urn, [item]))


def _services_of(program: Program, task: Registration) -> list[Registration]:
    return [service for service in program.of_type(SERVICE) if _is_arn(str(service.inputs["taskDefinition"]), task)]


@rule
def a_database_comes_after_the_log_groups_that_rds_names(program: Program) -> Iterator[Pair]:
    """RDS makes the missing ones, without a key and for ever."""
    groups = {item.inputs["name"]: item for item in program.of_type("aws:cloudwatch/logGroup:LogGroup")}
    for cluster in program.of_type(DATABASE):
        for log in cluster.inputs.get("enabledCloudwatchLogsExports", []):
            group = groups.get(f"/aws/rds/cluster/{cluster.inputs['clusterIdentifier']}/{log}")
            if group is not None:
                yield cluster, group
    for proxy in program.of_type("aws:rds/proxy:Proxy"):
        yield proxy, groups[f"/aws/rds/proxy/{proxy.inputs['name']}"]


@rule
def a_service_comes_after_the_rule_that_sends_it_requests(program: Program) -> Iterator[Pair]:
    """ECS rejects a target group that no listener uses."""
    for service in program.of_type(SERVICE):
        for target in service.inputs.get("loadBalancers", []):
            for listener_rule in program.of_type("aws:lb/listenerRule:ListenerRule"):
                if target["targetGroupArn"] in set(texts(listener_rule.inputs)):
                    yield service, listener_rule


@rule
def a_service_comes_after_the_capacity_providers_of_its_cluster(program: Program) -> Iterator[Pair]:
    """ECS rejects a capacity provider that the cluster does not have."""
    for service in program.of_type(SERVICE):
        if service.inputs.get("capacityProviderStrategies"):
            for item in program.of_type("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders"):
                yield service, item


@rule
def services_run_between_the_two_phases_of_migrations(program: Program) -> Iterator[Pair]:
    """The schema is there before the code that needs it, and what the old code used goes after all new code runs."""
    for invocation in program.of_type(INVOCATION):
        for service in program.of_type(SERVICE):
            if json.loads(invocation.inputs["input"]) == {"phase": "expand"}:
                yield service, invocation
            if json.loads(invocation.inputs["input"]) == {"phase": "contract"}:
                yield invocation, service


@rule
def who_connects_to_a_database_comes_after_its_instances(program: Program) -> Iterator[Pair]:
    """A cluster has an address before it has an instance that answers; a proxy accepts no cluster without one."""
    for instance in program.of_type("aws:rds/clusterInstance:ClusterInstance"):
        for item in program.of_type(INVOCATION, SERVICE, "aws:rds/proxyTarget:ProxyTarget"):
            yield item, instance


@rule
def who_calls_out_comes_after_routes_and_rules(program: Program) -> Iterator[Pair]:
    """A task without a route cannot pull its image, and one without a rule reaches no store."""
    way_out = program.of_type(
        "aws:ec2/route:Route",
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        *RULES_OF_GROUPS,
    )
    # A rule for requests from outside of the network, such as those of CloudFront, is no way out.
    way_out = [item for item in way_out if "prefixListId" not in item.inputs or "Egress" in item.type]
    inside = [item for item in program.of_type(FUNCTION) if item.inputs.get("vpcConfig")]
    for item in [*inside, *program.of_type(SERVICE, MAPPING, INVOCATION)]:
        yield from ((item, needed) for needed in way_out)


@rule
def a_nat_gateway_comes_after_the_internet_gateway(program: Program) -> Iterator[Pair]:
    """It works only once the internet gateway is attached."""
    for nat in program.of_type("aws:ec2/natGateway:NatGateway"):
        yield from ((nat, gateway) for gateway in program.of_type("aws:ec2/internetGateway:InternetGateway"))


@rule
def a_writer_to_a_bucket_comes_after_its_policy(program: Program) -> Iterator[Pair]:
    """A load balancer writes a test object when it is created; other services lose what they cannot write."""
    policies = {item.inputs["bucket"]: item for item in program.of_type(BUCKET_POLICY)}
    for balancer in program.of_type(LOAD_BALANCER):
        bucket = (balancer.inputs.get("accessLogs") or {}).get("bucket")
        if bucket in policies:
            yield balancer, policies[bucket]
    for logging in program.of_type("aws:s3/bucketLogging:BucketLogging"):
        if logging.inputs["targetBucket"] in policies:
            yield logging, policies[logging.inputs["targetBucket"]]


@rule
def a_host_name_comes_after_its_distribution_and_pages(program: Program) -> Iterator[Pair]:
    """The name of a distribution is published once its pages can be read and its origin accepts requests."""
    for record in program.of_type("aws:route53/record:Record"):
        if any(alias["name"].endswith(".cloudfront.net") for alias in record.inputs.get("aliases", [])):
            for policy in program.of_type(BUCKET_POLICY):
                if policy.name.endswith("-pages-policy"):
                    yield record, policy
            yield from ((record, item) for item in program.of_type("aws:cloudfront/distribution:Distribution"))


@rule
def an_alarm_comes_after_the_policy_of_its_topic(program: Program) -> Iterator[Pair]:
    """An alarm that fires before it may publish is lost."""
    for policy in program.of_type("aws:sns/topicPolicy:TopicPolicy"):
        for alarm in program.of_type("aws:cloudwatch/metricAlarm:MetricAlarm"):
            if policy.inputs["arn"] in alarm.inputs.get("alarmActions", []):
                yield alarm, policy


@rule
def a_stage_comes_after_what_it_serves(program: Program) -> Iterator[Pair]:
    """A deployment is a snapshot of routes and integrations, and a route without permission answers 500."""
    served = program.of_type(
        "aws:apigatewayv2/route:Route",
        "aws:apigatewayv2/integration:Integration",
        "aws:apigatewayv2/authorizer:Authorizer",
        "aws:lambda/permission:Permission",
    )
    for stage in program.of_type("aws:apigatewayv2/stage:Stage", "aws:apigatewayv2/deployment:Deployment"):
        yield from ((stage, item) for item in served)


@rule
def a_delivery_comes_after_the_policy_of_its_brokers(program: Program) -> Iterator[Pair]:
    """Firehose tests its connection to the brokers, and reads the table, when a stream is created."""
    for stream in program.of_type("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"):
        for policy in program.of_type("aws:msk/clusterPolicy:ClusterPolicy"):
            if policy.inputs["clusterArn"] in set(texts(stream.inputs)):
                yield stream, policy


@rule
def a_scaling_policy_comes_after_its_target(program: Program) -> Iterator[Pair]:
    """Application Auto Scaling rejects a policy without a target."""
    for target in program.of_type("aws:appautoscaling/target:Target"):
        for policy in program.of_type(
            "aws:appautoscaling/policy:Policy", "aws:appautoscaling/scheduledAction:ScheduledAction"
        ):
            if all(
                policy.inputs[key] == target.inputs[key]
                for key in ("resourceId", "scalableDimension", "serviceNamespace")
            ):
                yield policy, target


@rule
def a_bucket_policy_comes_after_the_block_of_public_access(program: Program) -> Iterator[Pair]:
    """S3 accepts one change of a bucket's access settings at a time."""
    blocks = {
        item.inputs["bucket"]: item
        for item in program.of_type("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
    }
    for policy in program.of_type(BUCKET_POLICY):
        if policy.inputs["bucket"] in blocks:
            yield policy, blocks[policy.inputs["bucket"]]
