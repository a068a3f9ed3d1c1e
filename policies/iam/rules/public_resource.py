"""Public resource policies."""

from collections.abc import Iterator, Mapping

from ...aws import types as aws
from ...aws.iam.conditions import CALLER_KEYS
from ...aws.iam.documents import RESOURCE_POLICIES, Statement, check_statements
from ...checks import require
from ...rule import Finding, NotEvaluated, Reference, Resource, Results, Rule, Severity

_REASON = "allows access by any principal"

_BY_ADDRESS = (
    aws.APIGATEWAY_DOMAIN_NAME,
    aws.APIGATEWAY_REST_API,
    aws.APIGATEWAY_REST_API_POLICY,
    aws.EFS_FILE_SYSTEM_POLICY,
    aws.ELASTICSEARCH_DOMAIN,
    aws.ELASTICSEARCH_DOMAIN_POLICY,
    aws.OPENSEARCH_DOMAIN,
    aws.OPENSEARCH_DOMAIN_POLICY,
    aws.S3_ACCESS_POINT,
    aws.S3_BUCKET,
    aws.S3_BUCKET_POLICY,
    aws.S3_BUCKET_V2,
    aws.S3CONTROL_ACCESS_POINT_POLICY,
    aws.S3CONTROL_MULTI_REGION_ACCESS_POINT_POLICY,
)
"""Types whose guides accept a restriction by IP address, or do not count the resource as public then (S3, EFS)."""

_NAMED: Mapping[str, tuple[str, str]] = {
    aws.CLOUDWATCH_EVENT_PERMISSION: ("principal", "condition"),
    aws.EC2_VPC_ENDPOINT_SERVICE_ALLOWED_PRINCIPLE: ("principalArn", ""),
    aws.LAMBDA_LAYER_VERSION_PERMISSION: ("principal", "organizationId"),
}
"""Types that give one principal access without a policy: the properties for principal and condition."""

_SHARED = aws.SSM_DOCUMENT


def check(resource: Resource) -> Results:
    """A finding on each statement of a resource policy that allows any principal."""
    limits = (*CALLER_KEYS, "aws:sourceip") if resource.type in _BY_ADDRESS else CALLER_KEYS

    def check_statement(statement: Statement) -> Iterator[Finding]:
        if statement.any_principal and not statement.limited_by(*limits):
            yield statement.finding("Principal", _REASON)

    if resource.type == _SHARED:
        accounts = resource["permissions"]["accountIds"]
        yield from require(accounts, lambda known: "all" not in known.text.lower().split(","), _REASON)
    elif resource.type in _NAMED:
        yield from _named(resource, *_NAMED[resource.type])
    else:
        yield from check_statements(resource, RESOURCE_POLICIES, check_statement, limits)


def _named(resource: Resource, principal: str, limit: str) -> Results:
    given = resource[limit] if limit else None
    if given is None or given.absent:
        yield from require(resource[principal], lambda known: known.text != "*", _REASON)
    elif given.unknown:
        yield NotEvaluated(given.path)


RULE = Rule(
    id="public-resource",
    title="Resource policies are not public",
    description=(
        "An Allow statement with the principal * on a bucket, topic, queue, image repository, table, secret, file "
        "system, API or Kafka cluster gives everyone access. The same holds for an SSM document that is shared with "
        "all accounts."
    ),
    severity=Severity.CRITICAL,
    types=(*RESOURCE_POLICIES, *_NAMED, _SHARED),
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
