"""The configuration of `CityCell`: validated arguments with defaults, and the sizes for the load."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pulumi

from ..aws import published
from ..backup.config import copy_region
from ..core.arguments import Arguments
from ..load_balancer.config import certificate_arn
from ..plan.addresses import CELL_PREFIX, MAX_CELL_INDEX, SMALLEST_PREFIX, cell_block, is_cell_block
from ..plan.capacity import MAX_GROWTH, Load, Sizes, size
from ..plan.egress import ENDPOINT_ACTIONS, REQUIRED, UNFIT, Nat
from ..plan.quotas import Choices, QuotaNeed, needs
from ..task.config import image_by_digest
from .args import CityCellArgs, TokenAlgorithm

MAX_ORDER_EXPIRY_SECONDS: Final = 86_400
"""One day: no customer waits longer for a courier."""

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
    cidr: str
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
    nat: Nat
    interface_endpoints: tuple[str, ...]
    quotas: Mapping[str, int]
    """The account's own quotas by code."""
    needs: tuple[QuotaNeed, ...]
    """What the cell needs of its account's quotas."""
    alarm_email: str | None
    lake: bool
    backups: bool
    backup_copy_region: str | None

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
    disposable = arguments.is_disposable()
    backups = arguments.boolean("backups", not disposable)
    load = _load(arguments)
    sizes = _sizes(name, load)
    nat = arguments.enum("nat", Nat, Nat.ONE if disposable else Nat.PER_ZONE)
    endpoints = _endpoints(arguments)
    lake = arguments.boolean("lake", default=False)
    choices = Choices(nat=nat, interface_endpoints=len({*REQUIRED, *endpoints}), lake=lake)
    quotas = arguments.quotas()
    return CityConfig(
        disposable=disposable,
        cidr=_cidr(arguments),
        load=load,
        sizes=sizes,
        cache_node_type=published.cache_node_type(sizes.cache_node_type, arguments.string("region")),
        certificate_arn=certificate_arn(arguments),
        service_image=image_by_digest(arguments, "service_image"),
        function_dependencies=arguments.input("function_dependencies"),
        message_dependencies=arguments.input("message_dependencies"),
        migration_dependencies=arguments.input("migration_dependencies"),
        payments_url=_url(arguments, "payments_url"),
        identity_stack=_identity_stack(arguments),
        token_issuers=arguments.input("token_issuers"),
        token_provider=_token_provider(arguments),
        order_expiry_seconds=arguments.integer("order_expiry_seconds", 60, MAX_ORDER_EXPIRY_SECONDS, 5400),
        nat=nat,
        interface_endpoints=endpoints,
        quotas=quotas,
        needs=_needs(arguments, quotas, needs(sizes, arguments.string("region"), choices)),
        alarm_email=arguments.mail_address("alarm_email"),
        lake=lake,
        backups=backups,
        backup_copy_region=_copy_region(arguments, backups=backups),
    )


def _cidr(arguments: Arguments) -> str:
    if not arguments.is_set("cidr"):
        arguments.required("cell_index", "it is required unless cidr is set")
        return str(cell_block(arguments.integer("cell_index", 0, MAX_CELL_INDEX)))
    message = f"it must be an IPv4 block of /{CELL_PREFIX} to /{SMALLEST_PREFIX} without host bits, such as 10.1.0.0/16"
    return arguments.string("cidr", predicate=is_cell_block, message=message)


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
