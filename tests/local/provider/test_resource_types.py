"""The loopback provider's resource types, checked against the published SDK and CloudFormation's schemas."""

import re
import types
import typing
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from local.provider import cloudformation, outputs, resource_types
from local.provider.account import Account
from local.provider.replacement import force_new_properties
from local.provider.resource_type import ResourceContext, ResourceType, identifier_seed
from local.provider.resource_types import RESOURCE_TYPES
from local.provider.sdk import is_enum, module_name, sdk_type
from local.provider.values import UNKNOWN

HERE = Account("111122223333", "eu-west-1", {"owner": "platform"})
ARN = re.compile(r"arn:aws:[a-z0-9-]+:(eu-west-1)?:((111122223333)?:|lambda:path/)\S+")
"""API Gateway's ARNs of functions have `lambda` in place of the account."""

ACCOUNT_IDS = (HERE.id, HERE.region, HERE.arn("iam", "root", region=""))
"""Ids of settings that an account has once, or once in a region."""

SOME_ARN = "arn:aws:kafka:eu-west-1:111122223333:cluster/some/1"

_RULE_PARTS = "cidrIpv4 cidrIpv6 description fromPort ipProtocol prefixListId referencedSecurityGroupId toPort"
_RULE: dict[str, str] = dict.fromkeys(_RULE_PARTS.split(), "ModifySecurityGroupRules")
CHANGED_IN_PLACE: Mapping[str, Mapping[str, str]] = {
    "aws:ec2/routeTableAssociation:RouteTableAssociation": {"routeTableId": "ReplaceRouteTableAssociation"},
    "aws:ec2/vpcEndpoint:VpcEndpoint": {"dnsOptions": "ModifyVpcEndpoint"},
    "aws:msk/serverlessCluster:ServerlessCluster": {"tags": "TagResource"},
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": _RULE,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": _RULE,
}
"""Inputs that CloudFormation cannot change in place and the Terraform provider can, with the API call that does it."""

each_resource_type = pytest.mark.parametrize(
    "resource_type", [pytest.param(resource_type, id=token) for token, resource_type in sorted(RESOURCE_TYPES.items())]
)


NO_ARNS = {"cloudfrontDistributionArn"}
"""Outputs with the name of an ARN and another content: a user pool's domain has the host of its distribution there
(https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_user_pool_domain)."""

EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "aws:lambda/invocation:Invocation": {"input": "{}"},
    "aws:acm/certificate:Certificate": {"domainName": "live.example.com"},
    "aws:cognito/managedLoginBranding:ManagedLoginBranding": {"useCognitoProvidedValues": True},
    "aws:cloudcontrol/resource:Resource": {
        "typeName": "AWS::Lambda::EventSourceMapping",
        "desiredState": '{"FunctionName": "some-function"}',
    },
    "aws:kms/replicaKey:ReplicaKey": {
        "primaryKeyArn": "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab"
    },
    "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion": {"vpcId": "vpc-0123"},
    "aws:rds/proxyTarget:ProxyTarget": {"dbClusterIdentifier": "orders"},
    "aws:secretsmanager/secretVersion:SecretVersion": {"secretId": SOME_ARN},
    "aws:s3/bucketObjectv2:BucketObjectv2": {"key": "index.html"},
    "aws:sns/topicSubscription:TopicSubscription": {"topic": SOME_ARN},
}
"""Inputs that AWS requires and no SDK class does, or that must be an ARN."""


def text_input(name: str) -> str:
    """A plausible value for a required text input: an ARN where the name says so."""
    return SOME_ARN if name.lower().endswith("arn") else f"some-{name.lower()}"


def example(kind: Any, name: str) -> Any:
    """A plausible value of an SDK type."""
    origin = typing.get_origin(kind) or kind
    if typing.get_origin(kind) in (typing.Union, types.UnionType) and str in typing.get_args(kind):
        return text_input(name)
    if origin in (bool, int, float):
        return origin(1)
    if origin is str or is_enum(kind):
        return text_input(name)
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return []
    return {}


def inputs_of(resource_type: ResourceType) -> dict[str, Any]:
    """Every required input, with the name if the provider would generate one."""
    found = sdk_type(resource_type.token)
    assert found is not None
    required = {name: example(kind, name) for name, kind in found.required.items() if name in found.required_inputs}
    named = {resource_type.name_property: "some-name"} if resource_type.name_property else {}
    return {**named, **required, **EXAMPLES.get(resource_type.token, {})}


def fits(value: Any, kind: Any) -> bool:
    """Whether a value matches the outer type of an SDK type."""
    options = [option for option in typing.get_args(kind) if option is not type(None)]
    if type(None) in typing.get_args(kind):
        return value is None or any(fits(value, option) for option in options)
    origin = typing.get_origin(kind) or kind
    if is_enum(kind):
        return isinstance(value, str)
    if origin is float:
        return isinstance(value, int | float)
    if origin in (str, bool, int):
        return type(value) is origin
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return isinstance(value, list)
    return isinstance(value, Mapping)


