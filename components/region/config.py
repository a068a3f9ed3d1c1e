"""The configuration of `Region`: its arguments with their defaults, validated."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import pulumi

from ..account.config import resolve as resolve_account
from ..aws.logs import RETENTION_DAYS
from ..aws.names import MAX_CELL_NAME, is_cell_name
from ..bucket.limits import MAX_LIFECYCLE_DAYS
from ..core.arguments import Arguments
from ..core.cell import cell_args
from ..core.errors import ArgumentError
from ..core.zones import is_zone_name
from ..edge.args import BotControl
from ..edge.config import (
    REQUESTS_PER_ADDRESS,
    REQUESTS_PER_CALLER,
    DomainConfig,
    FirewallConfig,
    certificate,
    host_name,
    hosted_zone_id,
    request_rate,
)
from . import limits
from .args import RegionArgs
from .routing import MAX_CELLS, MAX_ROUTES, MAX_VERSION, Route, RoutingError, is_host_name, routes_of

SERVICES = "services"
"""The repository of the image that cells run."""


_DOMAIN_OPTIONS = (
    "routing_hosted_zone_id",
    "routing_certificate_arn",
    "routing_requests_per_address",
    "routing_log_days",
)
"""Arguments that have no effect without a domain."""


@dataclass(frozen=True, kw_only=True)
class RoutingAccessConfig:
    """How clients get the routing table."""

    domain: DomainConfig
    firewall: FirewallConfig
    log_days: int | None
    """None for no log of requests."""


@dataclass(frozen=True, kw_only=True)
class RegionConfig:
    """What `Region` is made from."""

    hosts: Mapping[str, str]
    """Cell to the host name of its API."""
    routes: tuple[Route, ...]
    routing_version: int | None
    """None to go up from the published version."""
    published_routing: pulumi.Input[str] | None
    """None if no table is published."""
    routing_max_age_seconds: int
    access: RoutingAccessConfig | None
    """None for a table that stays private."""
    repositories: tuple[str, ...]
    untagged_days: int
    temporary_tags: tuple[str, ...]
    temporary_days: int
    access_log_days: int
    baseline: Mapping[str, Any] | None
    """Arguments of `AccountBaseline`; None if another stack has the settings."""


def resolve(name: str, args: RegionArgs) -> RegionConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: an argument is invalid, or the routing table has a hole, an unknown name, or a zone twice.
    """
    arguments = Arguments("Region", name, args, RegionArgs)
    arguments.cell()
    hosts = _hosts(arguments)
    return RegionConfig(
        hosts=hosts,
        routes=_routes(arguments, hosts),
        routing_version=arguments.integer("routing_version", 1, MAX_VERSION, None),
        published_routing=arguments.input("published_routing"),
        routing_max_age_seconds=arguments.integer(
            "routing_max_age_seconds",
            limits.MIN_MAX_AGE_SECONDS,
            limits.MAX_MAX_AGE_SECONDS,
            limits.MIN_MAX_AGE_SECONDS,
        ),
        access=_access(arguments, hosts),
        repositories=_repositories(arguments),
        untagged_days=arguments.integer("untagged_days", 1, limits.MAX_IMAGE_DAYS, 14),
        temporary_tags=_temporary_tags(arguments),
        temporary_days=arguments.integer("temporary_days", 1, limits.MAX_IMAGE_DAYS, 30),
        access_log_days=arguments.integer("access_log_days", 1, MAX_LIFECYCLE_DAYS, 90),
        baseline=_baseline(name, arguments, args),
    )


def _hosts(arguments: Arguments) -> Mapping[str, str]:
    arguments.list_of("cells", 0, MAX_CELLS, message=f"a region has {MAX_CELLS} cells at most")
    cell = f"it must be lower case letters, digits and single hyphens, {MAX_CELL_NAME} characters at most"
    host = "it must be a host name in lower case, such as lisbon.example.com"
    read = arguments.nested_items("cells")
    cells = [item.string("cell", predicate=is_cell_name, message=cell) for item in read]
    hosts = [item.string("host", predicate=is_host_name, message=host) for item in read]
    arguments.unique("cells", cells)
    for index, found in enumerate(hosts):
        if found in hosts[:index]:
            other = cells[hosts.index(found)]
            raise arguments.error(f"cells[{index}].host", found, f"it is the host of cell {other!r} too")
    return dict(zip(cells, hosts, strict=True))


