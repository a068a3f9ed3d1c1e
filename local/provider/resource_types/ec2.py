"""Networks: VPC, subnets, gateways, endpoints, flow logs."""

import ipaddress
from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape
from ..values import is_unknown

_OPEN_POLICY = '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}],"Version":"2008-10-17"}'
"""What AWS puts on an endpoint that is given no policy."""

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
    """`eu-west-1a` as `euw1-az1`. On AWS the letter of a zone's id differs between accounts."""
    area, *words, number = zone[:-1].split("-")
    return f"{area}{''.join(_COMPASS.get(word, word) for word in words)}{number}-az{ord(zone[-1]) - ord('a') + 1}"


def public_address(made: Made, salt: str = "") -> str:
    """A public address out of one of EC2's published ranges (52.208.0.0/13)."""
    return str(ipaddress.ip_address("52.208.0.0") + made.number(0, 2**19 - 1, f"public/{salt}"))


def _vpc(made: Made) -> Mapping[str, Any]:
    vpc = made.id("vpc")
    six = bool(made.get("assignGeneratedIpv6CidrBlock"))
    return {
        "id": vpc,
        "arn": made.arn("ec2", f"vpc/{vpc}"),
        "ownerId": made.account.id,
        "defaultNetworkAclId": made.id("acl"),
        "defaultRouteTableId": made.id("rtb"),
        "mainRouteTableId": made.id("rtb"),
        "defaultSecurityGroupId": made.id("sg"),
        "dhcpOptionsId": made.id("dopt"),
        "ipv6CidrBlock": f"2a05:d018:{made.hex(3, 'ipv6')}:{made.hex(2, 'block')}00::/56" if six else "",
        "ipv6AssociationId": made.id("vpc-cidr-assoc") if six else "",
        "ipv6CidrBlockNetworkBorderGroup": made.account.region if six else "",
    }


def _subnet(made: Made) -> Mapping[str, Any]:
    subnet = made.id("subnet")
    zone = made.get("availabilityZone", f"{made.account.region}a")
    return {
        "id": subnet,
        "arn": made.arn("ec2", f"subnet/{subnet}"),
        "ownerId": made.account.id,
        "availabilityZone": zone,
        "availabilityZoneId": zone if is_unknown(zone) else zone_id(zone),
        "privateDnsHostnameTypeOnLaunch": "ip-name",
    }


def _internet_gateway(made: Made) -> Mapping[str, Any]:
    gateway = made.id("igw")
    return {"id": gateway, "arn": made.arn("ec2", f"internet-gateway/{gateway}"), "ownerId": made.account.id}


def _egress_only_gateway(made: Made) -> Mapping[str, Any]:
    return {"id": made.id("eigw")}


def _public_access_exclusion(made: Made) -> Mapping[str, Any]:
    exclusion = made.id("vpcbpa-exclude")
    subnet, vpc = made.get("subnetId"), made.get("vpcId")
    return {
        "id": exclusion,
        "resourceArn": made.arn("ec2", f"subnet/{subnet}" if subnet else f"vpc/{vpc}"),
    }


def _nat_gateway(made: Made) -> Mapping[str, Any]:
    gateway = made.id("nat")
    regional = made.get("availabilityMode") == "regional"
    return {
        "id": gateway,
        "associationId": "" if regional else made.id("eipassoc"),
        "availabilityMode": "regional" if regional else "zonal",
        "networkInterfaceId": "" if regional else made.id("eni"),
        "privateIp": "" if regional else f"10.0.{made.number(0, 255, 'third')}.{made.number(4, 250, 'fourth')}",
        "publicIp": "" if regional else public_address(made),
        "regionalNatGatewayAutoMode": "enabled" if regional else "",
        "routeTableId": made.id("rtb") if regional else "",
    }


