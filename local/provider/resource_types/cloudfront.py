"""CloudFront: distributions, their origins and policies. It is one service for the whole world: ARNs have no region.

Force-new properties: hashicorp/terraform-provider-aws, `internal/service/cloudfront`. A distribution changes in place,
except for `staging`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from ..resource_type import Failure, ResourceContext, ResourceType, nested
from ..values import is_special, is_unknown

GLOBAL_REGION = "us-east-1"
"""The region in which CloudFront looks for certificates and web ACLs (Amazon CloudFront developer guide, requirements
for using SSL/TLS certificates; AWS WAF developer guide, resources that you can protect)."""

HOSTED_ZONE = "Z2FDTNDATAQYW2"
"""The hosted zone of every distribution's domain (Route 53 API reference, AliasTarget)."""

_ID = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_CREATED = "2026-01-01T00:00:00Z"


def _arn(context: ResourceContext, resource: str) -> str:
    return context.arn("cloudfront", resource, region="")


def _distribution(context: ResourceContext) -> Mapping[str, Any]:
    identifier = f"E{context.text(13, _ID)}"
    return {
        "id": identifier,
        "arn": _arn(context, f"distribution/{identifier}"),
        "callerReference": context.text(26, "0123456789", "reference"),
        "domainName": f"d{context.text(13)}.cloudfront.net",
        "hostedZoneId": HOSTED_ZONE,
        "status": "Deployed",
        "etag": f"E{context.text(13, _ID, 'etag')}",
        "lastModifiedTime": context.retained("lastModifiedTime", _CREATED),
        "loggingV1Enabled": bool(context.get("loggingConfig")),
        "trustedKeyGroups": [{"enabled": False, "items": []}],
        "trustedSigners": [{"enabled": False, "items": []}],
    }


def _distribution_failures(inputs: Mapping[str, Any], region: str) -> list[Failure]:
    """What CloudFront refuses, as its API names the errors (botocore: cloudfront CreateDistribution)."""
    del region
    return [
        *_certificate_failures(inputs),
        *_firewall_failures(inputs),
        *_behavior_failures(inputs),
    ]


def _certificate_failures(inputs: Mapping[str, Any]) -> list[Failure]:
    certificate = inputs.get("viewerCertificate")
    arn = nested(certificate, "acmCertificateArn")
    path = "viewerCertificate.acmCertificateArn"
    if isinstance(arn, str) and not is_unknown(arn) and f":acm:{GLOBAL_REGION}:" not in arn:
        reason = "InvalidViewerCertificate: The specified SSL certificate doesn't exist, isn't in us-east-1 region"
        return [(path, reason)]
    if inputs.get("aliases") and nested(certificate, "cloudfrontDefaultCertificate") is True:
        reason = "InvalidViewerCertificate: To add an alternate domain name, attach a certificate that covers it"
        return [("viewerCertificate", reason)]
    return []


def _firewall_failures(inputs: Mapping[str, Any]) -> list[Failure]:
    acl = inputs.get("webAclId")
    if not isinstance(acl, str) or is_unknown(acl) or not acl.startswith("arn:"):
        return []
    if re.fullmatch(rf"arn:[\w-]+:wafv2:{GLOBAL_REGION}:\d+:global/webacl/[^/]+/[^/]+", acl):
        return []
    return [("webAclId", "InvalidWebACLId: Web ACL is not accessible by the requester")]


def _behavior_failures(inputs: Mapping[str, Any]) -> list[Failure]:
    """Behaviors that name no origin."""
    known = {nested(origin, "originId") for origin in _items(inputs.get("origins"))}
    ordered = _items(inputs.get("orderedCacheBehaviors"))
    behaviors = {f"orderedCacheBehaviors[{index}]": item for index, item in enumerate(ordered)}
    behaviors["defaultCacheBehavior"] = inputs.get("defaultCacheBehavior")
    found: list[Failure] = []
    for path, behavior in behaviors.items():
        target = nested(behavior, "targetOriginId")
        if known and isinstance(target, str) and not is_unknown(target) and target not in known:
            reason = "NoSuchOrigin: One or more of your origins or origin groups do not exist."
            found.append((f"{path}.targetOriginId", reason))
    return found


