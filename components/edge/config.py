"""The configuration of `Edge`: its arguments with their defaults, validated."""

from dataclasses import dataclass
from typing import Final

import pulumi

from ..aws.logs import RETENTION_DAYS
from ..core.arguments import Arguments
from ..load_balancer.limits import is_certificate_in
from ..monitoring.config import RUNBOOKS, runbooks_url
from . import limits
from .args import BotControl, EdgeArgs, EdgeTls, ManagedRules, PriceClass

LOG_RETENTION_DAYS: Final = 90

FIREWALL_LOG_RETENTION_DAYS: Final = 365
"""Attacks are often noticed after months (AWS Security Hub, CloudWatch.16, asks for a year)."""

REQUESTS_PER_ADDRESS: Final = 10_000
REQUESTS_PER_CALLER: Final = 1_000
HSTS_DAYS: Final = 365
PAGE_MAX_AGE_SECONDS: Final = 60

_HOST_MESSAGE: Final = "it must be a host name in lower case without a wildcard, such as lisbon.example.com"


@dataclass(frozen=True, kw_only=True)
class DomainConfig:
    """The host names of a distribution."""

    hosts: tuple[str, ...]
    """The domain first."""
    hosted_zone_id: pulumi.Input[str] | None
    certificate_arn: str | None
    """None for a certificate of its own."""


@dataclass(frozen=True, kw_only=True)
class OriginConfig:
    """The load balancer behind the edge."""

    arn: pulumi.Input[str]
    host: pulumi.Input[str]
    group_id: pulumi.Input[str]
    certificate_host: str | None
    """The Host header of requests to it; None for the client's."""
    prefix_list_id: pulumi.Input[str] | None
    """None if `service_group_id` is known."""
    service_group_id: pulumi.Input[str] | None


@dataclass(frozen=True, kw_only=True)
class FirewallConfig:
    """The rules of the web ACL."""

    bot_control: BotControl
    counted: tuple[ManagedRules, ...]
    requests_per_address: int
    requests_per_caller: int


@dataclass(frozen=True, kw_only=True)
class EdgeConfig:
    """What `Edge` is made from."""

    domain: DomainConfig
    origin: OriginConfig
    websocket_url: pulumi.Input[str]
    countries: tuple[str, ...]
    """Empty for all."""
    firewall: FirewallConfig
    email: str | None
    ticket_email: str | None
    runbooks: str
    """Where the pages of the runbooks are, without the last `/`."""
    tls: EdgeTls
    hsts_days: int
    price_class: PriceClass
    page_max_age_seconds: int
    log_retention_days: int
    firewall_log_retention_days: int


