"""Cases of the rule `escalation-path`."""

from typing import Any

from policies.testing import UNKNOWN, Case, Cases, Node, case, document, stack_of, within

_ROLE = "aws:iam/role:Role"
_INLINE = "aws:iam/rolePolicy:RolePolicy"
_POLICY = "aws:iam/policy:Policy"
_ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"


def _arn(role: str) -> str:
    return f"arn:aws:iam::123456789012:role/{role}"


def _grant(*actions: str, on: str = "*", **more: Any) -> dict[str, Any]:
    return {"Action": list(actions), "Resource": on, **more}


def _to(service: str) -> dict[str, Any]:
    return {"Condition": {"StringEquals": {"iam:PassedToService": service}}}


def _inline(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"inlinePolicies": [{"name": "x", "policy": document(*statements)}]}


def _role(name: str, service: str, *statements: dict[str, Any]) -> Node:
    trust = {"Action": "sts:AssumeRole", "Principal": {"Service": service}}
    return Node(_ROLE, {"name": name, "assumeRolePolicy": document(trust)} | _inline(*statements))


def _ring(start: str, *at: str, escapes: bool, service: str = "ecs-tasks.amazonaws.com") -> Case:
    """Three roles, each of which may pass the next and run it; the last may make itself administrator, or not."""
    passed = {name: [_grant("iam:PassRole", on=_arn(after)), _grant("ecs:RunTask")] for name, after in ["ab", "bc"]}
    last = [_grant("iam:PutRolePolicy", on=_arn("c"))] if escapes else []
    stack = stack_of(
        {name: _role(name, service, *statements) for name, statements in passed.items()}
        | {"c": _role("c", service, _grant("iam:PassRole", on=_arn("a")), _grant("ecs:RunTask"), *last)}
    )
    return within(stack, start, *at)


def _spread(*at: str, boundary: str = "", deny: bool = False) -> Case:
    """The two halves of a way in an inline policy and in an attached one."""
    denial = {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}
    run = [_grant("lambda:CreateFunction", "lambda:InvokeFunction", on="arn:aws:lambda:*:*:function:x")]
    stack = stack_of(
        {
            "role": Node(_ROLE, {}, {"permissionsBoundary": "limit"} if boundary else {}),
            "limit": Node(_POLICY, {"policy": document(_grant(boundary))}),
            "inline": Node(_INLINE, {"policy": document(_grant("iam:PassRole", on=_arn("*")))}, {"role": "role"}),
            "managed": Node(_POLICY, {"policy": document(*run, *([denial] if deny else []))}),
            "attachment": Node(_ATTACHMENT, {}, {"role": "role", "policyArn": "managed"}),
        }
    )
    return within(stack, "role", *at)


def _by_name(*at: str, arn: str) -> Case:
    """An attachment that names its role in text."""
    stack = stack_of(
        {
            "role": Node(_ROLE, {"name": "x"}),
            "attachment": Node(_ATTACHMENT, {"role": "x", "policyArn": arn}),
        }
    )
    return within(stack, "role", *at)


def _waiting() -> Case:
    stack = stack_of({"role": Node(_ROLE), "inline": Node(_INLINE, {}, {"policy": "role", "role": "role"})})
    return within(stack, "role", "policy")


_HALF_KNOWN = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}, UNKNOWN]}

CASES = Cases(
    passes=[
        case({}),
        case(_inline(_grant("iam:PassRole", on=_arn("*"), **_to("ecs-tasks.amazonaws.com")))),
        case(_inline(_grant("iam:PassRole", on=_arn("*"), **_to("glue.amazonaws.com")), _grant("ecs:RunTask"))),
        case(_inline(_grant("iam:PassRole", on=_arn("task")), _grant("ecs:RunTask"))),
        case(_inline(_grant("ecs:RunTask", "lambda:CreateFunction", "lambda:InvokeFunction"))),
        case(_inline(_grant("iam:PutRolePolicy", on=_arn("other"))) | {"name": "x"}),
        case(
            _inline(
                _grant("iam:PutRolePolicy", Condition={"StringEquals": {"iam:PermissionsBoundary": "arn:aws:iam::1:x"}})
            )
        ),
        _ring("a", escapes=False),
        _ring("a", escapes=True, service="lambda.amazonaws.com"),
        _spread(deny=True),
        _spread(boundary="lambda:*"),
        _by_name(arn="arn:aws:iam::aws:policy/ReadOnlyAccess"),
    ],
    fails=[
        case(_inline(_grant("iam:PassRole"), _grant("ecs:RunTask")), ""),
        case(_inline(_grant("iam:PassRole", on=_arn("*"), **_to("ecs-*.amazonaws.com")), _grant("ecs:*")), ""),
        case(_inline(_grant("iam:Pass*", on=_arn("*")), _grant("glue:CreateDevEndpoint")), ""),
        case(_inline(_grant("iam:PassRole", on=_arn("*")), _grant("cloudformation:CreateStack", on="x")), ""),
        case(_inline(_grant("iam:AttachUserPolicy", on="arn:aws:iam::123456789012:user/*")), ""),
        case(_inline({"NotAction": "s3:*", "NotResource": "x"}), ""),
        case(_inline(_grant("iam:PutRolePolicy", on=_arn("team/x"))) | {"name": "x", "path": "/team/"}, ""),
        case(_inline(_grant("iam:AttachRolePolicy", on=_arn("cell-*"))) | {"arn": _arn("cell-x")}, ""),
        case({"managedPolicyArns": ["arn:aws:iam::aws:policy/PowerUserAccess"]}, ""),
        _ring("a", "", escapes=True),
        _ring("b", "", escapes=True),
        _ring("c", "", escapes=True),
        _spread(""),
        _spread("", boundary="*"),
        _by_name("", arn="arn:aws:iam::aws:policy/IAMFullAccess"),
    ],
    unknown=[
        case({"inlinePolicies": UNKNOWN}, "inlinePolicies.policy"),
        case({"managedPolicyArns": [UNKNOWN]}, "managedPolicyArns[0]"),
        case(_inline() | {"inlinePolicies": [{"policy": UNKNOWN}]}, "inlinePolicies[0].policy"),
        case({"inlinePolicies": [{"policy": _HALF_KNOWN}]}, "inlinePolicies[0].policy.Statement[1]"),
        _waiting(),
    ],
)
