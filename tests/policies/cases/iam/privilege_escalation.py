"""Cases of the rule `privilege-escalation`."""

from typing import Any

from policies.aws.iam.techniques import PASS_ROLE, PassRole
from policies.testing import UNKNOWN, Case, Cases, case, document

_ACTION = "policy.Statement[0].Action"
_ANY_ROLE = "arn:aws:iam::123456789012:role/*"
_ONE_ROLE = "arn:aws:iam::123456789012:role/worker"
_STACK = "arn:aws:cloudformation:eu-west-1:123456789012:stack/orders/*"


def _grant(*actions: str, on: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Action": list(actions), "Resource": on, **more}


def _policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"policy": document(*statements)}


def _passing(*services: str, operator: str = "StringEquals", on: str = "*") -> dict[str, Any]:
    condition = {"Condition": {operator: {"iam:PassedToService": list(services)}}} if services else {}
    return _grant("iam:PassRole", on=on, **condition)


def _half(technique: PassRole) -> Case:
    """All actions of a technique, without the permission to pass a role."""
    return case(_policy(_grant(*technique.actions)))


def _elsewhere(technique: PassRole) -> Case:
    """All actions of a technique, and a role that only another service receives."""
    return case(_policy(_passing("monitoring.rds.amazonaws.com"), _grant(*technique.actions)))


_CREATES_STACKS = _grant("cloudformation:CreateStack")
_IN_TWO_POLICIES = {
    "inlinePolicies": [
        {"name": "pass", "policy": document(_passing(on=_ANY_ROLE))},
        {"name": "run", "policy": document(_CREATES_STACKS)},
    ]
}

CASES = Cases(
    passes=[
        case(_policy(_grant("lambda:UpdateFunctionCode", on="arn:aws:lambda:eu-west-1:123456789012:function:x"))),
        case(_policy(_grant("cloudwatch:PutMetricData"))),
        *map(_half, PASS_ROLE),
        *map(_elsewhere, PASS_ROLE),
        *(
            case(_policy(_grant(action)))
            for action in ("lambda:InvokeFunction", "lambda:AddPermission", "glue:GetDevEndpoint")
        ),
        case(_policy(_passing())),
        case(_policy(_passing("cloudformation.amazonaws.com"))),
        case(_policy(_passing(on=_ONE_ROLE), _CREATES_STACKS)),
        case(_policy(_passing("ecs-tasks.amazonaws.com"), _CREATES_STACKS)),
        case(_policy(_passing("ecs-*.amazonaws.com", operator="StringLike"), _CREATES_STACKS)),
        case(_policy(_passing(), _CREATES_STACKS, _grant("cloudformation:*", Effect="Deny"))),
        case(_policy(_passing(), _CREATES_STACKS, _grant("iam:PassRole", Effect="Deny"))),
        case(_policy(_grant("iam:PassRole", on=_ANY_ROLE, Effect="Deny"), _CREATES_STACKS)),
        case(_policy(_passing(), _grant("cloudformation:CreateChangeSet"))),
        case(
            _policy(
                _grant("iam:PassRole", Condition={"StringEquals": {"aws:ResourceTag/cell": "lisbon"}}), _CREATES_STACKS
            )
        ),
        case(_policy({"NotAction": ["iam:*", "sts:*", "lambda:*", "glue:*", "sagemaker:*"], "Resource": _STACK})),
    ],
    fails=[
        case(_policy(_grant("iam:CreatePolicyVersion")), _ACTION),
        case(_policy(_grant("s3:ListBucket", "lambda:Update*")), _ACTION),
        case(_policy(_grant("iam:PutRolePolicy", on=_ANY_ROLE)), _ACTION),
        *(case(_policy(_grant("iam:PassRole", *technique.actions)), _ACTION) for technique in PASS_ROLE),
        *(case(_policy(_passing(technique.service), _grant(*technique.actions)), _ACTION) for technique in PASS_ROLE),
        case(_policy(_passing(on=_ANY_ROLE), _grant("cloudformation:Create*", on=_STACK)), _ACTION),
        case(_policy(_grant("iam:Pass*", "cloudformation:*")), _ACTION),
        case(_policy(_passing("*.amazonaws.com", operator="StringLike"), _CREATES_STACKS), _ACTION),
        case(_policy(_passing("glue.amazonaws.com", operator="StringNotEquals"), _CREATES_STACKS), _ACTION),
        case(_policy(_passing("glue.amazonaws.com", operator="StringEqualsIfExists"), _CREATES_STACKS), _ACTION),
        case(_policy(_passing("glue.amazonaws.com", "cloudformation.amazonaws.com"), _CREATES_STACKS), _ACTION),
        case(_policy(_CREATES_STACKS, _passing()), "policy.Statement[1].Action"),
        case(
            _policy(
                _passing(),
                _grant("cloudformation:CreateChangeSet"),
                _grant("cloudformation:ExecuteChangeSet", on=_STACK),
            ),
            _ACTION,
        ),
        case(
            _policy(_passing(), _CREATES_STACKS, _grant("cloudformation:CreateStack", on=_STACK, Effect="Deny")),
            _ACTION,
        ),
        case(_policy(_passing(), {"NotAction": "iam:*", "Resource": _STACK}), _ACTION),
        case(_IN_TWO_POLICIES, "inlinePolicies[0].policy.Statement[0].Action", kind="aws:iam/role:Role"),
    ],
    unknown=[
        case({"policy": UNKNOWN}, "policy"),
        case(
            {"policy": {"Statement": [{"Effect": "Allow", "Action": [UNKNOWN], "Resource": "arn:aws:s3:::x"}]}},
            "policy.Statement[0].Action[0]",
        ),
        case(
            {
                "policy": {
                    "Statement": [
                        {"Effect": "Allow", **_passing()},
                        {"Effect": "Allow", **_CREATES_STACKS},
                        {"Effect": "Deny", "Action": "iam:PassRole", "Resource": UNKNOWN},
                    ]
                }
            },
            "policy.Statement[2].Resource",
        ),
    ],
)
