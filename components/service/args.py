"""Arguments of `Service`."""

from typing import NotRequired, TypedDict

import pulumi

from ..task.args import TaskArgs


class HttpArgs(TypedDict):
    """How the load balancer reaches a service."""

    vpc_id: pulumi.Input[str]
    """The VPC of the tasks."""
    listener_arn: pulumi.Input[str]
    """The load balancer's listener."""
    path_patterns: list[str]
    """Paths whose requests the service gets, such as `/*`: one to five patterns."""
    priority: int
    """Place among the listener's rules, 1 to 50,000; the lowest number is evaluated first. Unique in the listener."""
    health_path: str
    """Path that answers 200 while a task can serve. It begins with `/`."""


class ServiceArgs(TaskArgs):
    """Arguments of `Service`: those of its task, where tasks run, and how many."""

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
    wait_for_steady_state: NotRequired[bool]
    """Whether an update ends only when the new tasks run and are healthy, and fails if they do not; true by default.
    Otherwise it reports success as soon as ECS has accepted the change."""
    deployment_minutes: NotRequired[int]
    """How long an update waits for that, 5 to 180 minutes; 20 by default."""
    http: NotRequired[HttpArgs]
    """Makes the service a target of the load balancer. Requires `port`."""
