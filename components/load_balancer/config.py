"""The configuration of `LoadBalancer`: its arguments with their defaults."""

from dataclasses import dataclass
from typing import Final

import pulumi

from ..core.arguments import Arguments
from .args import LoadBalancerArgs
from .limits import is_certificate_in

MAX_ACCESS_LOG_DAYS: Final = 3653
"""Ten years; not a limit of AWS. Access logs have IP addresses of people, which must not be kept forever."""

ACCESS_LOG_DAYS: Final = 90


@dataclass(frozen=True, kw_only=True)
class LoadBalancerConfig:
    """What `LoadBalancer` is made from."""

    subnet_ids: pulumi.Input[list[str]]
    security_group_id: pulumi.Input[str]
    certificate_arn: str
    access_log_days: int


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
    )


def certificate_arn(arguments: Arguments) -> str:
    """The argument `certificate_arn`, of this component or of one that makes a load balancer."""
    region = arguments.string("region")
    return arguments.string(
        "certificate_arn",
        predicate=lambda arn: is_certificate_in(arn, region),
        message=f"it must be the ARN of a certificate in {region}",
    )
