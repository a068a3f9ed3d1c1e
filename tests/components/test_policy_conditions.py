"""Each condition of a policy is on a key that AWS documents for the request, and each service principal has its own."""

import re
from collections.abc import Mapping

import pytest
from policy_sentry.querying.actions import get_action_data

from components.aws import principals
from components.aws.principals import KEYS, RESOURCES, ROLES, Sender
from components.core import iam
from policies.aws.iam import sources
from tests.components.all_samples import of_type
from tests.components.policy_documents import Found, statements, texts
from tests.components.recording import ACCOUNT

ROLE, PERMISSION = "aws:iam/role:Role", "aws:lambda/permission:Permission"
KEY_TYPES = ("aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey")

GLOBAL_KEYS: Mapping[str, str] = {
    "aws:PrincipalAccount": "IAM user guide, AWS global condition context keys: in every signed request of an account",
    "aws:PrincipalArn": "IAM user guide, AWS global condition context keys: in every signed request",
    "aws:PrincipalIsAWSService": "IAM user guide, AWS global condition context keys: in every signed request",
    "aws:PrincipalType": "IAM user guide, AWS global condition context keys: in every request",
    "aws:ResourceAccount": "IAM user guide, AWS global condition context keys: in most requests, also S3's",
    "aws:SecureTransport": "IAM user guide, AWS global condition context keys: in every request",
}
"""Keys that do not depend on the service, with the page that says when they are in a request."""

SERVICE_KEYS: Mapping[str, str] = {
    "aws:ResourceTag/cell": "service authorization reference: the actions whose resource has tags",
    "cloudwatch:namespace": "CloudWatch user guide, using condition keys to limit access to CloudWatch namespaces",
    "kms:GrantIsForAWSResource": "AWS KMS developer guide, condition keys for AWS KMS: CreateGrant and the like",
    "kms:ViaService": "AWS KMS developer guide, condition keys for AWS KMS: requests through an integrated service",
    "lambda:SourceFunctionArn": "AWS Lambda developer guide, using source function ARN to control access behavior",
    "s3:TlsVersion": "Amazon S3 user guide, bucket policy examples using condition keys",
    "s3:prefix": "Amazon S3 user guide, bucket policy examples using condition keys: ListBucket",
    "s3:x-amz-server-side-encryption": "Amazon S3 user guide, bucket policy examples using condition keys: PutObject",
    "s3:x-amz-server-side-encryption-aws-kms-key-id": "Amazon S3 user guide, bucket policy examples: PutObject",
    "s3:x-amz-server-side-encryption-customer-algorithm": "Amazon S3 user guide, bucket policy examples: PutObject",
}
"""Keys of services, with the page that documents them."""

EVERY_REQUEST = {"lambda:SourceFunctionArn", "s3:TlsVersion"}
"""Keys that are in requests of every action and that the service authorization reference does not list by action."""

VIA_SERVICE = {
    *("backup", "dynamodb", "ecr", "elasticache", "firehose", "glue", "kafka", "lambda", "rds", "s3"),
    *("secretsmanager", "sns", "sqs"),
}
"""Of the services in the table of the AWS KMS developer guide, `kms:ViaService`, those that a cell uses."""

_REGION = re.compile(r"\.[a-z]{2}(-[a-z]+)+-\d\.")


def sender(found: Found, service: str) -> Sender | None:
    """The row of a service principal; None if there is none."""
    if found.resource.type in KEY_TYPES:
        return KEYS.get(_REGION.sub(".", service))
    return (ROLES if found.resource.type == ROLE else RESOURCES).get(service)


def test_service_principals_have_the_conditions_of_their_row() -> None:
    """A statement has at least one of the keys that the page shows for the principal, and no other key."""
    checked = [(found, service) for found in statements() for service in found.services]
    assert checked
    for found, service in checked:
        row = sender(found, service)
        assert row is not None, f"{found.where}: no row for {service}"
        assert found.condition_keys <= set(row.keys), found.where
        assert bool(row.keys) == bool(found.condition_keys), found.where


def test_permissions_of_functions_name_the_source_that_the_service_sends() -> None:
    """A permission has the same condition as a statement: the resource that invokes the function."""
    for label, permission in of_type(PERMISSION):
        row = RESOURCES[permission.inputs["principal"]]
        assert (principals.SOURCE_ARN in row.keys) == ("sourceArn" in permission.inputs), label


def test_every_row_is_used_and_explained() -> None:
    """A row has keys or a reason, and a statement that needs it."""
    used = {id(sender(found, service)) for found in statements() for service in found.services}
    used |= {id(RESOURCES[permission.inputs["principal"]]) for _, permission in of_type(PERMISSION)}
    for table in (ROLES, RESOURCES, KEYS):
        for service, row in table.items():
            assert id(row) in used, service
            assert bool(row.keys) != bool(row.reason), service
            assert row.source, service


def test_conditions_are_on_documented_keys() -> None:
    """A key that no page documents for the request would allow or deny nothing."""
    known = {*GLOBAL_KEYS, *SERVICE_KEYS}
    used: set[str] = set()
    for found in statements():
        if not found.services:
            assert found.condition_keys <= known, found.where
            used |= found.condition_keys
    assert known == used


def test_actions_support_the_condition_keys_of_their_statement() -> None:
    """The service authorization reference lists the key for each action of the statement."""
    for found in statements():
        actions = [action for action in found.actions if not action.endswith("*")]
        for key in found.condition_keys & (SERVICE_KEYS.keys() - EVERY_REQUEST):
            missing = [action for action in actions if key not in supported_keys(action)]
            assert not missing, f"{found.where}: {missing} have no {key}"


def supported_keys(action: str) -> set[str]:
    """The condition keys of an action; a tag key stands for each tag."""
    service, name = action.split(":")
    rows = get_action_data(service, name)
    assert rows, f"{action} is not an action"
    keys = {key for row in rows[service] for key in row["condition_keys"]}
    return keys | {key.replace("${TagKey}", "cell") for key in keys}


def test_keys_are_used_through_services_that_kms_integrates() -> None:
    """A service that is not in the table of the KMS guide does not send `kms:ViaService`."""
    for found in statements():
        for operands in found.statement.get("Condition", {}).values():
            for value in texts(operands.get("kms:ViaService", [])):
                service, region, *rest = value.split(".")
                assert service in VIA_SERVICE, found.where
                assert re.fullmatch(r"[a-z]{2}(-[a-z]+)+-\d", region), found.where
                assert rest == ["amazonaws", "com"], found.where


@pytest.mark.parametrize(
    ("table", "demanded"),
    [
        pytest.param(ROLES, sources.SOURCES_OF_ROLES, id="roles"),
        pytest.param(RESOURCES, sources.SOURCES_OF_RESOURCES, id="resources"),
        pytest.param(KEYS, sources.SOURCES_OF_KEYS, id="keys"),
    ],
)
def test_rules_demand_no_condition_that_a_service_does_not_send(
    table: Mapping[str, Sender], demanded: set[str]
) -> None:
    """The rules and the components agree on the services of both tables: who sends a source, and who does not."""
    silent = {service for service, row in table.items() if not row.keys}
    assert set() == silent & demanded
    sending = {
        service for service, row in table.items() if {principals.SOURCE_ACCOUNT, principals.LOG_GROUP} & set(row.keys)
    }
    assert set() == sending - demanded


def test_a_role_for_an_unknown_service_is_an_error() -> None:
    """A new service needs a row, so that its condition is decided."""
    with pytest.raises(KeyError, match=r"unknown\.amazonaws\.com"):
        iam.trust("unknown.amazonaws.com", ACCOUNT)
