"""The two roles of a task: statement by statement."""

import json
from collections.abc import Mapping
from typing import Any

import pulumi

from components import Task
from tests.components.recording import ACCOUNT, REGION, record
from tests.components.samples.task import KEY, SAMPLE, SECRET

POLICY = "aws:iam/rolePolicy:RolePolicy"
ECR_IMAGE = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/services@sha256:{'a' * 64}"
TABLE = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/lisbon-tickets"


def statements(policy: str = "execution-policy", **change: Any) -> dict[str, Mapping[str, Any]]:
    """Statements of one of the two policies by their ids."""
    args: Any = SAMPLE.args(change)
    found = json.loads(record(lambda: Task("part", args)).one(POLICY, f"part-{policy}").inputs["policy"])
    return {statement["Sid"]: statement for statement in found["Statement"]}


def test_without_secrets_and_ecr_the_execution_role_writes_logs_only() -> None:
    """To the task's own log group."""
    found = statements()
    assert set(found) == {"WriteLogs"}
    assert found["WriteLogs"]["Action"] == ["logs:CreateLogStream", "logs:PutLogEvents"]
    assert found["WriteLogs"]["Resource"].endswith(":part-log-group:*")


def test_an_image_in_ecr_may_be_pulled_from_its_repository() -> None:
    """Only the sign-in has no resource."""
    found = statements(image=ECR_IMAGE)
    assert set(found) == {"WriteLogs", "SignInToRegistry", "PullImage"}
    assert found["SignInToRegistry"]["Action"] == ["ecr:GetAuthorizationToken"]
    assert found["PullImage"]["Resource"] == f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/services"


def test_secrets_are_read_by_arn_with_their_key_through_secrets_manager() -> None:
    """A secret whose ARN is known only later is allowed too."""
    late = pulumi.Output.from_input(SECRET)
    found = statements(secrets={"PASSWORD": late}, secret_key_arn=KEY)
    assert set(found) == {"WriteLogs", "ReadSecrets", "DecryptSecrets"}
    assert found["ReadSecrets"]["Resource"] == [SECRET]
    assert (found["DecryptSecrets"]["Action"], found["DecryptSecrets"]["Resource"]) == (["kms:Decrypt"], KEY)
    through = {"StringEquals": {"kms:ViaService": f"secretsmanager.{REGION}.amazonaws.com"}}
    assert found["DecryptSecrets"]["Condition"] == through


def test_the_codes_role_allows_what_the_task_uses() -> None:
    """And neither logs nor secrets, which are the execution role's."""
    uses = {"tables": [{"arn": TABLE, "key_arn": KEY, "actions": ["PutItem"]}]}
    found = statements("policy", uses=uses, secrets={"PASSWORD": SECRET}, secret_key_arn=KEY)
    assert set(found) == {"Table0", "TableKey0"}
    assert (found["Table0"]["Action"], found["Table0"]["Resource"]) == (["dynamodb:PutItem"], TABLE)
