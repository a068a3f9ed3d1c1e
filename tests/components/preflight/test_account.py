"""Checks of the account and the region."""

import dataclasses
import json
from datetime import timedelta
from typing import Any

import pytest

from components.preflight import account
from components.preflight.check import Check, Identity, Status
from components.preflight.clients import CallError
from tests.components.preflight import answers
from tests.components.preflight.answers import ACCOUNT, NOW, Stubbed, context, found

OK, WARNING, MISSING, UNCHECKED = Status.OK, Status.WARNING, Status.MISSING, Status.UNCHECKED
BY_NAME = {check.name: check for check in account.CHECKS}


def check(name: str) -> Check:
    """A check by its name."""
    return BY_NAME[name]


def who(
    arn: str = f"arn:aws:sts::{ACCOUNT}:assumed-role/deployer/me", minutes: int | None = None, **fields: str
) -> Any:
    """An identity."""
    expires = None if minutes is None else NOW + timedelta(minutes=minutes)
    return Identity(account_id=fields.get("account_id", ACCOUNT), arn=arn, expires=expires)


@pytest.mark.parametrize(
    ("identity", "statuses", "text"),
    [
        (who(), [OK], "assumed-role/deployer/me"),
        (who(minutes=120), [OK], "deployer"),
        (who(minutes=20), [OK, WARNING], "ends in 20 minutes"),
        (who(minutes=-5), [OK, WARNING], "ends in 0 minutes"),
        (who(arn=f"arn:aws:iam::{ACCOUNT}:root"), [WARNING], "root user"),
        (who(account_id="999999999999"), [MISSING], "belong to account 999999999999, and the stack to 123456789012"),
        (CallError("there are no AWS credentials"), [MISSING], "no AWS credentials"),
    ],
)
def test_credentials(identity: Any, statuses: list[Status], text: str) -> None:
    """The account is the stack's, and the session lasts for the update."""
    results = found(check("credentials"), identity=identity)
    assert statuses == [result.status for result in results]
    assert any(text in result.text for result in results)


def test_the_identity_is_asked_where_every_account_may() -> None:
    """A region that is not enabled does not hide who calls."""
    aws = Stubbed([("sts", "GetCallerIdentity", {"Account": ACCOUNT, "Arn": "arn:aws:iam::1:user/a", "UserId": "a"})])
    assert account.identity(aws, None) == Identity(account_id=ACCOUNT, arn="arn:aws:iam::1:user/a", expires=None)
    assert aws.regions == ["us-east-1"]
    assert isinstance(account.identity(Stubbed([("sts", "GetCallerIdentity", "ExpiredToken")]), None), CallError)


@pytest.mark.parametrize(
    ("opt_in", "status"), [("opt-in-not-required", OK), ("opted-in", OK), ("not-opted-in", MISSING)]
)
def test_region(opt_in: str, status: Status) -> None:
    """A region that came after 2019 must be enabled."""
    answer = {"Regions": [{"RegionName": "eu-west-1", "OptInStatus": opt_in}]}
    (result,) = found(check("region"), [("ec2", "DescribeRegions", answer)])
    assert status is result.status
    assert status is OK or result.advice == "aws account enable-region --region-name eu-west-1"


def zone(letter: str, **fields: str) -> dict[str, str]:
    """An availability zone."""
    base = {"ZoneName": f"eu-west-1{letter}", "State": "available", "ZoneType": "availability-zone"}
    return base | {"OptInStatus": "opt-in-not-required"} | fields


@pytest.mark.parametrize(
    ("last", "status"),
    [
        (zone("c"), OK),
        (zone("d"), MISSING),
        (zone("c", State="impaired"), MISSING),
        (zone("c", ZoneType="local-zone"), MISSING),
        (zone("c", OptInStatus="not-opted-in"), MISSING),
    ],
)
def test_zones(last: dict[str, str], status: Status) -> None:
    """All three zones of the subnets are standard zones that the account may use."""
    answer = {"AvailabilityZones": [zone("a"), zone("b"), last]}
    (result,) = found(check("zones"), [("ec2", "DescribeAvailabilityZones", answer)])
    assert status is result.status
    assert status is OK or result.text.startswith("eu-west-1c: not an available standard zone")


