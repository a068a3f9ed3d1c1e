"""Arguments of `Service`."""

from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi

from ..task.args import TaskArgs


class DeploymentStrategy(StrEnum):
    """How a new release takes over from the one before."""

    ROLLING = "rolling"
    """Task by task, each after a new one is healthy."""
    BLUE_GREEN = "blue-green"
    """All new tasks start beside the old ones, and then get all requests at once."""
    LINEAR = "linear"
    """All new tasks start beside the old ones, and get the requests in equal steps."""
    CANARY = "canary"
    """All new tasks start beside the old ones, and get a small share of the requests first."""


class PredictiveScaling(StrEnum):
    """What AWS does with its forecast of a service's load."""

    FORECAST_ONLY = "forecast-only"
    """The forecast is only shown, to compare it with what happened."""
    FORECAST_AND_SCALE = "forecast-and-scale"
    """The forecast raises the number of tasks ahead of the load."""


class HttpArgs(TypedDict):
    """How the load balancer reaches a service."""

    vpc_id: pulumi.Input[str]
    """The VPC of the tasks."""
    listener_arn: pulumi.Input[str]
    """The load balancer's listener."""
    path_patterns: list[str]
    """Paths whose requests the service gets, such as `/*`: one to five patterns, or four with `deployment.test`."""
    priority: int
    """Place among the listener's rules, 1 to 50,000; the lowest number is evaluated first. Unique in the listener."""
    health_path: str
    """Path that answers 200 while a task can serve. It begins with `/`."""
    deregistration_seconds: NotRequired[int]
    """Seconds in which a task that stops finishes its requests, while the load balancer sends it no new ones, 0 to 119;
    20 by default. Less than `stop_timeout_seconds`, because Fargate Spot stops a task without waiting for them."""
    metrics_name: NotRequired[pulumi.Input[str]]
    """The load balancer as its metrics name it (`LoadBalancer.metrics_name`). Required with `requests_per_minute`."""


class TestTrafficArgs(TypedDict):
    """Requests that reach the new release before anyone else's: those with a header of a certain value."""

    priority: int
    """Place of their rule in the listener, 1 to 50,000. It is before `http.priority`, and unique in the listener."""
    header: NotRequired[str]
    """The header's name, up to 40 characters; `x-release` by default, which `Edge` blocks.
    With another name, anyone can send it through an edge."""
    value: NotRequired[str]
    """The header's value, up to 128 characters; `test` by default. Anyone who sends it gets the new release."""


class DeploymentArgs(TypedDict):
    """How a new release takes over. A deployment that fails is rolled back, whatever the strategy is."""

    strategy: NotRequired[DeploymentStrategy]
    """Rolling by default. The others need `http` and `test`, and twice the tasks while they last."""
    test: NotRequired[TestTrafficArgs]
    """A second target group for the new release, with a rule for test requests. Required by every strategy but rolling.
    With rolling it only stays ready: set it one update before another strategy, and remove it one update after."""
    bake_minutes: NotRequired[int]
    """Minutes for which the old tasks stay after the new ones get all requests, 0 to 1440, so that going back takes
    seconds; 10 by default. Not with rolling."""
    step_percent: NotRequired[float]
    """Share of requests of each step of `linear`, 3 to 100 in tenths; 10 by default."""
    step_minutes: NotRequired[int]
    """Minutes between the steps of `linear`, 0 to 1440; 6 by default."""
    canary_percent: NotRequired[float]
    """First share of requests of `canary`, 0.1 to 100 in tenths; 5 by default."""
    canary_minutes: NotRequired[int]
    """Minutes until `canary` goes on to all requests, 0 to 1440; 10 by default."""
    alarm_names: NotRequired[list[pulumi.Input[str]]]
    """CloudWatch alarms, at least one, that roll a deployment back when they start; none by default. They must exist.
    The provider cannot remove the last one from a service: delete the alarm, or name another."""


class LagArgs(TypedDict):
    """A backlog of records that the number of tasks follows."""

    stream: pulumi.Input[str]
    """Name of the MSK cluster, a dimension of its metrics."""
    group: str
    """The consumer group of the tasks."""
    topics: list[pulumi.Input[str]]
    """The topics that the tasks read: one to eight."""
    partitions: int
    """Partitions of the topic with the most, 1 to 5,000. More tasks than that would have nothing to read, so
    `max_tasks` must not exceed it."""
    records_per_task: int
    """How many unread records a task may have; more tasks are added above it. At least 1: what a task reads in the time
    by which it may be late."""


