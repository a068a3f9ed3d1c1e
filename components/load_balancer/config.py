"""The configuration of `LoadBalancer`: its arguments with their defaults."""

from dataclasses import dataclass
from typing import Final

import pulumi

from ..core.arguments import Arguments
from . import limits
from .args import DesyncMitigation, LoadBalancerArgs

MAX_ACCESS_LOG_DAYS: Final = 3653
"""Ten years; not a limit of AWS. Access logs have IP addresses of people, which must not be kept forever."""

ACCESS_LOG_DAYS: Final = 90

IDLE_TIMEOUT_SECONDS: Final = 60
"""The default of AWS (Elastic Load Balancing API, LoadBalancerAttribute, idle_timeout.timeout_seconds)."""


@dataclass(frozen=True, kw_only=True)
class LoadBalancerConfig:
    """What `LoadBalancer` is made from."""

    subnet_ids: pulumi.Input[list[str]]
    security_group_id: pulumi.Input[str]
    certificate_arn: str
    access_log_days: int
    connection_logs: bool
    health_check_logs: bool
    tls13_only: bool
    idle_timeout_seconds: int
    desync_mitigation: DesyncMitigation
    zonal_shift: bool
    capacity_units: int | None
    web_acl_arn: pulumi.Input[str] | None


def resolve(name: str, args: LoadBalancerArgs) -> LoadBalancerConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: no load balancer could be made from them.
    """
    arguments = Arguments("LoadBalancer", name, args, LoadBalancerArgs)
    arguments.cell()
    return LoadBalancerConfig(
        subnet_ids=arguments.input("subnet_ids"),
        security_group_id=arguments.input("security_group_id"),
        certificate_arn=certificate_arn(arguments),
        access_log_days=arguments.integer("access_log_days", 1, MAX_ACCESS_LOG_DAYS, ACCESS_LOG_DAYS),
        connection_logs=arguments.boolean("connection_logs", default=True),
        health_check_logs=arguments.boolean("health_check_logs", default=True),
        tls13_only=arguments.boolean("tls13_only", default=False),
        idle_timeout_seconds=arguments.integer(
            "idle_timeout_seconds", 1, limits.MAX_IDLE_TIMEOUT_SECONDS, IDLE_TIMEOUT_SECONDS
        ),
        desync_mitigation=arguments.enum("desync_mitigation", DesyncMitigation, DesyncMitigation.DEFENSIVE),
        zonal_shift=arguments.boolean("zonal_shift", default=True),
        capacity_units=capacity_units(arguments, "capacity_units"),
        web_acl_arn=arguments.input("web_acl_arn"),
    )


def capacity_units(arguments: Arguments, argument: str) -> int | None:
    """The reserved capacity, also as an argument of another name of a component that makes a load balancer."""
    return arguments.integer(argument, limits.MIN_CAPACITY_UNITS, limits.MAX_CAPACITY_UNITS, None)


def certificate_arn(arguments: Arguments) -> str:
    """The argument `certificate_arn`, of this component or of one that makes a load balancer."""
    region = arguments.string("region")
    return arguments.string(
        "certificate_arn",
        predicate=lambda arn: limits.is_certificate_in(arn, region),
        message=f"it must be the ARN of a certificate in {region}",
    )
