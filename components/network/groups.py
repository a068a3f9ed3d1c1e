"""Security groups and their rules, from the declared flows: nothing here makes a resource."""

from collections.abc import Mapping
from typing import NamedTuple

import pulumi
import pulumi_aws as aws

from ..core.component import Props
from ..plan.traffic import FLOWS, HTTPS_PORT, PRIVATE_CONNECTIVITY_PORTS, Flow, Part
from .config import NetworkConfig, OwnVpcConfig
from .tiers import ANYWHERE, ANYWHERE_V6, Tiers

Groups = Mapping[str, aws.ec2.SecurityGroup]
"""Security groups by name: `plan.traffic.Part`, and those that the arguments add."""


class Rules(NamedTuple):
    """Security group rules by their role."""

    egress: Mapping[str, Props]
    ingress: Mapping[str, Props]


def rules(
    config: NetworkConfig, tiers: Tiers, groups: Groups, gateway_prefixes: Mapping[str, pulumi.Output[str]]
) -> Rules:
    """All rules of the network; `gateway_prefixes` has the prefix list of each gateway endpoint."""
    egress: dict[str, Props] = {}
    ingress: dict[str, Props] = _endpoint_ingress(tiers, groups)
    if config.private_connectivity:
        ingress["stream-private-connectivity-in"] = _private_connectivity(tiers, groups)
    for flow in config.flows:
        role = f"{flow.source}-to-{flow.target}" + ("" if flow in FLOWS else f"-{flow.port}")
        egress[f"{role}-out"] = _flow_egress(flow, groups)
        ingress[f"{role}-in"] = _flow_ingress(flow, groups)
    for client, reason in config.https_clients.items():
        for role, destination in _https_destinations(config, groups, gateway_prefixes).items():
            egress[f"{client}-{role}"] = {
                "security_group_id": groups[client].id,
                "description": f"HTTPS: {reason}",
                **_tcp(HTTPS_PORT),
                **destination,
            }
    return Rules(egress, ingress)


def _flow_egress(flow: Flow, groups: Groups) -> Props:
    return {
        "security_group_id": groups[flow.source].id,
        "referenced_security_group_id": groups[flow.target].id,
        "description": f"to {flow.target}: {flow.why}",
        **_tcp(flow.port),
    }


def _flow_ingress(flow: Flow, groups: Groups) -> Props:
    return {
        "security_group_id": groups[flow.target].id,
        "referenced_security_group_id": groups[flow.source].id,
        "description": f"from {flow.source}: {flow.why}",
        **_tcp(flow.port),
    }


def _https_destinations(
    config: NetworkConfig, groups: Groups, gateway_prefixes: Mapping[str, pulumi.Output[str]]
) -> dict[str, Props]:
    """Destinations of HTTPS by their role: anywhere, or only the network's endpoints where it has no route out."""
    if isinstance(config.vpc, OwnVpcConfig) and config.vpc.is_isolated:
        destinations: dict[str, Props] = {
            f"{service}-out": {"prefix_list_id": prefix} for service, prefix in gateway_prefixes.items()
        }
        return destinations | {"endpoints-out": {"referenced_security_group_id": groups[Part.ENDPOINTS].id}}
    destinations = {"https-out": {"cidr_ipv4": ANYWHERE}}
    if isinstance(config.vpc, OwnVpcConfig) and config.vpc.ipv6:
        destinations["https-out-v6"] = {"cidr_ipv6": ANYWHERE_V6}
    return destinations


def _endpoint_ingress(tiers: Tiers, groups: Groups) -> dict[str, Props]:
    """Interface endpoints accept HTTPS from all addresses of the VPC."""
    sources: dict[str, Props] = {"endpoints-https-in": {"cidr_ipv4": tiers.cidr}}
    if tiers.ipv6_cidr is not None:
        sources["endpoints-https-in-v6"] = {"cidr_ipv6": tiers.ipv6_cidr}
    return {
        role: {
            "security_group_id": groups[Part.ENDPOINTS].id,
            "description": "AWS APIs for parts of this cell",
            **_tcp(HTTPS_PORT),
            **source,
        }
        for role, source in sources.items()
    }


def _private_connectivity(tiers: Tiers, groups: Groups) -> Props:
    """Clients of other VPCs reach the brokers through a load balancer that MSK keeps in the subnets of the brokers."""
    return {
        "security_group_id": groups[Part.STREAM].id,
        "cidr_ipv4": tiers.cidr,
        "description": "private connectivity of other VPCs and of AWS services",
        **_tcp(*PRIVATE_CONNECTIVITY_PORTS),
    }


def _tcp(port: int, last: int | None = None) -> Props:
    return {"ip_protocol": "tcp", "from_port": port, "to_port": last or port}