def role(document: object) -> dict[str, Any]:
    """An answer of IAM about a role."""
    fields = {"Path": "/", "RoleId": "A" * 16, "Arn": "arn:aws:iam::1:role/logs", "CreateDate": NOW}
    return {"Role": fields | {"RoleName": "logs", "AssumeRolePolicyDocument": document}}


TRUST = json.dumps({"Statement": [{"Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "sts:AssumeRole"}]})
ARN = {"cloudwatchRoleArn": "arn:aws:iam::123456789012:role/path/logs"}


@pytest.mark.parametrize(
    ("given", "status", "text"),
    [
        ([("apigateway", "GetAccount", ARN), ("iam", "GetRole", role(TRUST))], OK, "as logs"),
        ([("apigateway", "GetAccount", {})], MISSING, "no role for logs"),
        ([("apigateway", "GetAccount", ARN), ("iam", "GetRole", "NoSuchEntity")], MISSING, "was deleted"),
        ([("apigateway", "GetAccount", ARN), ("iam", "GetRole", role("{}"))], MISSING, "does not trust"),
        ([("apigateway", "GetAccount", ARN), ("iam", "GetRole", "AccessDenied")], UNCHECKED, "needs iam:GetRole"),
        ([("apigateway", "GetAccount", "AccessDeniedException")], UNCHECKED, "needs apigateway:GET"),
    ],
)
def test_logging_role(given: list[answers.Given], status: Status, text: str) -> None:
    """API Gateway refuses a stage with logs until the account has a role that exists and trusts it."""
    (result,) = found(check("logging role"), given)
    assert (status, True) == (result.status, text in result.text)
    assert status is not MISSING or "AccountBaseline" in result.advice


def test_service_linked_roles() -> None:
    """AWS makes them on first use, so an absent one is a warning with the command that makes it."""
    names = sorted(name for name, _ in (*account.SERVICE_LINKED_ROLES.values(), account.SCALING_ROLES["ecs"]))
    names.remove("AWSServiceRoleForBackup")  # the demo city has no backups
    given: list[answers.Given] = [("iam", "GetRole", "NoSuchEntity")]
    for name in names[1:]:
        answer = role("{}")
        answer["Role"]["RoleName"] = name
        given.append(("iam", "GetRole", answer))
    (result,) = found(check("service-linked roles"), given)
    assert result.status is WARNING
    assert result.advice.startswith("aws iam create-service-linked-role --aws-service-name ecs.application-autoscaling")


@pytest.mark.parametrize(
    ("mode", "block", "statuses"),
    [
        ("off", "NoSuchPublicAccessBlockConfiguration", [OK, OK]),
        ("block-ingress", {"PublicAccessBlockConfiguration": {"BlockPublicAcls": True}}, [OK, OK]),
        ("block-bidirectional", "NoSuchPublicAccessBlockConfiguration", [MISSING, OK]),
        ("off", "AccessDenied", [OK, UNCHECKED]),
    ],
)
def test_public_access_blocks(mode: str, block: Any, statuses: list[Status]) -> None:
    """Only a block of both directions cuts a cell off: its NAT gateways use the internet gateway."""
    options = {"VpcBlockPublicAccessOptions": {"InternetGatewayBlockMode": mode}}
    given = [
        ("ec2", "DescribeVpcBlockPublicAccessOptions", options),
        ("s3control", "GetPublicAccessBlock", block),
    ]
    assert statuses == [result.status for result in found(check("public access blocks"), given)]


def test_the_account_of_the_credentials_is_used_without_one_in_the_settings() -> None:
    """`citycell:accountId` is optional."""
    args = {key: value for key, value in answers.settings("demo").args.items() if key != "account_id"}
    bare = dataclasses.replace(answers.settings("demo"), args=args)
    assert context(settings=bare, identity=who(account_id="999999999999")).account_id == "999999999999"
    assert context(settings=bare, identity=answers.unknown_identity()).account_id == ""