def _alias_conflict(inputs: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> str:
    """A host name belongs to one distribution in the world (CloudFront developer guide, alternate domain names)."""
    wanted = {f"{alias}".lower() for alias in _items(inputs.get("aliases"))}
    if any(wanted & {f"{alias}".lower() for alias in _items(other.get("aliases"))} for other in others):
        return "CNAMEAlreadyExists: One or more of the CNAMEs you provided are associated with a different resource."
    return ""


def _items(value: Any) -> Sequence[Any]:
    return cast("list[Any]", value) if isinstance(value, list) and not is_special(value) else []


def _vpc_origin(context: ResourceContext) -> Mapping[str, Any]:
    identifier = f"vo_{context.text(22)}"
    return {
        "id": identifier,
        "arn": _arn(context, f"vpcorigin/{identifier}"),
        "etag": f"E{context.text(13, _ID, 'etag')}",
    }


def _origin_access_control(context: ResourceContext) -> Mapping[str, Any]:
    identifier = f"E{context.text(13, _ID)}"
    return {
        "id": identifier,
        "arn": _arn(context, f"origin-access-control/{identifier}"),
        "etag": f"E{context.text(13, _ID, 'etag')}",
    }


def _policy(kind: str) -> Any:
    def compute(context: ResourceContext) -> Mapping[str, Any]:
        identifier = context.uuid()
        return {
            "id": identifier,
            "arn": _arn(context, f"{kind}/{identifier}"),
            "etag": f"E{context.text(13, _ID, 'etag')}",
        }

    return compute


def _function(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("name")
    return {
        "id": name,
        "arn": _arn(context, f"function/{name}"),
        "etag": f"E{context.text(13, _ID, 'etag')}",
        "liveStageEtag": f"E{context.text(13, _ID, 'live')}",
        "status": "UNASSOCIATED",
    }


RESOURCE_TYPES = (
    ResourceType(
        "aws:cloudfront/distribution:Distribution",
        _distribution,
        cloudformation_type="AWS::CloudFront::Distribution",
        force_new=("staging",),
        validate=_distribution_failures,
        refuses=_alias_conflict,
        defaults={"httpVersion": "http2", "retainOnDelete": False, "waitForDeployment": True},
    ),
    ResourceType("aws:cloudfront/vpcOrigin:VpcOrigin", _vpc_origin, cloudformation_type="AWS::CloudFront::VpcOrigin"),
    ResourceType(
        "aws:cloudfront/originAccessControl:OriginAccessControl",
        _origin_access_control,
        cloudformation_type="AWS::CloudFront::OriginAccessControl",
        name_property="name",
        max_name_length=64,
    ),
    ResourceType(
        "aws:cloudfront/cachePolicy:CachePolicy",
        _policy("cache-policy"),
        cloudformation_type="AWS::CloudFront::CachePolicy",
        name_property="name",
        max_name_length=128,
        defaults={"defaultTtl": 86400, "maxTtl": 31536000, "minTtl": 0},
    ),
    ResourceType(
        "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
        _policy("origin-request-policy"),
        cloudformation_type="AWS::CloudFront::OriginRequestPolicy",
        name_property="name",
        max_name_length=128,
    ),
    ResourceType(
        "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
        _policy("response-headers-policy"),
        cloudformation_type="AWS::CloudFront::ResponseHeadersPolicy",
        name_property="name",
        max_name_length=128,
    ),
    ResourceType(
        "aws:cloudfront/function:Function",
        _function,
        cloudformation_type="AWS::CloudFront::Function",
        name_property="name",
        max_name_length=64,
        defaults={"publish": True},
    ),
)
