"""Route 53: hosted zones and their records. It is one service for the whole world: ARNs have no region or account.

Force-new properties: hashicorp/terraform-provider-aws, `internal/service/route53`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from ..resource_type import Failure, ResourceContext, ResourceType
from ..values import is_unknown

_ID = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def _zone(context: ResourceContext) -> Mapping[str, Any]:
    zone = f"Z{context.text(20, _ID)}"
    servers = [f"ns-{context.number(1, 2047, suffix)}.awsdns-01.{suffix}" for suffix in ("com", "net", "org", "co.uk")]
    return {
        "id": zone,
        "zoneId": zone,
        "arn": f"arn:{context.account.partition}:route53:::hostedzone/{zone}",
        "nameServers": servers,
        "primaryNameServer": servers[0],
        "comment": "Managed by Pulumi",
    }


def _record(context: ResourceContext) -> Mapping[str, Any]:
    name = _plain(context.get("name"))
    identifier = "_".join(filter(None, (f"{context.get('zoneId')}", name, f"{context.get('type')}", _set(context))))
    return {"id": identifier, "fqdn": name}


def _set(context: ResourceContext) -> str:
    return context.get("setIdentifier") or ""


def _plain(name: Any) -> str:
    """A name as the provider keeps it: lower case, without a dot at its end."""
    return f"{name}".removesuffix(".").lower()


def _record_failures(inputs: Mapping[str, Any], region: str) -> list[Failure]:
    """The provider wants either an alias or values with their time to live."""
    del region
    if any(is_unknown(inputs.get(key)) for key in ("aliases", "records")):
        return []
    if bool(inputs.get("aliases")) == bool(inputs.get("records")):
        return [("aliases", "one of alias and records must be specified")]
    if inputs.get("aliases") and inputs.get("ttl"):
        return [("ttl", "conflicts with alias: an alias has the time to live of its target")]
    return []


def _record_conflict(inputs: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> str:
    """A record that exists is refused, unless the program says that it may be overwritten (`UPSERT`)."""
    if inputs.get("allowOverwrite") or _key(inputs) not in map(_key, others):
        return ""
    record = f"[name='{_plain(inputs.get('name'))}.', type='{inputs.get('type')}']"
    return f"InvalidChangeBatch: [Tried to create resource record set {record} but it already exists]"


def _key(inputs: Mapping[str, Any]) -> tuple[str, ...]:
    parts = ("zoneId", "type", "setIdentifier")
    return (_plain(inputs.get("name")), *(f"{inputs.get(part) or ''}" for part in parts))


RESOURCE_TYPES = (
    ResourceType(
        "aws:route53/zone:Zone",
        _zone,
        cloudformation_type="AWS::Route53::HostedZone",
        force_new=("delegationSetId", "name"),
        defaults={"forceDestroy": False},
    ),
    ResourceType(
        "aws:route53/record:Record",
        _record,
        cloudformation_type="AWS::Route53::RecordSet",
        force_new=("name", "zoneId"),
        validate=_record_failures,
        refuses=_record_conflict,
        # A routing policy of the provider is an object; CloudFormation has parts of it under the same name.
        unchecked=("name",),
    ),
)