def test_a_module_is_named_like_the_aws_module_of_its_types() -> None:
    """The error of a missing type names the module to add it to; a long module may be split into `<module>_<topic>`."""
    folder = Path(resource_types.__file__).parent
    for path in sorted(folder.glob("*.py")):
        tokens = set(re.findall(r'ResourceType\(\s*"(aws:\S+?)"', path.read_text()))
        wrong = {token for token in tokens if not f"{path.stem}_".startswith(f"{module_name(token)}_")}
        assert not wrong, f"{path.name} defines {', '.join(sorted(wrong))}: move them to the module of their token"
    assert {module_name(token) for token in RESOURCE_TYPES} <= {path.stem for path in folder.glob("*.py")}


def test_force_new_properties_are_used_in_one_module() -> None:
    """`replacement.py` decides what replaces; the type only declares, and the seed of identifiers follows from it."""
    provider = Path(resource_types.__file__).parents[1]
    readers = {path.name for path in provider.glob("*.py") if ".force_new" in path.read_text()}
    assert readers == {"replacement.py", "resource_type.py"}


@each_resource_type
def test_outputs_are_those_of_the_sdk(resource_type: ResourceType) -> None:
    """Every output is a property of the SDK's class with the right type, and no required one is missing."""
    sdk = sdk_type(resource_type.token)
    assert sdk is not None
    identifier, answer = outputs.created(resource_type, "urn:pulumi:s::p::t::name", HERE, inputs_of(resource_type))
    kinds = {"id": str, **sdk.outputs}
    assert identifier
    assert sorted(set(answer) - set(kinds)) == []
    assert sorted(set(sdk.required) - set(answer)) == []
    assert {name: value for name, value in answer.items() if not fits(value, kinds[name])} == {}


@each_resource_type
def test_arns_name_the_region_and_account(resource_type: ResourceType) -> None:
    """ARNs are well formed and have the provider's region and account; no value contains the word None."""
    _, answer = outputs.created(resource_type, "urn:pulumi:s::p::t::name", HERE, inputs_of(resource_type))
    named = {key: value for key, value in answer.items() if key.lower().endswith("arn") and key not in NO_ARNS}
    arns = [value for value in named.values() if value]
    assert [arn for arn in arns if not ARN.fullmatch(arn)] == []
    assert "None" not in str(list(answer.values()))
    assert answer.get("region", "eu-west-1") == "eu-west-1"


@each_resource_type
def test_force_new_properties_are_inputs(resource_type: ResourceType) -> None:
    """Force-new properties, defaults and exceptions are inputs or outputs of the SDK's class."""
    sdk = sdk_type(resource_type.token)
    assert sdk is not None
    roots = {name.split(".")[0] for name in resource_type.force_new} | set(resource_type.unchecked)
    assert sorted(roots - sdk.inputs) == []
    assert sorted(set(resource_type.defaults) - set(sdk.outputs)) == []


@each_resource_type
def test_a_preview_knows_inputs_and_no_computed_output(resource_type: ResourceType) -> None:
    """In a preview the inputs are known and the outputs that AWS computes are unknown."""
    sdk = sdk_type(resource_type.token)
    assert sdk is not None
    inputs = inputs_of(resource_type)
    answer = outputs.planned(resource_type, HERE, inputs)
    known = {**inputs, **resource_type.defaults, "region": "", "tagsAll": ""}
    assert answer["id"] == UNKNOWN
    assert {name for name in sdk.required if name not in known} == {
        name for name in sdk.required if answer[name] == UNKNOWN
    }


@each_resource_type
def test_an_update_retains_identifiers_and_another_resource_has_others(resource_type: ResourceType) -> None:
    """The same resource gets the same id again; another gets a different one, unless ids are names."""
    inputs = inputs_of(resource_type)
    first, answer = outputs.created(resource_type, "urn:pulumi:s::p::t::name", HERE, inputs)
    assert outputs.updated(resource_type, "urn:pulumi:s::p::t::name", HERE, inputs, answer)["id"] == first

    def seeded(urn: str) -> Any:
        return resource_type.compute(
            ResourceContext(HERE, "name", inputs, {}, identifier_seed(resource_type, urn, HERE, inputs))
        )["id"]

    derived = any(str(value) and (str(value) in first or first in str(value)) for value in inputs.values())
    assert derived or seeded("urn:a") != seeded("urn:b") or first in ACCOUNT_IDS


@each_resource_type
def test_cloudformation_agrees_on_force_new_properties(resource_type: ResourceType) -> None:
    """The CloudFormation type exists, and its create-only properties are force-new, or listed with a reason."""
    if not resource_type.cloudformation_type:
        return
    schema = cloudformation.schema(resource_type.cloudformation_type, "eu-west-1")
    assert schema is not None
    sdk = sdk_type(resource_type.token)
    assert sdk is not None
    twins = {cloudformation.normalized(name): name for name in sdk.inputs}
    fixed = {pointer.split("/")[2] for pointer in schema.get("createOnlyProperties", [])}
    create_only = {twins[cloudformation.normalized(name)] for name in fixed if cloudformation.normalized(name) in twins}
    roots = {name.split(".")[0] for name in force_new_properties(resource_type)}
    assert sorted(create_only - roots - set(CHANGED_IN_PLACE.get(resource_type.token, {}))) == []