def resolve(name: str, args: EdgeArgs) -> EdgeConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: no edge could be made from them.
    """
    arguments = Arguments("Edge", name, args, EdgeArgs)
    arguments.cell()
    email = arguments.mail_address("email")
    return EdgeConfig(
        domain=DomainConfig(
            hosts=_hosts(arguments),
            hosted_zone_id=hosted_zone_id(arguments),
            certificate_arn=certificate(arguments),
        ),
        origin=_origin(arguments),
        websocket_url=arguments.input("websocket_url"),
        countries=countries(arguments),
        firewall=_firewall(arguments),
        email=email,
        ticket_email=arguments.mail_address("ticket_email") or email,
        runbooks=(runbooks_url(arguments) or RUNBOOKS).rstrip("/"),
        tls=arguments.enum("tls", EdgeTls, EdgeTls.TLS_1_2),
        hsts_days=arguments.integer("hsts_days", 1, limits.MAX_HSTS_DAYS, HSTS_DAYS),
        price_class=arguments.enum("price_class", PriceClass, PriceClass.ALL),
        page_max_age_seconds=arguments.integer(
            "page_max_age_seconds", 0, limits.MAX_PAGE_AGE_SECONDS, PAGE_MAX_AGE_SECONDS
        ),
        log_retention_days=arguments.log_retention_days(LOG_RETENTION_DAYS),
        firewall_log_retention_days=arguments.one_of_numbers(
            "firewall_log_retention_days",
            RETENTION_DAYS,
            FIREWALL_LOG_RETENTION_DAYS,
            message="CloudWatch Logs does not offer that retention",
        ),
    )


def host_name(arguments: Arguments, argument: str) -> str | None:
    """An optional host name, of this component or of one that makes an edge."""
    return arguments.string(argument, None, predicate=limits.is_host_name, message=_HOST_MESSAGE)


def hosted_zone_id(arguments: Arguments, argument: str = "hosted_zone_id") -> pulumi.Input[str] | None:
    """The id of a hosted zone, of this component or of one that makes an edge."""
    zone = arguments.input(argument)
    if isinstance(zone, str) and not limits.is_hosted_zone(zone):
        raise arguments.error(argument, zone, "it must be the id of a hosted zone, such as Z0123456789ABCDEFGHIJ")
    return zone


def countries(arguments: Arguments, argument: str = "countries") -> tuple[str, ...]:
    """Codes of countries, of this component or of one that makes an edge."""
    codes = tuple(arguments.list_of(argument))
    arguments.unique(argument, codes)
    for index, code in enumerate(codes):
        if code not in limits.COUNTRIES:
            message = "it must be a country's code in ISO 3166, such as PT"
            raise arguments.error(f"{argument}[{index}]", code, message)
    return tuple(sorted(codes))


def request_rate(arguments: Arguments, argument: str, default: int | None) -> int | None:
    """A number of requests in five minutes, of this component or of one that makes an edge."""
    return arguments.integer(argument, limits.MIN_RATE, limits.MAX_RATE, default)


def _hosts(arguments: Arguments) -> tuple[str, ...]:
    domain = arguments.string("domain", predicate=limits.is_host_name, message=_HOST_MESSAGE)
    aliases: list[str] = arguments.list_of("aliases", 0, limits.MAX_ALIASES)
    for index, alias in enumerate(aliases):
        if not limits.is_host_name(alias):
            raise arguments.error(f"aliases[{index}]", alias, _HOST_MESSAGE)
    arguments.unique("aliases", [domain, *aliases])
    return (domain, *aliases)


def certificate(arguments: Arguments, argument: str = "certificate_arn", zone: str = "hosted_zone_id") -> str | None:
    """A certificate for CloudFront, of this component or of one that makes an edge; one is made without it."""
    if not arguments.is_set(zone):
        message = f"it is required without {zone}: create the certificate in {limits.GLOBAL_REGION}"
        arguments.required(argument, message)
    return arguments.string(
        argument,
        None,
        predicate=lambda arn: is_certificate_in(arn, limits.GLOBAL_REGION),
        message=f"it must be the ARN of a certificate in {limits.GLOBAL_REGION}, where CloudFront looks for it",
    )


def _origin(arguments: Arguments) -> OriginConfig:
    service_group = arguments.input("origin_group_id")
    if service_group is None:
        arguments.required("origin_prefix_list_id", "it is required unless origin_group_id is given")
    return OriginConfig(
        arn=arguments.input("load_balancer_arn"),
        host=arguments.input("load_balancer_host"),
        group_id=arguments.input("load_balancer_group_id"),
        certificate_host=host_name(arguments, "origin_host"),
        prefix_list_id=arguments.input("origin_prefix_list_id") if service_group is None else None,
        service_group_id=service_group,
    )


def _firewall(arguments: Arguments) -> FirewallConfig:
    counted = arguments.enums("counted_rules", ManagedRules)
    if ManagedRules.KNOWN_BAD_INPUTS in counted:
        message = f"{ManagedRules.KNOWN_BAD_INPUTS} must block: no customer sends a known exploit"
        raise arguments.error("counted_rules", list(counted), message)
    return FirewallConfig(
        bot_control=arguments.enum("bot_control", BotControl, BotControl.NONE),
        counted=counted,
        requests_per_address=request_rate(arguments, "requests_per_address", REQUESTS_PER_ADDRESS)
        or REQUESTS_PER_ADDRESS,
        requests_per_caller=request_rate(arguments, "requests_per_caller", REQUESTS_PER_CALLER) or REQUESTS_PER_CALLER,
    )
