"""One security group per part of a cell, with exactly the declared flows."""

from collections.abc import Callable, Mapping
from typing import Any

import pulumi
import pulumi_aws as aws

from ..core.component import Child
from ..plan.traffic import FLOWS, HTTPS_PORT, Flow, Part
from .config import Checked
from .tiers import ANYWHERE, ANYWHERE_V6, Tiers

Groups = Mapping[str, aws.ec2.SecurityGroup]


def make_groups(child: Child, checked: Checked, tiers: Tiers, cell: str, physical: Callable[[str], str]) -> Groups:
    """The groups of all parts and the rules of all flows between them."""
    groups = {
        part: child(
            f"{part}-group",
            aws.ec2.SecurityGroup,
            {
                "name": physical(part),
                "description": f"{part} of cell {cell}",
                "vpc_id": tiers.vpc_id,
                "revoke_rules_on_delete": True,
            },
        )
        for part in checked.parts
    }
    for flow in checked.flows:
        _open_flow(child, groups, flow)
    _open_endpoints(child, groups, tiers)
    return groups


def open_https(
    child: Child, checked: Checked, groups: Groups, gateway_prefixes: Mapping[str, pulumi.Output[str]]
) -> None:
    """HTTPS outwards: anywhere where there is a way out, else to the network's own endpoints and nothing more."""
    for part, why in checked.https_clients.items():
        if not checked.isolated:
            ways: dict[str, dict[str, Any]] = {"https-out": {"cidr_ipv4": ANYWHERE}}
            if checked.ipv6:
                ways["https-out-v6"] = {"cidr_ipv6": ANYWHERE_V6}
        else:
            ways = {f"{service}-out": {"prefix_list_id": prefix} for service, prefix in gateway_prefixes.items()}
            ways["endpoints-out"] = {"referenced_security_group_id": groups[Part.ENDPOINTS].id}
        for role, way in ways.items():
            child(
                f"{part}-{role}",
                aws.vpc.SecurityGroupEgressRule,
                {"security_group_id": groups[part].id, "description": f"HTTPS: {why}", **_tcp(HTTPS_PORT), **way},
            )


def _open_flow(child: Child, groups: Groups, flow: Flow) -> None:
    source, target = groups[flow.source].id, groups[flow.target].id
    role = f"{flow.source}-to-{flow.target}"
    if flow not in FLOWS:
        role += f"-{flow.port}"
    child(
        f"{role}-out",
        aws.vpc.SecurityGroupEgressRule,
        _tcp(flow.port) | _ends(source, target, f"to {flow.target}: {flow.why}"),
    )
    child(
        f"{role}-in",
        aws.vpc.SecurityGroupIngressRule,
        _tcp(flow.port) | _ends(target, source, f"from {flow.source}: {flow.why}"),
    )


def _open_endpoints(child: Child, groups: Groups, tiers: Tiers) -> None:
    ways: dict[str, dict[str, Any]] = {"endpoints-https-in": {"cidr_ipv4": tiers.cidr}}
    if tiers.ipv6_cidr is not None:
        ways["endpoints-https-in-v6"] = {"cidr_ipv6": tiers.ipv6_cidr}
    for role, way in ways.items():
        child(
            role,
            aws.vpc.SecurityGroupIngressRule,
            {
                "security_group_id": groups[Part.ENDPOINTS].id,
                "description": "AWS APIs for parts of this cell",
                **_tcp(HTTPS_PORT),
                **way,
            },
        )


def _tcp(port: int) -> dict[str, Any]:
    return {"ip_protocol": "tcp", "from_port": port, "to_port": port}


def _ends(owner: pulumi.Output[str], other: pulumi.Output[str], description: str) -> dict[str, Any]:
    return {"security_group_id": owner, "referenced_security_group_id": other, "description": description}
