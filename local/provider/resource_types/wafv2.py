"""AWS WAF: web ACLs, what they are attached to, and their logs.

Force-new properties: hashicorp/terraform-provider-aws, `internal/service/wafv2`.
"""

from collections.abc import Mapping
from typing import Any, cast

from ..resource_type import Failure, ResourceContext, ResourceType
from ..values import is_unknown

GLOBAL_REGION = "us-east-1"
_SCOPE_PATHS = {"CLOUDFRONT": "global", "REGIONAL": "regional"}
_LOG_PREFIX = "aws-waf-logs-"


def _scoped_arn(context: ResourceContext, kind: str, identifier: str) -> str:
    """Resources for CloudFront are `global` in their ARN, which names us-east-1."""
    scope = _SCOPE_PATHS.get(f"{context.get('scope')}", "regional")
    return context.arn("wafv2", f"{scope}/{kind}/{context.get('name')}/{identifier}")


def _web_acl(context: ResourceContext) -> Mapping[str, Any]:
    identifier = context.uuid()
    return {
        "id": identifier,
        "arn": _scoped_arn(context, "webacl", identifier),
        "applicationIntegrationUrl": "",
        "capacity": 1,
        "lockToken": context.uuid("lock"),
    }


def _ip_set(context: ResourceContext) -> Mapping[str, Any]:
    identifier = context.uuid()
    return {
        "id": identifier,
        "arn": _scoped_arn(context, "ipset", identifier),
        "lockToken": context.uuid("lock"),
    }


def _scope_failures(inputs: Mapping[str, Any], region: str) -> list[Failure]:
    """AWS WAF has the scope CLOUDFRONT in us-east-1 only (AWS WAF API reference, CreateWebACL, Scope)."""
    if inputs.get("scope") != "CLOUDFRONT" or region == GLOBAL_REGION or is_unknown(region):
        return []
    reason = (
        "WAFInvalidParameterException: Error reason: The scope is not valid., field: SCOPE_VALUE, parameter: CLOUDFRONT"
    )
    return [("scope", reason)]


def _logging(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.get("resourceArn")}


def _logging_failures(inputs: Mapping[str, Any], region: str) -> list[Failure]:
    """Destinations that AWS WAF refuses: another name, or another region than that of the web ACL."""
    found: list[Failure] = []
    for index, arn in enumerate(cast("list[Any]", inputs.get("logDestinationConfigs") or [])):
        if not isinstance(arn, str) or is_unknown(arn) or not arn.startswith("arn:"):
            continue
        _, _, service, place, _, resource = arn.split(":", 5)
        name = resource.removeprefix("log-group:").removeprefix("deliverystream/")
        path = f"logDestinationConfigs[{index}]"
        if not name.startswith(_LOG_PREFIX):
            reason = f"WAFLogDestinationPermissionIssueException: the name must begin with {_LOG_PREFIX}"
            found.append((path, reason))
        elif service != "s3" and place != region and not is_unknown(region):
            reason = f"WAFInvalidParameterException: the log destination must be in {region}"
            found.append((path, reason))
    return found


def _association(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": f"{context.get('webAclArn')},{context.get('resourceArn')}"}


RESOURCE_TYPES = (
    ResourceType(
        "aws:wafv2/webAcl:WebAcl",
        _web_acl,
        cloudformation_type="AWS::WAFv2::WebACL",
        name_property="name",
        max_name_length=128,
        force_new=("scope",),
        validate=_scope_failures,
    ),
    ResourceType(
        "aws:wafv2/ipSet:IpSet",
        _ip_set,
        cloudformation_type="AWS::WAFv2::IPSet",
        name_property="name",
        max_name_length=128,
        force_new=("ipAddressVersion", "scope"),
        validate=_scope_failures,
    ),
    ResourceType(
        "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
        _logging,
        cloudformation_type="AWS::WAFv2::LoggingConfiguration",
        force_new=("logDestinationConfigs", "resourceArn"),
        validate=_logging_failures,
    ),
    ResourceType(
        "aws:wafv2/webAclAssociation:WebAclAssociation",
        _association,
        cloudformation_type="AWS::WAFv2::WebACLAssociation",
        force_new=("resourceArn", "webAclArn"),
    ),
)