class ScheduledMinimumArgs(TypedDict):
    """A change of the minimum at certain times of the week (`plan.schedule` calculates them from expected orders)."""

    days: list[str]
    """Days of the week: `MON` to `SUN`."""
    hour: int
    """Hour, 0 to 23, in `schedule_time_zone`."""
    minute: int
    """Minute, 0 to 59."""
    min_tasks: int
    """How many tasks run at least from then on, `min_tasks` to `max_tasks` of the service."""


class ConnectTlsArgs(TypedDict):
    """TLS between the proxies of Service Connect."""

    authority_arn: pulumi.Input[str]
    """The private certificate authority in AWS Private CA that issues the certificates; it has a price per month."""
    role_arn: pulumi.Input[str]
    """Role with which ECS gets certificates, with the managed policy
    `AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity`."""
    key_arn: pulumi.Input[str]
    """KMS key that encrypts the certificates' private keys."""


class ConnectArgs(TypedDict):
    """ECS Service Connect: services find each other by name, through a proxy beside each task."""

    namespace: pulumi.Input[str]
    """Name or ARN of the Cloud Map namespace."""
    dns_name: NotRequired[str]
    """Name by which other services call this one on its `port`; by default it only calls others."""
    tls: NotRequired[ConnectTlsArgs]
    """Encrypts the calls to this service. Requires `dns_name`; without TLS the calls are readable in the network."""
    access_logs: NotRequired[bool]
    """Whether the proxy logs each call as JSON, without query parameters, to the task's log group; true by default."""


class ServiceArgs(TaskArgs):
    """Arguments of `Service`: those of its task, where tasks run, how many, and how releases follow each other."""

    cluster_arn: pulumi.Input[str]
    """The ECS cluster."""
    cluster_name: pulumi.Input[str]
    """The ECS cluster's name, which Application Auto Scaling requires."""
    subnet_ids: pulumi.Input[list[str]]
    """Private subnets in different zones."""
    security_group_id: pulumi.Input[str]
    """Security group of the tasks."""
    min_tasks: int
    """How many tasks always run, 2 to 5,000: with two, one may be lost."""
    max_tasks: int
    """How many tasks run at most, `min_tasks` to 5,000. Equal to `min_tasks`, the service does not scale."""
    spot_percent: NotRequired[int]
    """Share of the tasks beyond `on_demand_tasks` that run on Fargate Spot, 0 to 99 percent; 0 by default. Spot is
    cheaper, and AWS takes tasks away with two minutes notice. The cluster needs the capacity providers `FARGATE` and
    `FARGATE_SPOT`. From 0 to more, or back, the service is replaced: the new one, of another name, starts first."""
    on_demand_tasks: NotRequired[int]
    """How many tasks are never on Spot, 0 to 5,000; 2 by default. Requires `spot_percent`."""
    cpu_percent: NotRequired[float]
    """Average CPU that the number of tasks keeps, 10 to 90 percent; 50 by default."""
    requests_per_minute: NotRequired[int]
    """Requests per minute and task that the number of tasks keeps, 1 to 10,000,000, beside the CPU; none by default.
    Requires `http.metrics_name`."""
    lag: NotRequired[LagArgs]
    """Backlog in topics that the number of tasks keeps, beside the CPU; none by default. The cluster needs Container
    Insights."""
    predictive: NotRequired[PredictiveScaling]
    """A forecast by AWS from the CPU of the last two weeks; none by default."""
    schedule: NotRequired[list[ScheduledMinimumArgs]]
    """Changes of the minimum at certain times; none by default. Requires `schedule_time_zone`."""
    schedule_time_zone: NotRequired[str]
    """Time zone of `schedule`, such as `Europe/Madrid`. AWS follows its daylight saving."""
    deployment: NotRequired[DeploymentArgs]
    """How a new release takes over; rolling by default."""
    connect: NotRequired[ConnectArgs]
    """ECS Service Connect; none by default."""
    wait_for_steady_state: NotRequired[bool]
    """Whether an update ends only when the new tasks run and are healthy, and fails if they do not; true by default.
    Otherwise it reports success as soon as ECS has accepted the change."""
    deployment_minutes: NotRequired[int]
    """How long an update waits for that, 5 to 180 minutes; by default 20 more than the strategy takes. At least 5 more
    than the strategy takes."""
    http: NotRequired[HttpArgs]
    """Makes the service a target of the load balancer. Requires `port`."""