def _routes(arguments: Arguments, hosts: Mapping[str, str]) -> tuple[Route, ...]:
    arguments.list_of("routes", 0, MAX_ROUTES, message=f"a routing table has {MAX_ROUTES} routes at most")
    message = "it must be lower case letters, digits and single hyphens, 63 characters at most"
    assigned = [
        (
            route.string("city", predicate=is_zone_name, message=message),
            route.string("zone", "", predicate=is_zone_name, message=message),
            route.string("cell"),
        )
        for route in arguments.nested_items("routes")
    ]
    zones = cast("Mapping[str, list[str]]", arguments.mapping("cities"))
    for city, named in zones.items():
        for zone in (city, *named):
            if not is_zone_name(zone):
                raise arguments.error(f"cities.{city}", zone, message)
        if len(set(named)) != len(named):
            raise arguments.error(f"cities.{city}", named, "each zone may appear once")
    try:
        return routes_of(assigned, hosts, zones)
    except RoutingError as error:
        raise arguments.error("routes", [":".join(route) for route in assigned], str(error)) from None


def _access(arguments: Arguments, hosts: Mapping[str, str]) -> RoutingAccessConfig | None:
    domain = host_name(arguments, "routing_domain")
    for option in _DOMAIN_OPTIONS:
        arguments.requires(option, domain is not None, "it has no effect without routing_domain")
    if domain is None:
        return None
    for cell, host in hosts.items():
        if host == domain:
            raise arguments.error("routing_domain", domain, f"it is the host of cell {cell!r}")
    zone = "routing_hosted_zone_id"
    return RoutingAccessConfig(
        domain=DomainConfig(
            hosts=(domain,),
            hosted_zone_id=hosted_zone_id(arguments, zone),
            certificate_arn=certificate(arguments, "routing_certificate_arn", zone),
        ),
        firewall=FirewallConfig(
            bot_control=BotControl.NONE,
            counted=(),
            requests_per_address=request_rate(arguments, "routing_requests_per_address", None) or REQUESTS_PER_ADDRESS,
            requests_per_caller=REQUESTS_PER_CALLER,
        ),
        log_days=arguments.one_of_numbers(
            "routing_log_days", RETENTION_DAYS, None, message="CloudWatch Logs does not offer that retention"
        ),
    )


def _repositories(arguments: Arguments) -> tuple[str, ...]:
    if not arguments.is_set("repositories"):
        return (SERVICES,)
    names: list[str] = arguments.list_of("repositories", 1)
    arguments.unique("repositories", names)
    message = f"it must be lower case letters, digits and single hyphens, {limits.MAX_SHORT_NAME} characters at most"
    for index, found in enumerate(names):
        if len(found) > limits.MAX_SHORT_NAME or not re.fullmatch(limits.SHORT_NAME, found):
            raise arguments.error(f"repositories[{index}]", found, message)
    return tuple(names)


def _temporary_tags(arguments: Arguments) -> tuple[str, ...]:
    tags: list[str] = arguments.list_of("temporary_tags", 0, limits.MAX_TAG_PREFIXES)
    arguments.unique("temporary_tags", tags)
    arguments.requires("temporary_days", bool(tags), "it has no effect without temporary_tags")
    for index, tag in enumerate(tags):
        if not re.fullmatch(limits.TAG_PREFIX, tag):
            raise arguments.error(f"temporary_tags[{index}]", tag, "it must be the beginning of an image tag")
    return tuple(tags)


def _baseline(name: str, arguments: Arguments, args: RegionArgs) -> Mapping[str, Any] | None:
    has_baseline = arguments.boolean("has_baseline", default=True)
    arguments.requires("baseline", has_baseline, "the region makes no settings of the account: has_baseline is false")
    if not has_baseline:
        return None
    settings = dict(arguments.mapping("baseline"))
    try:
        resolve_account(name, cast("Any", {**cell_args(args), **settings}))
    except ArgumentError as error:
        raise arguments.error(f"baseline.{error.argument}", error.value, error.message, error.choices) from None
    return settings