def _eip(made: Made) -> Mapping[str, Any]:
    address, allocation = public_address(made), made.id("eipalloc")
    dashed = address.replace(".", "-")
    return {
        "id": allocation,
        "allocationId": allocation,
        "arn": made.arn("ec2", f"elastic-ip/{allocation}"),
        "domain": "vpc",
        "networkBorderGroup": made.account.region,
        "publicDns": f"ec2-{dashed}.{made.account.region}.compute.{made.account.dns_suffix}",
        "publicIp": address,
        "publicIpv4Pool": "amazon",
    }


def _vpc_endpoint(made: Made) -> Mapping[str, Any]:
    endpoint = made.id("vpce")
    interface = made.get("vpcEndpointType") == "Interface"
    service = f"{made.get('serviceName', '')}".rsplit(".", 1)[-1]
    subnets = made.get("subnetIds", []) if interface else []
    host = f"{endpoint}-{made.text(8, salt='dns')}.{service}.{made.account.region}.vpce.{made.account.dns_suffix}"
    return {
        "id": endpoint,
        "arn": made.arn("ec2", f"vpc-endpoint/{endpoint}"),
        "ownerId": made.account.id,
        "state": "available",
        "serviceRegion": made.account.region,
        "ipAddressType": "ipv4" if interface else "",
        "policy": _OPEN_POLICY,
        "prefixListId": "" if interface else f"pl-{made.hex(8, service)}",
        "networkInterfaceIds": [made.id("eni", f"{index}") for index in range(len(subnets))],
        "dnsEntries": [{"dnsName": host, "hostedZoneId": f"Z{made.text(13, salt='zone').upper()}"}]
        if interface
        else [],
        "dnsOptions": {"dnsRecordIpType": "ipv4" if interface else "service-defined"},
    }


def _flow_log(made: Made) -> Mapping[str, Any]:
    log = made.id("fl")
    return {
        "id": log,
        "arn": made.arn("ec2", f"vpc-flow-log/{log}"),
        "logFormat": made.get("logFormat", " ".join(f"${{{name}}}" for name in _FLOW_LOG_FIELDS)),
    }


SHAPES = (
    Shape(
        "aws:ec2/vpc:Vpc",
        _vpc,
        published="AWS::EC2::VPC",
        replaces=("cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"),
        defaults={"enableDnsSupport": True, "instanceTenancy": "default", "enableDnsHostnames": False},
    ),
    Shape(
        "aws:ec2/subnet:Subnet",
        _subnet,
        published="AWS::EC2::Subnet",
        replaces=(
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
    Shape("aws:ec2/internetGateway:InternetGateway", _internet_gateway, published="AWS::EC2::InternetGateway"),
    Shape(
        "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
        _egress_only_gateway,
        published="AWS::EC2::EgressOnlyInternetGateway",
        replaces=("vpcId",),
    ),
    Shape(
        "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion",
        _public_access_exclusion,
        published="AWS::EC2::VPCBlockPublicAccessExclusion",
        replaces=("subnetId", "vpcId"),
    ),
    Shape(
        "aws:ec2/natGateway:NatGateway",
        _nat_gateway,
        published="AWS::EC2::NatGateway",
        replaces=("subnetId", "allocationId", "connectivityType", "availabilityMode", "vpcId", "privateIp"),
        defaults={"connectivityType": "public"},
    ),
    Shape(
        "aws:ec2/eip:Eip",
        _eip,
        published="AWS::EC2::EIP",
        replaces=("address", "customerOwnedIpv4Pool", "domain", "ipamPoolId", "networkBorderGroup", "publicIpv4Pool"),
    ),
    Shape(
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        _vpc_endpoint,
        published="AWS::EC2::VPCEndpoint",
        replaces=(
            "vpcId",
            "serviceName",
            "vpcEndpointType",
            "serviceRegion",
            "resourceConfigurationArn",
            "serviceNetworkArn",
        ),
        defaults={"vpcEndpointType": "Gateway"},
    ),
    Shape(
        "aws:ec2/flowLog:FlowLog",
        _flow_log,
        published="AWS::EC2::FlowLog",
        replaces=(
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
