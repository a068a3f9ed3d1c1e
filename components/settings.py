"""A stack's settings: `Pulumi.<stack>.yaml` as a typed model, every mistake one line before any resource exists.

`Pulumi.yaml` holds the same names with their descriptions for `pulumi config`; a test keeps both alike.
"""

import difflib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Any, TypeVar

import pulumi
from pulumi.runtime import config as runtime_config

from .backup_door import second_regions
from .city_cell_args import CityCellArgs
from .errors import ArgumentError
from .plan.addresses import CELL_PREFIX, MAX_CELL_INDEX, SMALLEST_PREFIX, cell_block
from .plan.capacity import Load, check
from .plan.egress import ENDPOINT_ACTIONS, UNFIT, Nat
from .plan.names import MAX_CELL_NAME, is_cell_name
from .plan.regions import AVAILABILITY_ZONES
from .task import is_by_digest

T = TypeVar("T")
NAMESPACE = "citycell"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What one stack asks for; the fields are the settings' names in snake case."""

    cell: str
    """The cell's name; the stack's by default."""
    region: str
    city: str
    owner: str
    disposable: bool
    account_id: str
    """Empty: the account whose credentials deploy."""
    cidr: str
    load: Load
    nat: Nat
    interface_endpoints: tuple[str, ...]
    certificate_arn: str
    service_image: str
    payments_url: str
    token_issuer: str
    token_audience: str
    token_jwks_url: str
    order_expiry_seconds: int
    alarm_email: str
    lake: bool
    backups: bool
    backup_copy_region: str
    """Empty: backups are copied nowhere."""

    def cell_args(
        self,
        account_id: pulumi.Input[str],
        function_dependencies: pulumi.Archive,
        message_dependencies: pulumi.Archive | None = None,
    ) -> CityCellArgs:
        """The arguments of the cell that these settings ask for."""
        args: CityCellArgs = {
            "account_id": account_id,
            "alarm_email": self.alarm_email,
            "backups": self.backups,
            "cell": self.cell,
            "certificate_arn": self.certificate_arn,
            "cidr": self.cidr,
            "city": self.city,
            "couriers_online": self.load.couriers_online,
            "disposable": self.disposable,
            "function_dependencies": function_dependencies,
            "growth_margin": self.load.growth_margin,
            "interface_endpoints": list(self.interface_endpoints),
            "lake": self.lake,
            "nat": self.nat,
            "order_expiry_seconds": self.order_expiry_seconds,
            "owner": self.owner,
            "payments_url": self.payments_url,
            "peak_orders_per_hour": self.load.peak_orders_per_hour,
            "region": self.region,
            "service_image": self.service_image,
            "token_audience": self.token_audience,
            "token_issuer": self.token_issuer,
            "token_jwks_url": self.token_jwks_url,
            "tracking_viewers": self.load.tracking_viewers,
        }
        if message_dependencies is not None:
            args["message_dependencies"] = message_dependencies
        if self.backup_copy_region:
            args["backup_copy_region"] = self.backup_copy_region
        return args


KEYS = (
    "accountId",
    "alarmEmail",
    "backupCopyRegion",
    "backups",
    "cell",
    "cellIndex",
    "certificateArn",
    "cidr",
    "city",
    "couriersOnline",
    "disposable",
    "growthMargin",
    "interfaceEndpoints",
    "lake",
    "nat",
    "orderExpirySeconds",
    "owner",
    "paymentsUrl",
    "peakOrdersPerHour",
    "serviceImage",
    "tokenAudience",
    "tokenIssuer",
    "tokenJwksUrl",
    "trackingViewers",
)
"""Every setting, without `citycell:`."""


def load_settings() -> Settings:
    """The settings of the stack that is being deployed.

    Raises:
        ArgumentError: a setting is unknown, missing, malformed, or more than a cell can be.
    """
    values = dict(runtime_config.get_config_env()) | dict(runtime_config.CONFIG.get())
    return settings_from(values, pulumi.get_stack())


def settings_from(values: Mapping[str, str], stack: str) -> Settings:
    """The settings in a stack's configuration, whose names carry their namespace (`citycell:city`, `aws:region`).

    Raises:
        ArgumentError: as `load_settings` says.
    """
    read = _Reader(stack, values)
    read.refuse_unknown()
    disposable = read.boolean("disposable", default=False)
    backups = read.boolean("backups", default=not disposable)
    region = read.region()
    return Settings(
        cell=read.cell(),
        region=region,
        city=read.text("city"),
        owner=read.text("owner"),
        disposable=disposable,
        account_id=read.matching("accountId", lambda text: len(text) == _ACCOUNT and text.isdigit(), "12 digits", ""),
        cidr=read.cidr(),
        load=read.load(),
        nat=read.nat(Nat.ONE if disposable else Nat.PER_ZONE),
        interface_endpoints=read.endpoints(),
        certificate_arn=read.matching(
            "certificateArn", lambda text: f":acm:{region}:" in text, f"the ARN of a certificate in {region}"
        ),
        service_image=read.matching("serviceImage", is_by_digest, "<repository>@sha256:<64 hex digits>"),
        payments_url=read.url("paymentsUrl"),
        token_issuer=read.url("tokenIssuer"),
        token_audience=read.text("tokenAudience"),
        token_jwks_url=read.url("tokenJwksUrl"),
        order_expiry_seconds=read.whole("orderExpirySeconds", 5400, least=60, most=86_400),
        alarm_email=read.matching("alarmEmail", lambda text: "@" in text, "a mail address", ""),
        lake=read.boolean("lake", default=False),
        backups=backups,
        backup_copy_region=read.copy_region(backups=backups),
    )


