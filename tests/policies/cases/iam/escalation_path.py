"""Cases of the rule `escalation-path`."""

from typing import Any

from policies.testing import UNKNOWN, Case, Cases, Node, case, document, stack_of, within

_ROLE = "aws:iam/role:Role"
_USER = "aws:iam/user:User"
_GROUP = "aws:iam/group:Group"
_INLINE = "aws:iam/rolePolicy:RolePolicy"
_POLICY = "aws:iam/policy:Policy"
_ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"


def _arn(role: str) -> str:
    return f"arn:aws:iam::123456789012:role/{role}"


def _grant(*actions: str, on: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Action": list(actions), "Resource": on, **more}


def _to(service: str) -> dict[str, Any]:
    return {"Condition": {"StringEquals": {"iam:PassedToService": service}}}


def _inline(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"inlinePolicies": [{"name": "x", "policy": document(*statements)}]}


def _role(name: str, service: str, *statements: dict[str, Any]) -> Node:
    trust = {"Action": "sts:AssumeRole", "Principal": {"Service": service}}
    return Node(_ROLE, {"name": name, "assumeRolePolicy": document(trust)} | _inline(*statements))


def _ring(start: str, *at: str, escapes: bool, service: str = "ecs-tasks.amazonaws.com") -> Case:
    """Three roles in a ring, each able to pass the next; the last can optionally escalate."""
    passed = {name: [_grant("iam:PassRole", on=_arn(after)), _grant("ecs:RunTask")] for name, after in ["ab", "bc"]}
    last = [_grant("iam:PutRolePolicy", on=_arn("c"))] if escapes else []
    stack = stack_of(
        {name: _role(name, service, *statements) for name, statements in passed.items()}
        | {"c": _role("c", service, _grant("iam:PassRole", on=_arn("a")), _grant("ecs:RunTask"), *last)}
    )
    return within(stack, start, *at)


def _spread(*at: str, boundary: str = "", limit: dict[str, Any] | None = None, deny: bool = False) -> Case:
    """The two halves of an escalation path, in an inline policy and in an attached policy."""
    denial = {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}
    run = [_grant("lambda:CreateFunction", "lambda:InvokeFunction", on="arn:aws:lambda:*:*:function:x")]
    stack = stack_of(
        {
            "role": Node(_ROLE, {}, {"permissionsBoundary": "limit"} if boundary else {}),
            "limit": Node(_POLICY, {"policy": document(_grant(boundary), *([limit] if limit else []))}),
            "inline": Node(_INLINE, {"policy": document(_grant("iam:PassRole", on=_arn("*")))}, {"role": "role"}),
            "managed": Node(_POLICY, {"policy": document(*run, *([denial] if deny else []))}),
            "attachment": Node(_ATTACHMENT, {}, {"role": "role", "policyArn": "managed"}),
        }
    )
    return within(stack, "role", *at)


def _by_name(*at: str, arn: str) -> Case:
    """An attachment that names its role and its policy by strings."""
    stack = stack_of(
        {
            "role": Node(_ROLE, {"name": "x"}),
            "attachment": Node(_ATTACHMENT, {"role": "x", "policyArn": arn}),
            "strong": Node(_POLICY, {"name": "strong", "path": "/cell/", "policy": document(_grant("iam:*"))}),
        }
    )
    return within(stack, "role", *at)


def _beside(unknown: Any, *at: str) -> Case:
    """A role with an escalation path, and a policy that is partly unknown."""
    stack = stack_of(
        {
            "role": Node(_ROLE, {"name": "x"} | _inline(_grant("iam:*"))),
            "other": Node(_INLINE, {"policy": unknown}, {"role": "role"}),
        }
    )
    return within(stack, "role", *at)


def _member(
    start: str, *at: str, split: tuple[str, str] = ("user", "group"), by: str = "user", **membership: Any
) -> Case:
    """A user in a group, each with one half of a path; the membership belongs to the user or the group."""
    passing, running = document(_grant("iam:PassRole", on=_arn("*"))), document(_grant("ecs:RunTask"))
    kind, keys = (
        ("userGroupMembership", ("user", "groups")) if by == "user" else ("groupMembership", ("users", "group"))
    )
    members = membership or {keys[0]: "u", keys[1]: ["g"]}
    stack = stack_of(
        {
            "user": Node(_USER, {"name": "u"}),
            "group": Node(_GROUP, {"name": "g"}),
            "passing": Node(
                f"aws:iam/{split[0]}Policy:{split[0].title()}Policy", {split[0]: split[0][0], "policy": passing}
            ),
            "running": Node(
                f"aws:iam/{split[1]}Policy:{split[1].title()}Policy", {"policy": running}, {split[1]: split[1]}
            ),
            "membership": Node(f"aws:iam/{kind}:{kind[0].upper()}{kind[1:]}", members),
        }
    )
    return within(stack, start, *at)


def _assumer(
    *at: str,
    trusted: Any,
    asks: dict[str, Any] | None = None,
    condition: dict[str, Any] | None = None,
    arn: str = "",
    user: bool = False,
    role: str = "x",
    more: tuple[dict[str, Any], ...] = (),
) -> Case:
    """A principal that may assume a role with an escalation path, if the trust policy allows it."""
    trust = {"Action": "sts:AssumeRole", "Principal": trusted} | ({"Condition": condition} if condition else {})
    strong = {"name": role, "managedPolicyArns": ["arn:aws:iam::aws:policy/AdministratorAccess"]}
    asked: list[dict[str, Any]] = [asks] if asks else []
    start = (
        Node(_USER, {"name": "a"}, arn=arn) if user else Node(_ROLE, {"name": "a"} | _inline(*asked, *more), arn=arn)
    )
    stack = stack_of(
        {
            "a": start,
            "x": Node(_ROLE, strong | {"assumeRolePolicy": document(trust)}),
            **(
                {"ask": Node("aws:iam/userPolicy:UserPolicy", {"user": "a", "policy": document(*asked)})}
                if user
                else {}
            ),
        }
    )
    return within(stack, "a", *at)


_ROOT = {"AWS": "arn:aws:iam::123456789012:root"}
_ASKS = _grant("sts:AssumeRole", on=_arn("x"))
_USER_ARN = "arn:aws:iam::123456789012:user/a"


def _changer(*at: str, on: str, edge: bool = True, **function: Any) -> Case:
    """A role that can change the code of a function whose role has an escalation path."""
    stack = stack_of(
        {
            "strong": Node(_ROLE, {"name": "x", "managedPolicyArns": ["arn:aws:iam::aws:policy/AdministratorAccess"]}),
            "function": Node(
                "aws:lambda/function:Function",
                {"name": "orders"} | ({} if edge else {"role": _arn("x")}) | function,
                {"role": "strong"} if edge else {},
            ),
            "changer": Node(_ROLE, _inline(_grant("lambda:UpdateFunctionCode", on=on))),
        }
    )
    return within(stack, "changer", *at)


_OF_ACCOUNT = {"AWS": "123456789012"}
_OF_LAMBDA = {"Service": "lambda.amazonaws.com"}
_PART = "arn:aws:iam::123456789012:policy/part"
_BOB = "arn:aws:iam::123456789012:user/bob"


def _raiser(*at: str, grants: tuple[dict[str, Any], ...], trusted: dict[str, str] = _OF_LAMBDA) -> Case:
    """A role and other principals without a path; the grants may change and take over these."""
    trust = document({"Action": "sts:AssumeRole", "Principal": trusted})
    stack = stack_of(
        {
            "me": Node(_ROLE, {"name": "me"} | _inline(*grants), arn=_arn("me")),
            "worker": Node(_ROLE, {"name": "app-worker", "assumeRolePolicy": trust}),
            "part": Node(_POLICY, {"name": "part", "policy": document(_grant("s3:GetObject", on="arn:aws:s3:::b/*"))}),
            "attachment": Node(_ATTACHMENT, {}, {"role": "worker", "policyArn": "part"}),
            "function": Node("aws:lambda/function:Function", {"name": "orders"}, {"role": "worker"}),
            "bob": Node(_USER, {"name": "bob"}),
            "team": Node(_GROUP, {"name": "team"}),
            "membership": Node("aws:iam/userGroupMembership:UserGroupMembership", {"user": "bob", "groups": ["team"]}),
            "attached": Node(
                "aws:iam/userPolicyAttachment:UserPolicyAttachment", {"user": "bob"}, {"policyArn": "part"}
            ),
        }
    )
    return within(stack, "me", *at)


_WORKER = _arn("app-worker")
_ON_PART = _grant("iam:CreatePolicyVersion", on=_PART)
_RAISING: list[tuple[tuple[dict[str, Any], ...], dict[str, str]]] = [
    ((_ON_PART, _grant("sts:AssumeRole", on=_WORKER)), _OF_ACCOUNT),
    ((_ON_PART, _grant("sts:AssumeRole", on=_WORKER)), {"AWS": _arn("me")}),
    ((_ON_PART, _grant("sts:AssumeRole", on=_WORKER)), {"AWS": "*"}),
    ((_ON_PART,), {"AWS": _arn("me")}),
    ((_grant("iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy", on=_WORKER),), _OF_LAMBDA),
    ((_ON_PART, _grant("iam:UpdateAssumeRolePolicy", on=_WORKER)), _OF_LAMBDA),
    ((_grant("iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", on=_WORKER),), _OF_LAMBDA),
    ((_grant("iam:AttachUserPolicy", "iam:CreateAccessKey", on=_BOB),), _OF_LAMBDA),
    ((_grant("iam:PutUserPolicy", "iam:CreateAccessKey", on=_BOB),), _OF_LAMBDA),
    ((_ON_PART, _grant("iam:UpdateLoginProfile", on=_BOB)), _OF_LAMBDA),
    (
        (
            _grant("iam:PutGroupPolicy", on="arn:aws:iam::123456789012:group/team"),
            _grant("iam:CreateLoginProfile", on=_BOB),
        ),
        _OF_LAMBDA,
    ),
    ((_grant("iam:PutRolePolicy", "sts:AssumeRole", on=_arn("app-*")),), _OF_ACCOUNT),
    ((_grant("iam:PutRolePolicy", on=_arn("app-*")), _grant("sts:AssumeRole", on=_arn("*-worker"))), _OF_ACCOUNT),
    (
        (
            _grant("iam:PutRolePolicy", on=_WORKER),
            _grant("lambda:UpdateFunctionCode", on="arn:aws:lambda:eu-west-1:123456789012:function:orders"),
        ),
        _OF_LAMBDA,
    ),
    (
        (
            _grant("iam:AttachRolePolicy", "iam:PassRole", on=_arn("app-*")),
            _grant("lambda:CreateFunction", "lambda:InvokeFunction", on="arn:aws:lambda:*:*:function:x"),
        ),
        _OF_LAMBDA,
    ),
]
"""Grants that change the permissions of a principal and also take over the same principal."""

_RAISING_ELSEWHERE: list[tuple[tuple[dict[str, Any], ...], dict[str, str]]] = [
    ((_ON_PART, _grant("sts:AssumeRole", on=_WORKER)), _OF_LAMBDA),
    ((_grant("iam:PutRolePolicy", on=_WORKER), _grant("iam:CreateAccessKey", on=_BOB)), _OF_ACCOUNT),
    ((_grant("iam:CreatePolicyVersion", on=f"{_PART}y"), _grant("iam:UpdateAssumeRolePolicy", on=_WORKER)), _OF_LAMBDA),
    ((_grant("iam:PutRolePolicy", "sts:AssumeRole", on=_arn("web-*")),), _OF_ACCOUNT),
    ((_grant("iam:PutRolePolicy", on=_arn("app-*")), _grant("sts:AssumeRole", on=_arn("app-?"))), _OF_ACCOUNT),
    ((_grant("iam:PutRolePolicy", "iam:PassRole", on=_WORKER), _grant("ecs:RunTask")), _OF_LAMBDA),
]
"""Grants that change one principal but take over another or none."""


def _waiting() -> Case:
    stack = stack_of({"role": Node(_ROLE), "inline": Node(_INLINE, {}, {"policy": "role", "role": "role"})})
    return within(stack, "role", "policy")


_ANY_OF_AWS = {"ArnLike": {"iam:PolicyARN": "arn:aws:iam::aws:policy/*"}}
_READ_ONLY = {"ArnEquals": {"iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess"}}
_HALF_KNOWN = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}, UNKNOWN]}

