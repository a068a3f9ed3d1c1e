"""Descriptions of security groups."""

from collections.abc import Iterator

from ...aws import types as aws
from ...checks import require
from ...model.values import Value
from ...rule import Resource, Results, Rule, Severity

_DEFAULT_TEXTS = {"", "Managed by Pulumi", "Managed by Terraform"}


def check(resource: Resource) -> Results:
    """A finding on a security group, and on each of its rules, without a meaningful description."""
    for described in _described(resource):
        yield from require(
            described["description"],
            lambda known: known.text.strip() not in _DEFAULT_TEXTS,
            "is missing or a default text",
        )


def _described(resource: Resource) -> Iterator[Value]:
    yield resource.properties
    if resource.type == aws.EC2_SECURITY_GROUP:
        for direction in ("ingress", "egress"):
            yield from resource[direction].elements()


RULE = Rule(
    id="group-descriptions",
    title="Security groups and their rules have a description",
    description="A rule without a known purpose is never removed.",
    severity=Severity.LOW,
    types=(
        aws.EC2_SECURITY_GROUP,
        aws.EC2_SECURITY_GROUP_RULE,
        aws.VPC_SECURITY_GROUP_INGRESS_RULE,
        aws.VPC_SECURITY_GROUP_EGRESS_RULE,
    ),
    remediation="Set description on the security group and on each of its rules",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    check=check,
    controls=("D12",),
)