_ACCOUNT = 12


class _Reader:
    """Reads settings one by one; its errors name stack, setting, value and limit."""

    def __init__(self, stack: str, values: Mapping[str, str]) -> None:
        self._stack = stack
        self._region = str(values.get("aws:region", ""))
        prefix = f"{NAMESPACE}:"
        self._values = {key.removeprefix(prefix): value for key, value in values.items() if key.startswith(prefix)}

    def error(
        self, key: str, value: object, limit: str, choices: Mapping[str, Any] | tuple[str, ...] = ()
    ) -> Exception:
        name = key if ":" in key else f"{NAMESPACE}:{key}"
        return ArgumentError(f"stack {self._stack!r}", f"setting {name}", value, limit, choices)

    def refuse_unknown(self) -> None:
        for key, value in self._values.items():
            if key not in KEYS:
                near = difflib.get_close_matches(key, KEYS, n=1, cutoff=0.0)[0]
                raise self.error(key, value, f"there is no such setting; the nearest is {NAMESPACE}:{near}")

    def region(self) -> str:
        if self._region not in AVAILABILITY_ZONES:
            raise self.error("aws:region", self._region, "no cell fits there", AVAILABILITY_ZONES)
        return self._region

    def cell(self) -> str:
        name = self._values.get("cell") or self._stack
        if not is_cell_name(name):
            limit = f"a name is lower case letters, digits and single hyphens, {MAX_CELL_NAME} characters at most"
            raise self.error("cell", name, limit)
        return name

    def text(self, key: str, default: str | None = None) -> str:
        value = self._values.get(key) or default
        if value is None:
            raise self.error(key, "", f"it is required: pulumi config set {NAMESPACE}:{key} <value>")
        return value

    def matching(self, key: str, fits: Callable[[str], bool], shape: str, default: str | None = None) -> str:
        value = self.text(key, default)
        if value != default and not fits(value):
            raise self.error(key, value, f"it must be {shape}")
        return value

    def url(self, key: str) -> str:
        return self.matching(key, lambda text: text.startswith("https://"), "an address that begins with https://")

    def boolean(self, key: str, *, default: bool) -> bool:
        value = self.text(key, str(default).lower())
        if value not in {"true", "false"}:
            raise self.error(key, value, "it must be a boolean", ("true", "false"))
        return value == "true"

    def whole(self, key: str, default: int | None = None, *, least: int, most: int) -> int:
        value = self._parse(key, int, "a whole number", None if default is None else str(default))
        if not least <= value <= most:
            raise self.error(key, value, f"it must be between {least} and {most}")
        return value

    def texts(self, key: str) -> list[str]:
        found = self._parse(key, json.loads, "a list of names", "[]")
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            raise self.error(key, found, "it must be a list of names")
        return [str(item) for item in found]

    def endpoints(self) -> tuple[str, ...]:
        services = self.texts("interfaceEndpoints")
        for service in services:
            if service not in ENDPOINT_ACTIONS:
                why = UNFIT.get(service, "the network knows no endpoint of that service")
                raise self.error("interfaceEndpoints", service, why, tuple(ENDPOINT_ACTIONS))
        return tuple(services)

    def nat(self, default: Nat) -> Nat:
        value = self.text("nat", default.value)
        if value not in {kind.value for kind in Nat}:
            raise self.error("nat", value, "it must say which NAT gateways", tuple(kind.value for kind in Nat))
        return Nat(value)

    def cidr(self) -> str:
        if not self._values.get("cidr"):
            return str(cell_block(self.whole("cellIndex", least=0, most=MAX_CELL_INDEX)))
        block = self._parse("cidr", IPv4Network, "an IPv4 block such as 10.1.0.0/16")
        if not CELL_PREFIX <= block.prefixlen <= SMALLEST_PREFIX:
            raise self.error("cidr", str(block), f"a cell takes a /{CELL_PREFIX} to a /{SMALLEST_PREFIX}")
        return str(block)

    def copy_region(self, *, backups: bool) -> str:
        value = self.text("backupCopyRegion", "")
        if value and not backups:
            raise self.error("backupCopyRegion", value, "no backups are made")
        choices = tuple(second_regions(self._region))
        if value and value not in choices:
            raise self.error("backupCopyRegion", value, "it must be a second region", choices)
        return value

    def load(self) -> Load:
        load = Load(
            peak_orders_per_hour=self._load_figure("peakOrdersPerHour"),
            couriers_online=self._load_figure("couriersOnline"),
            tracking_viewers=self._load_figure("trackingViewers"),
            growth_margin=self._parse("growthMargin", float, "a number", str(Load.growth_margin)),
        )
        try:
            check(load)
        except ValueError as error:
            raise pulumi.RunError(f"stack {self._stack!r}: {error}") from None
        return load

    def _load_figure(self, key: str) -> int:
        value = self._parse(key, int, "a whole number")
        if value < 0:
            raise self.error(key, value, "a load is zero or more")
        return value

    def _parse(self, key: str, parse: Callable[[str], T], shape: str, default: str | None = None) -> T:
        text = self.text(key, default)
        try:
            return parse(text)
        except ValueError:
            raise self.error(key, text, f"it must be {shape}") from None
