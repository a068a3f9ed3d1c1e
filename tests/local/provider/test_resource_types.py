"""The loopback provider's shapes, held against the published SDK and CloudFormation's schemas, not themselves."""

import re
import types
import typing
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from local.provider import cloudformation, outputs
from local.provider.account import Account
from local.provider.resource_type import Made, Shape, seed_of
from local.provider.resource_types import SHAPES
from local.provider.sdk import is_enum, sdk_type
from local.provider.values import UNKNOWN

HERE = Account("111122223333", "eu-west-1", {"owner": "platform"})
ARN = re.compile(r"arn:aws:[a-z0-9-]+:(eu-west-1)?:((111122223333)?:|lambda:path/)\S+")
"""API Gateway's names of functions have `lambda` where others have the account."""

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
"""Inputs that CloudFormation cannot change in place and the Terraform provider can, with the call it uses."""

each_shape = pytest.mark.parametrize(
    "shape", [pytest.param(shape, id=token) for token, shape in sorted(SHAPES.items())]
)


EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "aws:acm/certificate:Certificate": {"domainName": "live.example.com"},
    "aws:kms/replicaKey:ReplicaKey": {
        "primaryKeyArn": "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab"
    },
    "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion": {"vpcId": "vpc-0123"},
    "aws:rds/proxyTarget:ProxyTarget": {"dbClusterIdentifier": "orders"},
    "aws:secretsmanager/secretVersion:SecretVersion": {"secretId": SOME_ARN},
    "aws:sns/topicSubscription:TopicSubscription": {"topic": SOME_ARN},
}
"""Inputs without which AWS refuses, though no SDK class requires them, or whose text is an ARN."""


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


def inputs_of(shape: Shape) -> dict[str, Any]:
    """Every required input, with its name when the provider would give one."""
    found = sdk_type(shape.token)
    assert found is not None
    required = {name: example(kind, name) for name, kind in found.required.items() if name in found.required_inputs}
    named = {shape.named: "some-name"} if shape.named else {}
    return {**named, **required, **EXAMPLES.get(shape.token, {})}


def fits(value: Any, kind: Any) -> bool:
    """Whether a value has an SDK type's outer form."""
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


@each_shape
def test_outputs_are_those_of_the_sdk(shape: Shape) -> None:
    """Every output is a property of the SDK's class in its type, and every one that is always set is set."""
    sdk = sdk_type(shape.token)
    assert sdk is not None
    identifier, answer = outputs.created(shape, "urn:pulumi:s::p::t::name", HERE, inputs_of(shape))
    kinds = {"id": str, **sdk.outputs}
    assert identifier
    assert sorted(set(answer) - set(kinds)) == []
    assert sorted(set(sdk.required) - set(answer)) == []
    assert {name: value for name, value in answer.items() if not fits(value, kinds[name])} == {}


@each_shape
def test_identifiers_look_like_this_accounts(shape: Shape) -> None:
    """ARNs are well formed and name the provider's region and account; nothing is the word None."""
    _, answer = outputs.created(shape, "urn:pulumi:s::p::t::name", HERE, inputs_of(shape))
    arns = [value for key, value in answer.items() if key.lower().endswith("arn") and value]
    assert [arn for arn in arns if not ARN.fullmatch(arn)] == []
    assert "None" not in str(list(answer.values()))
    assert answer.get("region", "eu-west-1") == "eu-west-1"


@each_shape
def test_what_replaces_is_an_input(shape: Shape) -> None:
    """Names in the replacement table, the defaults and the exceptions are inputs or outputs of the SDK's class."""
    sdk = sdk_type(shape.token)
    assert sdk is not None
    roots = {name.split(".")[0] for name in shape.replaces} | set(shape.unlike)
    assert sorted(roots - sdk.inputs) == []
    assert sorted(set(shape.defaults) - set(sdk.outputs)) == []


@each_shape
def test_a_preview_knows_inputs_and_nothing_that_aws_makes(shape: Shape) -> None:
    """In preview the inputs are there and what AWS computes is unknown."""
    sdk = sdk_type(shape.token)
    assert sdk is not None
    inputs = inputs_of(shape)
    answer = outputs.planned(shape, HERE, inputs)
    known = {**inputs, **shape.defaults, "region": "", "tagsAll": ""}
    assert answer["id"] == UNKNOWN
    assert {name for name in sdk.required if name not in known} == {
        name for name in sdk.required if answer[name] == UNKNOWN
    }


@each_shape
def test_an_update_keeps_identifiers_and_a_neighbour_has_others(shape: Shape) -> None:
    """The same resource computes the same id again; another one differs wherever ids are AWS's and not names."""
    inputs = inputs_of(shape)
    first, answer = outputs.created(shape, "urn:pulumi:s::p::t::name", HERE, inputs)
    assert outputs.updated(shape, "urn:pulumi:s::p::t::name", HERE, inputs, answer)["id"] == first

    def seeded(urn: str) -> Any:
        return shape.compute(Made(HERE, "name", inputs, {}, seed_of(shape, urn, HERE, inputs)))["id"]

    derived = any(str(value) and (str(value) in first or first in str(value)) for value in inputs.values())
    assert derived or seeded("urn:a") != seeded("urn:b") or first == HERE.id


@each_shape
def test_published_names_exist_and_agree_on_what_replaces(shape: Shape) -> None:
    """The CloudFormation type exists, and what it calls create-only replaces here too, or is listed with a reason."""
    if not shape.published:
        return
    schema = cloudformation.published_schema(shape.published, "eu-west-1")
    assert schema is not None
    sdk = sdk_type(shape.token)
    assert sdk is not None
    twins = {cloudformation.folded(name): name for name in sdk.inputs}
    fixed = {pointer.split("/")[2] for pointer in schema.get("createOnlyProperties", [])}
    create_only = {twins[cloudformation.folded(name)] for name in fixed if cloudformation.folded(name) in twins}
    roots = {name.split(".")[0] for name in shape.replacing}
    assert sorted(create_only - roots - set(CHANGED_IN_PLACE.get(shape.token, {}))) == []
