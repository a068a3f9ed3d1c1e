"""Load balancers, target groups, listeners."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape

_KINDS = {"application": "app", "network": "net", "gateway": "gwy"}


def _load_balancer(made: Made) -> Mapping[str, Any]:
    name, kind = made.get("name"), _KINDS.get(made.get("loadBalancerType", "application"), "app")
    suffix = f"{kind}/{name}/{made.hex(16)}"
    internal = bool(made.get("internal"))
    host = f"{'internal-' if internal else ''}{name}-{made.number(10**8, 2 * 10**9, 'dns')}"
    return {
        "id": made.arn("elasticloadbalancing", f"loadbalancer/{suffix}"),
        "arn": made.arn("elasticloadbalancing", f"loadbalancer/{suffix}"),
        "arnSuffix": suffix,
        "dnsName": f"{host}.{made.account.region}.elb.{made.account.dns_suffix}",
        "zoneId": f"Z{made.text(13, salt='zone').upper()}",
        "vpcId": made.id("vpc"),
        "ipAddressType": "ipv4",
        "subnetMappings": [{"subnetId": subnet} for subnet in made.get("subnets", [])],
    }


def _target_group(made: Made) -> Mapping[str, Any]:
    suffix = f"targetgroup/{made.get('name')}/{made.hex(16)}"
    arn = made.arn("elasticloadbalancing", suffix)
    return {
        "id": arn,
        "arn": arn,
        "arnSuffix": suffix,
        "ipAddressType": "ipv4",
        "loadBalancingAlgorithmType": "round_robin",
        "loadBalancingAnomalyMitigation": "off",
        "loadBalancingCrossZoneEnabled": "use_load_balancer_configuration",
        "protocolVersion": "HTTP1" if made.get("protocol") in {"HTTP", "HTTPS"} else "",
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


def _listener(made: Made) -> Mapping[str, Any]:
    balancer = f"{made.get('loadBalancerArn')}"
    arn = f"{balancer.replace(':loadbalancer/', ':listener/')}/{made.hex(16)}"
    secure = made.get("protocol") in {"HTTPS", "TLS"}
    return {
        "id": arn,
        "arn": arn,
        "protocol": "HTTP",
        "sslPolicy": "ELBSecurityPolicy-2016-08" if secure else "",
        "mutualAuthentication": {"mode": "off"} if secure else {},
        "routingHttpResponseServerEnabled": True,
    }


def _listener_rule(made: Made) -> Mapping[str, Any]:
    listener = f"{made.get('listenerArn')}"
    arn = f"{listener.replace(':listener/', ':listener-rule/')}/{made.hex(16)}"
    return {"id": arn, "arn": arn, "priority": made.number(1, 50000, "priority")}


SHAPES = (
    Shape(
        "aws:lb/loadBalancer:LoadBalancer",
        _load_balancer,
        published="AWS::ElasticLoadBalancingV2::LoadBalancer",
        named="name",
        longest_name=32,
        replaces=("customerOwnedIpv4Pool", "internal", "loadBalancerType"),
        defaults={
            "loadBalancerType": "application",
            "idleTimeout": 60,
            "enableDeletionProtection": False,
            "dropInvalidHeaderFields": False,
            "enableHttp2": True,
        },
    ),
    Shape(
        "aws:lb/targetGroup:TargetGroup",
        _target_group,
        published="AWS::ElasticLoadBalancingV2::TargetGroup",
        named="name",
        longest_name=32,
        replaces=("ipAddressType", "port", "protocol", "protocolVersion", "targetType", "vpcId"),
        defaults={"deregistrationDelay": 300, "slowStart": 0, "targetType": "instance"},
    ),
    Shape(
        "aws:lb/listener:Listener",
        _listener,
        published="AWS::ElasticLoadBalancingV2::Listener",
        replaces=("loadBalancerArn",),
    ),
    Shape(
        "aws:lb/listenerRule:ListenerRule",
        _listener_rule,
        published="AWS::ElasticLoadBalancingV2::ListenerRule",
        replaces=("listenerArn",),
    ),
)
