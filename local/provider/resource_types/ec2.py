"""EC2 networks: VPCs, subnets, gateways, endpoints and flow logs."""

import ipaddress
from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType
from ..values import is_unknown

_OPEN_POLICY = '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}],"Version":"2008-10-17"}'
"""The default policy of an endpoint."""

_FLOW_LOG_FIELDS = (
    *("version", "account-id", "interface-id", "srcaddr", "dstaddr", "srcport", "dstport"),
    *("protocol", "packets", "bytes", "start", "end", "action", "log-status"),
)


_COMPASS = {
    **{word: word[0] for word in ("north", "south", "east", "west", "central", "gov")},
    "northeast": "ne",
    "northwest": "nw",
    "southeast": "se",
    "southwest": "sw",
}


def zone_id(zone: str) -> str:
    """The id of a zone: `euw1-az1` for `eu-west-1a`. On AWS the mapping differs between accounts."""
    area, *words, number = zone[:-1].split("-")
    return f"{area}{''.join(_COMPASS.get(word, word) for word in words)}{number}-az{ord(zone[-1]) - ord('a') + 1}"


def public_address(context: ResourceContext, salt: str = "") -> str:
    """A public address in one of EC2's ranges (52.208.0.0/13)."""
    return str(ipaddress.ip_address("52.208.0.0") + context.number(0, 2**19 - 1, f"public/{salt}"))


def _vpc(context: ResourceContext) -> Mapping[str, Any]:
    vpc = context.id("vpc")
    six = bool(context.get("assignGeneratedIpv6CidrBlock"))
    return {
        "id": vpc,
        "arn": context.arn("ec2", f"vpc/{vpc}"),
        "ownerId": context.account.id,
        "defaultNetworkAclId": context.id("acl"),
        "defaultRouteTableId": context.id("rtb"),
        "mainRouteTableId": context.id("rtb"),
        "defaultSecurityGroupId": context.id("sg"),
        "dhcpOptionsId": context.id("dopt"),
        "ipv6CidrBlock": f"2a05:d018:{context.hex(3, 'ipv6')}:{context.hex(2, 'block')}00::/56" if six else "",
        "ipv6AssociationId": context.id("vpc-cidr-assoc") if six else "",
        "ipv6CidrBlockNetworkBorderGroup": context.account.region if six else "",
    }


def _subnet(context: ResourceContext) -> Mapping[str, Any]:
    subnet = context.id("subnet")
    zone = context.get("availabilityZone", f"{context.account.region}a")
    return {
        "id": subnet,
        "arn": context.arn("ec2", f"subnet/{subnet}"),
        "ownerId": context.account.id,
        "availabilityZone": zone,
        "availabilityZoneId": zone if is_unknown(zone) else zone_id(zone),
        "privateDnsHostnameTypeOnLaunch": "ip-name",
    }


def _internet_gateway(context: ResourceContext) -> Mapping[str, Any]:
    gateway = context.id("igw")
    return {"id": gateway, "arn": context.arn("ec2", f"internet-gateway/{gateway}"), "ownerId": context.account.id}


def _egress_only_gateway(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.id("eigw")}


def _public_access_exclusion(context: ResourceContext) -> Mapping[str, Any]:
    exclusion = context.id("vpcbpa-exclude")
    subnet, vpc = context.get("subnetId"), context.get("vpcId")
    return {
        "id": exclusion,
        "resourceArn": context.arn("ec2", f"subnet/{subnet}" if subnet else f"vpc/{vpc}"),
    }


def _nat_gateway(context: ResourceContext) -> Mapping[str, Any]:
    gateway = context.id("nat")
    regional = context.get("availabilityMode") == "regional"
    return {
        "id": gateway,
        "associationId": "" if regional else context.id("eipassoc"),
        "availabilityMode": "regional" if regional else "zonal",
        "networkInterfaceId": "" if regional else context.id("eni"),
        "privateIp": "" if regional else f"10.0.{context.number(0, 255, 'third')}.{context.number(4, 250, 'fourth')}",
        "publicIp": "" if regional else public_address(context),
        "regionalNatGatewayAutoMode": "enabled" if regional else "",
        "routeTableId": context.id("rtb") if regional else "",
    }


def _eip(context: ResourceContext) -> Mapping[str, Any]:
    address, allocation = public_address(context), context.id("eipalloc")
    dashed = address.replace(".", "-")
    return {
        "id": allocation,
        "allocationId": allocation,
        "arn": context.arn("ec2", f"elastic-ip/{allocation}"),
        "domain": "vpc",
        "networkBorderGroup": context.account.region,
        "publicDns": f"ec2-{dashed}.{context.account.region}.compute.{context.account.dns_suffix}",
        "publicIp": address,
        "publicIpv4Pool": "amazon",
    }


