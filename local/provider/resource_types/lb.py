"""Load balancers, target groups, listeners and rules."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType

_KINDS = {"application": "app", "network": "net", "gateway": "gwy"}


def _load_balancer(context: ResourceContext) -> Mapping[str, Any]:
    name, kind = context.get("name"), _KINDS.get(context.get("loadBalancerType", "application"), "app")
    suffix = f"{kind}/{name}/{context.hex(16)}"
    internal = bool(context.get("internal"))
    host = f"{'internal-' if internal else ''}{name}-{context.number(10**8, 2 * 10**9, 'dns')}"
    return {
        "id": context.arn("elasticloadbalancing", f"loadbalancer/{suffix}"),
        "arn": context.arn("elasticloadbalancing", f"loadbalancer/{suffix}"),
        "arnSuffix": suffix,
        "dnsName": f"{host}.{context.account.region}.elb.{context.account.dns_suffix}",
        "zoneId": f"Z{context.text(13, salt='zone').upper()}",
        "vpcId": context.id("vpc"),
        "ipAddressType": "ipv4",
        "subnetMappings": [{"subnetId": subnet} for subnet in context.get("subnets", [])],
    }


def _target_group(context: ResourceContext) -> Mapping[str, Any]:
    suffix = f"targetgroup/{context.get('name')}/{context.hex(16)}"
    arn = context.arn("elasticloadbalancing", suffix)
    return {
        "id": arn,
        "arn": arn,
        "arnSuffix": suffix,
        "ipAddressType": "ipv4",
        "loadBalancingAlgorithmType": "round_robin",
        "loadBalancingAnomalyMitigation": "off",
        "loadBalancingCrossZoneEnabled": "use_load_balancer_configuration",
        "protocolVersion": "HTTP1" if context.get("protocol") in {"HTTP", "HTTPS"} else "",
        "healthCheck": {
            "enabled": True,
            "healthyThreshold": 3,
            "interval": 30,
            "matcher": "200",
            "path": "/",
            "port": "traffic-port",
            "protocol": "HTTP",
            "timeout": 6,
            "unhealthyThreshold": 3,
        },
        "stickiness": {"enabled": False, "type": "lb_cookie", "cookieDuration": 86400},
    }


def _listener(context: ResourceContext) -> Mapping[str, Any]:
    balancer = f"{context.get('loadBalancerArn')}"
    arn = f"{balancer.replace(':loadbalancer/', ':listener/')}/{context.hex(16)}"
    secure = context.get("protocol") in {"HTTPS", "TLS"}
    return {
        "id": arn,
        "arn": arn,
        "protocol": "HTTP",
        "sslPolicy": "ELBSecurityPolicy-2016-08" if secure else "",
        "mutualAuthentication": {"mode": "off"} if secure else {},
        "routingHttpResponseServerEnabled": True,
    }


def _listener_rule(context: ResourceContext) -> Mapping[str, Any]:
    listener = f"{context.get('listenerArn')}"
    arn = f"{listener.replace(':listener/', ':listener-rule/')}/{context.hex(16)}"
    return {"id": arn, "arn": arn, "priority": context.number(1, 50000, "priority")}


RESOURCE_TYPES = (
    ResourceType(
        "aws:lb/loadBalancer:LoadBalancer",
        _load_balancer,
        cloudformation_type="AWS::ElasticLoadBalancingV2::LoadBalancer",
        name_property="name",
        max_name_length=32,
        force_new=("customerOwnedIpv4Pool", "internal", "loadBalancerType"),
        defaults={
            "loadBalancerType": "application",
            "idleTimeout": 60,
            "enableDeletionProtection": False,
            "dropInvalidHeaderFields": False,
            "enableHttp2": True,
        },
    ),
    ResourceType(
        "aws:lb/targetGroup:TargetGroup",
        _target_group,
        cloudformation_type="AWS::ElasticLoadBalancingV2::TargetGroup",
        name_property="name",
        max_name_length=32,
        force_new=("ipAddressType", "port", "protocol", "protocolVersion", "targetType", "vpcId"),
        defaults={"deregistrationDelay": 300, "slowStart": 0, "targetType": "instance"},
    ),
    ResourceType(
        "aws:lb/listener:Listener",
        _listener,
        cloudformation_type="AWS::ElasticLoadBalancingV2::Listener",
        force_new=("loadBalancerArn",),
    ),
    ResourceType(
        "aws:lb/listenerRule:ListenerRule",
        _listener_rule,
        cloudformation_type="AWS::ElasticLoadBalancingV2::ListenerRule",
        force_new=("listenerArn",),
    ),
)
