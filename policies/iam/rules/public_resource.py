"""Resources that anyone may use."""

from collections.abc import Iterator

from ...documents import RESOURCE_POLICIES, Statement, judge
from ...rule import Finding, Reference, Resource, Results, Rule, Severity

_LIMITS = (
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceowner",
    "aws:sourceorgid",
    "aws:sourcevpc",
    "aws:sourcevpce",
)


def _judge(statement: Statement) -> Iterator[Finding]:
    if statement.anyone and not statement.limited_by(*_LIMITS):
        yield statement.finding("Principal", "lets any account use the resource")


def check(resource: Resource) -> Results:
    """A finding on each statement of a resource's policy that is open to the world."""
    return judge(resource, RESOURCE_POLICIES, _judge)


RULE = Rule(
    id="public-resource",
    title="Resource policies are not public",
    description=(
        "A granting statement with the principal * on a bucket, topic, queue, image repository, table, secret or "
        "Kafka cluster is for everyone."
    ),
    severity=Severity.CRITICAL,
    types=RESOURCE_POLICIES,
    remediation="Name the principals, or add a condition on organization, account, source ARN or VPC endpoint",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-concepts.html",
    check=check,
    controls=("A25", "A27", "A28", "A29", "A30"),
    references=Reference(
        security_hub=("S3.6", "SNS.4", "SQS.3"),
        cis=("2.21",),
        checkov=("CKV_AWS_70", "CKV_AWS_169", "CKV_AWS_168", "CKV_AWS_32"),
    ),
)