def _vpc_endpoint(context: ResourceContext) -> Mapping[str, Any]:
    endpoint = context.id("vpce")
    interface = context.get("vpcEndpointType") == "Interface"
    service = f"{context.get('serviceName', '')}".rsplit(".", 1)[-1]
    subnets = context.get("subnetIds", []) if interface else []
    host = (
        f"{endpoint}-{context.text(8, salt='dns')}.{service}.{context.account.region}.vpce.{context.account.dns_suffix}"
    )
    return {
        "id": endpoint,
        "arn": context.arn("ec2", f"vpc-endpoint/{endpoint}"),
        "ownerId": context.account.id,
        "state": "available",
        "serviceRegion": context.account.region,
        "ipAddressType": "ipv4" if interface else "",
        "policy": _OPEN_POLICY,
        "prefixListId": "" if interface else f"pl-{context.hex(8, service)}",
        "networkInterfaceIds": [context.id("eni", f"{index}") for index in range(len(subnets))],
        "dnsEntries": [{"dnsName": host, "hostedZoneId": f"Z{context.text(13, salt='zone').upper()}"}]
        if interface
        else [],
        "dnsOptions": {"dnsRecordIpType": "ipv4" if interface else "service-defined"},
    }


def _flow_log(context: ResourceContext) -> Mapping[str, Any]:
    log = context.id("fl")
    return {
        "id": log,
        "arn": context.arn("ec2", f"vpc-flow-log/{log}"),
        "logFormat": context.get("logFormat", " ".join(f"${{{name}}}" for name in _FLOW_LOG_FIELDS)),
    }


RESOURCE_TYPES = (
    ResourceType(
        "aws:ec2/vpc:Vpc",
        _vpc,
        cloudformation_type="AWS::EC2::VPC",
        force_new=("cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"),
        defaults={"enableDnsSupport": True, "instanceTenancy": "default", "enableDnsHostnames": False},
    ),
    ResourceType(
        "aws:ec2/subnet:Subnet",
        _subnet,
        cloudformation_type="AWS::EC2::Subnet",
        force_new=(
            "vpcId",
            "cidrBlock",
            "availabilityZone",
            "availabilityZoneId",
            "outpostArn",
            "ipv6Native",
            "ipv4IpamPoolId",
            "ipv4NetmaskLength",
            "ipv6IpamPoolId",
            "ipv6NetmaskLength",
        ),
        defaults={"mapPublicIpOnLaunch": False, "assignIpv6AddressOnCreation": False},
    ),
    ResourceType(
        "aws:ec2/internetGateway:InternetGateway", _internet_gateway, cloudformation_type="AWS::EC2::InternetGateway"
    ),
    ResourceType(
        "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
        _egress_only_gateway,
        cloudformation_type="AWS::EC2::EgressOnlyInternetGateway",
        force_new=("vpcId",),
    ),
    ResourceType(
        "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion",
        _public_access_exclusion,
        cloudformation_type="AWS::EC2::VPCBlockPublicAccessExclusion",
        force_new=("subnetId", "vpcId"),
    ),
    ResourceType(
        "aws:ec2/natGateway:NatGateway",
        _nat_gateway,
        cloudformation_type="AWS::EC2::NatGateway",
        force_new=("subnetId", "allocationId", "connectivityType", "availabilityMode", "vpcId", "privateIp"),
        defaults={"connectivityType": "public"},
    ),
    ResourceType(
        "aws:ec2/eip:Eip",
        _eip,
        cloudformation_type="AWS::EC2::EIP",
        force_new=("address", "customerOwnedIpv4Pool", "domain", "ipamPoolId", "networkBorderGroup", "publicIpv4Pool"),
    ),
    ResourceType(
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        _vpc_endpoint,
        cloudformation_type="AWS::EC2::VPCEndpoint",
        force_new=(
            "vpcId",
            "serviceName",
            "vpcEndpointType",
            "serviceRegion",
            "resourceConfigurationArn",
            "serviceNetworkArn",
        ),
        defaults={"vpcEndpointType": "Gateway"},
    ),
    ResourceType(
        "aws:ec2/flowLog:FlowLog",
        _flow_log,
        cloudformation_type="AWS::EC2::FlowLog",
        force_new=(
            "deliverCrossAccountRole",
            "destinationOptions",
            "eniId",
            "iamRoleArn",
            "logDestination",
            "logDestinationType",
            "logFormat",
            "maxAggregationInterval",
            "subnetId",
            "tagFieldSpecifications",
            "trafficType",
            "transitGatewayAttachmentId",
            "transitGatewayId",
            "vpcId",
        ),
        defaults={"logDestinationType": "cloud-watch-logs", "maxAggregationInterval": 600},
    ),
)
