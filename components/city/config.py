"""The configuration of `CityCell`: validated arguments with defaults, and the sizes for the load."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pulumi

from ..aws import published
from ..backup.config import copy_region
from ..budget.limits import MAX_USD
from ..canary.config import https_url
from ..core.arguments import Arguments
from ..core.zones import SHARED_CELL, is_zone_name
from ..load_balancer.config import capacity_units, certificate_arn
from ..monitoring.config import runbooks_url
from ..monitoring.objectives import given_objectives
from ..network.args import ExistingVpcArgs
from ..plan.addresses import CELL_PREFIX, MAX_CELL_INDEX, SMALLEST_PREFIX, cell_block, is_cell_block
from ..plan.capacity import MAX_GROWTH, Load, Sizes, size
from ..plan.demand import Demand, parse
from ..plan.egress import ENDPOINT_ACTIONS, REQUIRED, UNFIT, Nat
from ..plan.quotas import Choices, QuotaNeed, needs
from ..region.args import SharedRegionArgs
from ..service.args import DeploymentStrategy
from ..service.limits import MAX_SPOT_PERCENT
from ..task.config import image_by_digest
from ..tracking.config import certificate_arn as tracking_certificate_arn
from ..tracking.config import host_name
from ..tracking.limits import MIN_ACCOUNT_SHARE, max_messages_per_second
from .args import CityCellArgs, TokenAlgorithm
from .edge_config import CityEdgeConfig, city_edge

MAX_ORDER_EXPIRY_SECONDS: Final = 86_400
"""One day: no customer waits longer for a courier."""

_STACK: Final = r"[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}"
"""Names of organizations, projects and stacks (Pulumi documentation, stacks and projects)."""

_DIGEST: Final = r"sha256:[0-9a-f]{64}"

ZONE_MESSAGE: Final = "it must be lower case letters, digits and single hyphens, 63 characters at most"

_MAX_PEOPLE: Final = 10_000_000
"""Population of the largest cities, to catch typing errors; `plan.capacity` has the limits of one cell."""


_STACK_NAME: Final = r"[A-Za-z0-9_.-]{1,100}(/[A-Za-z0-9_.-]{1,100}){2}"
"""Names of organizations, projects and stacks (Pulumi documentation, stacks and projects)."""


@dataclass(frozen=True, kw_only=True)
class TokenProviderConfig:
    """An issuer of tokens that names an audience."""

    issuer: str
    audience: str
    jwks_url: str
    algorithm: TokenAlgorithm | None
    """None for the service's default, ES256."""


@dataclass(frozen=True, kw_only=True)
class CityConfig:
    """The resolved arguments of `CityCell`."""

    disposable: bool
    zone: str | None
    region_stack: str | None
    shared_region: SharedRegionArgs | None
    """None unless the region is in the same program."""
    cidr: str | None
    """None in a VPC that exists."""
    existing_vpc: ExistingVpcArgs | None
    load: Load
    sizes: Sizes
    """Sizes for the load."""
    cache_node_type: str
    """The node type of `sizes`, or the most similar one that the region offers."""
    certificate_arn: str
    service_image: str
    function_dependencies: pulumi.Archive
    message_dependencies: pulumi.Archive | None
    migration_dependencies: pulumi.Archive | None
    """None if the cell builds it."""
    payments_url: str
    identity_stack: str | None
    token_issuers: pulumi.Input[list[Any]] | None
    token_provider: TokenProviderConfig | None
    """None where an identity has the issuers."""
    order_expiry_seconds: int
    drain: bool
    nat: Nat
    interface_endpoints: tuple[str, ...]
    quotas: Mapping[str, int]
    """The account's own quotas by code."""
    needs: tuple[QuotaNeed, ...]
    """What the cell needs of its account's quotas."""
    function_aliases: bool
    tracking_domain: Mapping[str, str] | None
    """The argument `domain` of `Tracking`."""
    account_share: float
    alarm_email: str | None
    ticket_email: str | None
    runbooks_url: str | None
    objectives: Mapping[str, Any]
    """The arguments of `Monitoring` for objectives that are not the default."""
    budget: bool
    budget_usd: int | None
    """None for the default."""
    cost_anomaly_usd: int | None
    canary_url: str | None
    """None for no canary."""
    canary_page_url: str | None
    lake: bool
    backups: bool
    backup_copy_region: str | None
    spot_percent: int
    deployment_strategy: DeploymentStrategy | None
    """None if the order service has one target group."""
    deployment_alarms: tuple[str, ...]
    demand: Demand | None
    load_balancer_capacity_units: int | None
    edge: CityEdgeConfig | None
    """None without a domain."""

    @property
    def exceeded(self) -> tuple[QuotaNeed, ...]:
        """Quotas that the account must raise before the cell reaches its peak."""
        return tuple(need for need in self.needs if need.exceeds(self.quotas))