CASES = Cases(
    passes=[
        _by_name(arn="arn:aws:iam::123456789012:policy/other"),
        _by_name(arn="arn:aws:iam::aws:policy/cell/strong"),
        case({}),
        case(_inline(_grant("iam:PassRole", on=_arn("*"), **_to("ecs-tasks.amazonaws.com")))),
        case(_inline(_grant("iam:PassRole", on=_arn("*"), **_to("glue.amazonaws.com")), _grant("ecs:RunTask"))),
        case(_inline(_grant("iam:PassRole", on=_arn("task")), _grant("ecs:RunTask"))),
        case(_inline(_grant("ecs:RunTask", "lambda:CreateFunction", "lambda:InvokeFunction"))),
        case(_inline(_grant("cloudformation:CreateStack"))),
        case(_inline(_grant("cloudformation:*", "ec2:RunInstances"), _grant("iam:Pass*", on=_arn("*"), Effect="Deny"))),
        case(_inline(_grant("iam:PutRolePolicy", on=_arn("other"))) | {"name": "x"}),
        case(
            _inline(
                _grant("iam:PutRolePolicy", Condition={"StringEquals": {"iam:PermissionsBoundary": "arn:aws:iam::1:x"}})
            )
        ),
        case(_inline(_grant("iam:AttachRolePolicy", Condition=_READ_ONLY))),
        _ring("a", escapes=False),
        _ring("a", escapes=True, service="lambda.amazonaws.com"),
        _spread(deny=True),
        _spread(boundary="lambda:*"),
        _spread(boundary="*", limit=_grant("iam:*", Effect="Deny")),
        case(_inline(_grant("iam:PassRole", "ecs:RunTask"), _grant("iam:PassRole", Effect="Deny"))),
        _by_name(arn="arn:aws:iam::aws:policy/ReadOnlyAccess"),
        _member("group"),
        _member("user", split=("group", "group"), user="other", groups=["g"]),
        _assumer(trusted=_ROOT),
        _assumer(trusted={"AWS": "*"}),
        _assumer(trusted={"AWS": "210987654321"}, asks=_ASKS),
        _assumer(trusted=_ROOT, asks=_ASKS, arn="arn:aws:iam::210987654321:role/a"),
        _assumer(trusted=_ROOT, asks=_ASKS, condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}),
        _assumer(trusted=_ROOT, asks=_ASKS | {"Condition": {"StringEquals": {"aws:SourceVpc": "vpc-1"}}}),
        _assumer(trusted={"AWS": _arn("other")}, asks=_ASKS),
        _assumer(trusted={"AWS": "arn:aws:iam::210987654321:role/a"}, asks=_ASKS),
        _assumer(trusted={"AWS": _arn("a")}),
        _assumer(
            trusted={"AWS": _arn("a")},
            arn=_arn("a"),
            more=({"Effect": "Deny", "Action": "sts:*", "Resource": "*"},),
        ),
        _assumer(trusted={"Service": "ec2.amazonaws.com"}, asks=_ASKS),
        _assumer(trusted=_ROOT, asks=_grant("sts:AssumeRole", on=_arn("y"))),
        _changer(on="arn:aws:lambda:eu-west-1:123456789012:function:tracking"),
        _changer(on="arn:aws:s3:::*"),
        _changer(on="arn:aws:lambda:eu-west-1:123456789012:function:orders", edge=False, role=_arn("other")),
        *(_raiser(grants=grants, trusted=trusted) for grants, trusted in _RAISING_ELSEWHERE),
    ],
    fails=[
        _by_name("", arn="arn:aws:iam::123456789012:policy/cell/strong"),
        _beside(UNKNOWN, ""),
        _beside({"Statement": [_grant("s3:GetObject", on=UNKNOWN) | {"Effect": "Allow"}]}, ""),
        case(_inline(_grant("iam:PassRole"), _grant("ecs:RunTask")), ""),
        case(_inline(_grant("iam:PassRole", on=_arn("*"), **_to("ecs-*.amazonaws.com")), _grant("ecs:*")), ""),
        case(_inline(_grant("iam:Pass*", on=_arn("*")), _grant("glue:CreateDevEndpoint")), ""),
        case(_inline(_grant("iam:PassRole", on=_arn("*")), _grant("cloudformation:CreateStack", on="x")), ""),
        case(_inline(_grant("iam:AttachUserPolicy", on="arn:aws:iam::123456789012:user/*")), ""),
        case(_inline({"NotAction": "s3:*", "NotResource": "x"}), ""),
        case(_inline(_grant("iam:AttachRolePolicy", Condition=_ANY_OF_AWS)), ""),
        case(_inline(_grant("*", Condition={"Bool": {"aws:SecureTransport": "true"}})), ""),
        case(_inline(_grant("iam:PassRole", on=_arn("*"), **_to("*.amazonaws.com")), _grant("ecs:RunTask")), ""),
        case(_inline(_grant("iam:PutRolePolicy", on=_arn("team/x"))) | {"name": "x", "path": "/team/"}, ""),
        case(_inline(_grant("iam:AttachRolePolicy", on=_arn("cell-*"))), "", arn=_arn("cell-x")),
        case({"managedPolicyArns": ["arn:aws:iam::aws:policy/PowerUserAccess"]}, ""),
        _ring("a", "", escapes=True),
        _ring("b", "", escapes=True),
        _ring("c", "", escapes=True),
        _spread(""),
        _spread("", boundary="*"),
        _spread("", boundary="*", limit=_grant("iam:*", on=_arn("other"), Effect="Deny")),
        _spread("", boundary="*", limit=_grant("iam:Get*", Effect="Deny")),
        case(_inline(_grant("iam:PassRole", "ecs:RunTask"), _grant("iam:PassRole", on=_arn("x"), Effect="Deny")), ""),
        _beside({"Statement": [{"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": UNKNOWN}]}, ""),
        _by_name("", arn="arn:aws:iam::aws:policy/IAMFullAccess"),
        _member("user", ""),
        _member("user", "", split=("group", "user")),
        _member("user", "", by="group"),
        _member("user", "", split=("group", "group")),
        _member("group", "", split=("group", "group")),
        _assumer("", trusted=_ROOT, asks=_ASKS),
        _assumer("", trusted=_ROOT, asks=_ASKS, user=True),
        _assumer("", trusted={"AWS": "123456789012"}, asks=_grant("sts:*", on=_arn("*"))),
        _assumer("", trusted="*", asks=_grant("sts:AssumeRole")),
        _assumer("", trusted=_ROOT, asks=_grant("sts:AssumeRole"), arn=_arn("a")),
        _assumer("", trusted={"AWS": _arn("a")}, asks=_ASKS),
        _assumer("", trusted={"AWS": _arn("a")}, arn=_arn("a")),
        _assumer("", trusted={"AWS": [_USER_ARN]}, arn=_USER_ARN, user=True),
        _changer("", on="*"),
        _changer("", on="arn:aws:lambda:eu-west-1:123456789012:function:ord*"),
        _changer("", on="arn:aws:lambda:*:function:orders", edge=False),
        *(_raiser("", grants=grants, trusted=trusted) for grants, trusted in _RAISING),
    ],
    unknown=[
        _beside(
            {"Statement": [{"Effect": "Deny", "Action": "iam:*", "Resource": UNKNOWN}]}, "policy.Statement[0].Resource"
        ),
        case({"inlinePolicies": UNKNOWN}, "inlinePolicies.policy"),
        case({"managedPolicyArns": [UNKNOWN]}, "managedPolicyArns[0]"),
        case(_inline() | {"inlinePolicies": [{"policy": UNKNOWN}]}, "inlinePolicies[0].policy"),
        case({"inlinePolicies": [{"policy": _HALF_KNOWN}]}, "inlinePolicies[0].policy.Statement[1]"),
        _waiting(),
        _member("user", "groups", user="u", groups=UNKNOWN),
    ],
)
