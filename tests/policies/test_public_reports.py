"""Mistakes and right values that public reports describe, against all packs at once.

Each rule has its own cases. Here no other rule may have a finding on the same input, and none on a right value.
"""

import json
from typing import Any

import pytest

from policies import packs
from policies.aws import types as aws
from policies.rule import Resource
from policies.testing import Node, case, document, findings, linked, stack_of, within

_COMPREHEND = "arn:aws:comprehend:eu-west-1:123456789012"
_QUEUE = "aws:sqs/queue:Queue"
_WORLD = {"cidrIpv4": "0.0.0.0/0", "description": "anyone", "securityGroupId": "sg-1"}


def _found(kind: str, properties: dict[str, Any], **more: Any) -> set[str]:
    """The ids of all rules with a finding on a resource."""
    given = case(properties, kind=kind, **more)
    rules = (rule for pack in packs.names() for rule in packs.rules(pack) if kind in rule.types)
    return {rule.id for rule in rules if findings(rule, given)}


def _policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"policy": document(*statements)}


def _on(resource: str, *actions: str) -> dict[str, Any]:
    return {"Action": list(actions), "Resource": resource}


def _trust(provider: str, operator: str, claim: str, value: str) -> dict[str, Any]:
    statement = {
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": f"arn:aws:iam::123456789012:oidc-provider/{provider}"},
        "Condition": {operator: {f"{provider}:{claim}": value}},
    }
    return {"assumeRolePolicy": document(statement), "permissionsBoundary": "arn:aws:iam::123456789012:policy/cell"}


def _variables(*names: str) -> dict[str, Any]:
    environment = [{"name": name, "value": "x"} for name in names]
    return {"containerDefinitions": json.dumps([{"name": "web", "environment": environment}])}


@pytest.mark.parametrize(
    ("kind", "properties", "rules"),
    [
        (aws.IAM_POLICY, _policy(_on("*", "cloudformation:CreateStack")), {"resource-wildcard"}),
        (aws.IAM_POLICY, _policy(_on("*", "ec2:RunInstances")), {"resource-wildcard"}),
        (aws.IAM_POLICY, _policy(_on("*", "lambda:CreateFunction", "lambda:InvokeFunction")), {"resource-wildcard"}),
        (aws.IAM_POLICY, _policy(_on("*", "glue:CreateDevEndpoint")), set[str]()),
        (
            aws.IAM_POLICY,
            _policy(_on("*", "cloudformation:CreateStack", "iam:PassRole")),
            {"pass-role", "permissions-management", "privilege-escalation", "resource-wildcard"},
        ),
        (
            aws.IAM_POLICY,
            _policy(_on(f"{_COMPREHEND}:pii-entities-detection-job/*", "comprehend:StartPiiEntitiesDetectionJob")),
            set[str](),
        ),
        (
            aws.IAM_POLICY,
            _policy(_on(f"{_COMPREHEND}:document-classifier/*", "comprehend:StartDocumentClassificationJob")),
            {"resource-wildcard"},
        ),
        (
            aws.IAM_ROLE,
            _trust("gitlab.com", "StringLike", "sub", "project_path:*:ref_type:branch:ref:*"),
            {"web-identity-trust"},
        ),
        (aws.IAM_ROLE, _trust("gitlab.com", "StringLike", "sub", "project_path:acme/city:*"), set[str]()),
        (
            aws.IAM_ROLE,
            _trust("token.actions.githubusercontent.com", "StringLike", "sub", "repo:acme*/city:*"),
            {"github-trust"},
        ),
        (
            aws.LAMBDA_PERMISSION,
            {"principal": "*", "principalOrgId": "o-1234567890", "action": "lambda:InvokeFunction", "function": "x"},
            set[str](),
        ),
        (
            aws.LAMBDA_PERMISSION,
            {"principal": "*", "action": "lambda:InvokeFunction", "function": "x"},
            {"function-permission"},
        ),
        (aws.VPC_SECURITY_GROUP_INGRESS_RULE, {"ipProtocol": "47", **_WORLD}, {"world-ports"}),
        (
            aws.VPC_SECURITY_GROUP_INGRESS_RULE,
            {"ipProtocol": "47", "fromPort": 22, "toPort": 22, **_WORLD},
            {"world-ports"},
        ),
        (
            aws.VPC_SECURITY_GROUP_INGRESS_RULE,
            {"ipProtocol": "6", "fromPort": 22, "toPort": 22, **_WORLD},
            {"admin-ports", "world-ports"},
        ),
    ],
)
def test_an_input_has_the_findings_of_its_report(kind: str, properties: dict[str, Any], rules: set[str]) -> None:
    """A mistake is found by its rule, and a right value by none."""
    assert _found(kind, properties) == rules


@pytest.mark.parametrize("name", ["B2_APPLICATION_KEY", "PGPASSWORD", "DB_PASS", "clientSecret"])
def test_a_secret_is_found_by_its_name_wherever_it_stands(name: str) -> None:
    """A function, a container and a build have the same names."""
    build = {"environment": {"environmentVariables": [{"name": name, "value": "x"}]}}
    function = {"environment": {"variables": {name: "x"}}}
    assert "task-secrets" in _found(aws.ECS_TASK_DEFINITION, _variables(name))
    assert "function-secrets" in _found(aws.LAMBDA_FUNCTION, function)
    assert "setting-secrets" in _found(aws.CODEBUILD_PROJECT, build)


def test_dual_layer_encryption_needs_no_bucket_key() -> None:
    """S3 supports no bucket keys with DSSE."""
    default = {"sseAlgorithm": "aws:kms:dsse", "kmsMasterKeyId": "arn:aws:kms:eu-west-1:123456789012:key/1"}
    encrypted = {"bucket": "orders", "rules": [{"applyServerSideEncryptionByDefault": default}]}
    bucket: Resource = linked(aws.S3_BUCKET)
    kind = aws.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION
    assert _found(kind, encrypted, edges={"bucket": [bucket]}, stack=[bucket]) == set()


def test_the_dead_letter_queue_of_a_schedule_needs_no_other() -> None:
    """A queue is one wherever a target names it."""
    stack = stack_of(
        {
            "failed": Node(_QUEUE, {"name": "failed", "messageRetentionSeconds": 1_209_600}),
            "schedule": Node(
                aws.SCHEDULER_SCHEDULE,
                {"target": {"arn": "x", "deadLetterConfig": {"arn": "arn:aws:sqs:eu-west-1:123456789012:failed"}}},
                {"target": "failed"},
            ),
        }
    )
    [rule] = [rule for rule in packs.rules("resilience") if rule.id == "dead-letter-retention"]
    assert findings(rule, within(stack, "failed")) == []