def resolve(name: str, args: CityCellArgs) -> CityConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: an argument is invalid.
        pulumi.RunError: the load is too large for one cell; the text has the number of cells that it needs.
    """
    arguments = Arguments("CityCell", name, args, CityCellArgs)
    arguments.cell()
    if arguments.string("cell") == SHARED_CELL:
        raise arguments.error("cell", SHARED_CELL, "that name is of what all cells of a region share")
    disposable = arguments.is_disposable()
    backups = arguments.boolean("backups", not disposable)
    budget = _budget(arguments, default=not disposable)
    load = _load(arguments)
    sizes = _sizes(name, load)
    nat = arguments.enum("nat", Nat, Nat.ONE if disposable else Nat.PER_ZONE)
    endpoints = _endpoints(arguments)
    lake = arguments.boolean("lake", default=False)
    edge = city_edge(arguments)
    choices = Choices(nat=nat, interface_endpoints=len({*REQUIRED, *endpoints}), lake=lake, edge=edge is not None)
    quotas = arguments.quotas()
    return CityConfig(
        disposable=disposable,
        zone=arguments.string("zone", None, predicate=is_zone_name, message=ZONE_MESSAGE),
        region_stack=_region_stack(arguments),
        shared_region=arguments.input("shared_region"),
        cidr=_cidr(arguments),
        existing_vpc=arguments.input("existing_vpc"),
        load=load,
        sizes=sizes,
        cache_node_type=published.cache_node_type(sizes.cache_node_type, arguments.string("region")),
        certificate_arn=certificate_arn(arguments),
        service_image=_service_image(arguments),
        function_dependencies=arguments.input("function_dependencies"),
        message_dependencies=arguments.input("message_dependencies"),
        migration_dependencies=arguments.input("migration_dependencies"),
        payments_url=_url(arguments, "payments_url"),
        identity_stack=_identity_stack(arguments),
        token_issuers=arguments.input("token_issuers"),
        token_provider=_token_provider(arguments),
        order_expiry_seconds=arguments.integer("order_expiry_seconds", 60, MAX_ORDER_EXPIRY_SECONDS, 5400),
        drain=arguments.boolean("drain", default=False),
        nat=nat,
        interface_endpoints=endpoints,
        quotas=quotas,
        needs=_needs(arguments, quotas, needs(sizes, arguments.string("region"), choices)),
        function_aliases=arguments.boolean("function_aliases", default=False),
        tracking_domain=_tracking_domain(arguments),
        account_share=_account_share(arguments, quotas, sizes),
        alarm_email=arguments.mail_address("alarm_email"),
        ticket_email=arguments.mail_address("ticket_email"),
        runbooks_url=runbooks_url(arguments),
        objectives=given_objectives(arguments),
        budget=budget,
        budget_usd=arguments.integer("budget_usd", 1, MAX_USD, None),
        cost_anomaly_usd=arguments.integer("cost_anomaly_usd", 1, MAX_USD, None),
        canary_url=_canary(arguments, nat),
        canary_page_url=https_url(arguments, "canary_page_url") if arguments.is_set("canary_page_url") else None,
        lake=lake,
        backups=backups,
        backup_copy_region=_copy_region(arguments, backups=backups),
        spot_percent=arguments.integer("spot_percent", 0, MAX_SPOT_PERCENT, 0),
        deployment_strategy=arguments.enum("deployment_strategy", DeploymentStrategy, None),
        deployment_alarms=tuple(arguments.list_of("deployment_alarms")),
        demand=_demand(arguments, load),
        load_balancer_capacity_units=capacity_units(arguments, "load_balancer_capacity_units"),
        edge=edge,
    )


def _region_stack(arguments: Arguments) -> str | None:
    message = "it must be the full name of a stack, <organization>/<project>/<stack>"
    alone = "shared_region is the same of a region in this program"
    arguments.requires("region_stack", not arguments.is_set("shared_region"), alone)
    return arguments.string("region_stack", None, predicate=_is_stack, message=message)


def _is_stack(text: str) -> bool:
    return re.fullmatch(_STACK, text) is not None


def _service_image(arguments: Arguments) -> str:
    """The image, or its digest alone if the region says in which repository it is."""
    image = arguments.string("service_image")
    shared = arguments.mapping("shared_region")
    has_repository = arguments.is_set("region_stack") or "service_repository" in shared
    if re.fullmatch(_DIGEST, image):
        if has_repository:
            return image
        message = "a digest alone needs region_stack, whose repository has the image"
        raise arguments.error("service_image", image, message)
    return image_by_digest(arguments, "service_image")


def _demand(arguments: Arguments, load: Load) -> Demand | None:
    """The forecast in a file, which is relative to the program's folder."""
    path = arguments.string("demand_forecast", None)
    if path is None:
        return None
    if load.peak_orders_per_hour == 0:
        raise arguments.error("demand_forecast", path, "peak_orders_per_hour is 0, so no hour needs a share of it")
    try:
        return parse(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise arguments.error("demand_forecast", path, f"the file cannot be read: {reason}") from None
    except ValueError as error:
        raise arguments.error("demand_forecast", path, f"the file is no forecast: {error}") from None


def _cidr(arguments: Arguments) -> str | None:
    if arguments.is_set("existing_vpc"):
        for argument in ("cell_index", "cidr", "nat"):
            arguments.requires(argument, condition=False, message="a VPC that exists has its own")
        return None
    if not arguments.is_set("cidr"):
        arguments.required("cell_index", "it is required unless cidr or existing_vpc is set")
        return str(cell_block(arguments.integer("cell_index", 0, MAX_CELL_INDEX)))
    message = f"it must be an IPv4 block of /{CELL_PREFIX} to /{SMALLEST_PREFIX} without host bits, such as 10.1.0.0/16"
    return arguments.string("cidr", predicate=is_cell_block, message=message)


def _tracking_domain(arguments: Arguments) -> Mapping[str, str] | None:
    """The domain of the WebSocket API."""
    has_name = arguments.is_set("tracking_domain")
    for argument in ("tracking_certificate_arn", "tracking_zone_id"):
        arguments.requires(argument, has_name, "it belongs to a tracking_domain, which is not set")
    if not has_name:
        return None
    domain = {
        "name": host_name(arguments, "tracking_domain"),
        "certificate_arn": tracking_certificate_arn(arguments, "tracking_certificate_arn", arguments.string("region")),
    }
    zone = arguments.string("tracking_zone_id", None)
    return domain if zone is None else domain | {"hosted_zone_id": zone}


def _account_share(arguments: Arguments, quotas: Mapping[str, int], sizes: Sizes) -> float:
    """The cell's share of the account's requests, which must be enough for the messages of its pages."""
    share = arguments.float_("account_share", MIN_ACCOUNT_SHARE, 1.0, 1.0)
    region, needed = arguments.string("region"), sizes.websocket_messages_per_second
    if share < 1 and needed > max_messages_per_second(region, quotas, share):
        quota = max_messages_per_second(region, quotas)
        least = math.ceil(100 * needed / quota) / 100
        message = (
            f"the load needs {needed} of the account's {quota} requests per second in {region}, a share of {least:g}"
        )
        raise arguments.error("account_share", share, message)
    return share


def _url(arguments: Arguments, argument: str) -> str:
    message = "it must begin with https://"
    return arguments.string(argument, predicate=lambda text: text.startswith("https://"), message=message)


def _identity_stack(arguments: Arguments) -> str | None:
    alone = "token_issuers has those of an identity in this program"
    arguments.requires("identity_stack", not arguments.is_set("token_issuers"), alone)
    message = "it must be the full name of a stack, <organization>/<project>/<stack>"
    return arguments.string(
        "identity_stack", None, predicate=lambda text: re.fullmatch(_STACK_NAME, text) is not None, message=message
    )


def _token_provider(arguments: Arguments) -> TokenProviderConfig | None:
    names = ("token_issuer", "token_audience", "token_jwks_url")
    identity = next((name for name in ("identity_stack", "token_issuers") if arguments.is_set(name)), None)
    if identity is not None:
        for name in (*names, "token_algorithm"):
            arguments.requires(name, condition=False, message=f"{identity} has the issuers")
        return None
    for name in names:
        arguments.required(name, "it is required unless identity_stack is set")
    return TokenProviderConfig(
        issuer=_url(arguments, "token_issuer"),
        audience=arguments.string("token_audience"),
        jwks_url=_url(arguments, "token_jwks_url"),
        algorithm=arguments.enum("token_algorithm", TokenAlgorithm, None),
    )


def _endpoints(arguments: Arguments) -> tuple[str, ...]:
    services = tuple(arguments.list_of("interface_endpoints"))
    arguments.unique("interface_endpoints", services)
    for index, service in enumerate(services):
        if service not in ENDPOINT_ACTIONS:
            message = UNFIT.get(service, "the network has no endpoint of that service")
            raise arguments.error(f"interface_endpoints[{index}]", service, message, ENDPOINT_ACTIONS)
    return services


def _needs(arguments: Arguments, granted: Mapping[str, int], found: tuple[QuotaNeed, ...]) -> tuple[QuotaNeed, ...]:
    """What the cell needs of its account's quotas. More than a quota that AWS does not raise is an error."""
    for need in found:
        if need.exceeds(granted) and not need.is_adjustable:
            message = (
                f"the load needs {need.needed:g} of the quota {need.name} ({need.service_code} {need.quota_code}), "
                f"which is {need.default:g} there and cannot be raised: split the city into cells of several accounts"
            )
            raise arguments.error("region", arguments.string("region"), message)
    return found


def _canary(arguments: Arguments, nat: Nat) -> str | None:
    arguments.requires("canary_page_url", arguments.is_set("canary_url"), "the cell has no canary: set canary_url")
    if not arguments.is_set("canary_url"):
        return None
    arguments.requires("canary_url", nat is not Nat.NONE, "a canary writes its results to AWS through NAT")
    return https_url(arguments, "canary_url")


def _budget(arguments: Arguments, *, default: bool) -> bool:
    budget = arguments.boolean("budget", default or arguments.is_set("budget_usd"))
    for argument in ("budget_usd", "cost_anomaly_usd"):
        arguments.requires(argument, budget, "the cell has no budget")
    has_mail = arguments.is_set("alarm_email") or arguments.is_set("ticket_email")
    arguments.requires("cost_anomaly_usd", has_mail, "it is reported by mail: alarm_email or ticket_email is required")
    return budget


def _copy_region(arguments: Arguments, *, backups: bool) -> str | None:
    arguments.requires("backup_copy_region", backups, "no backups are made")
    return copy_region(arguments, "backup_copy_region")


def _load(arguments: Arguments) -> Load:
    return Load(
        peak_orders_per_hour=arguments.integer("peak_orders_per_hour", 0, _MAX_PEOPLE),
        couriers_online=arguments.integer("couriers_online", 0, _MAX_PEOPLE),
        tracking_viewers=arguments.integer("tracking_viewers", 0, _MAX_PEOPLE),
        growth_margin=arguments.float_("growth_margin", 0, MAX_GROWTH, Load.growth_margin),
    )


def _sizes(name: str, load: Load) -> Sizes:
    try:
        return size(load)
    except ValueError as error:
        raise pulumi.RunError(f"CityCell {name!r}: {error}") from None
