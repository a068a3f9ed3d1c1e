"""What holds of every rule about grants, whatever the document: more rights never mean fewer findings."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies import packs
from policies.aws.iam.documents import IDENTITY_POLICIES, KEY_POLICIES, RESOURCE_POLICIES, TRUST_POLICIES, parse
from policies.model.values import Value
from policies.testing import UNKNOWN, case, document, findings, skipped

Statement = dict[str, Any]

_KINDS = {
    "aws:iam/policy:Policy": ("policy", False),
    "aws:iam/role:Role": ("assumeRolePolicy", True),
    "aws:sqs/queuePolicy:QueuePolicy": ("policy", True),
    "aws:kms/key:Key": ("policy", True),
}
"""A type and property for each kind of document, and whether its statements have principals."""
_GRANT_TYPES = {*IDENTITY_POLICIES, *TRUST_POLICIES, *RESOURCE_POLICIES, *KEY_POLICIES}
_RULES = [rule for rule in packs.rules("iam") if _GRANT_TYPES & set(rule.types)]

_ACTIONS = st.sampled_from(
    [
        "*",
        "s3:*",
        "S3:Get*",
        "s3:GetObject",
        "iam:PassRole",
        "iam:PutRolePolicy",
        "lambda:UpdateFunctionCode",
        "kms:Decrypt",
        "sts:AssumeRole",
        "sqs:SendMessage",
    ]
)
_RESOURCES = st.sampled_from(["*", "arn:aws:s3:::x/*", "arn:aws:s3:::x/?", "arn:aws:iam::123456789012:role/*"])
_PRINCIPALS = st.sampled_from(
    [
        "*",
        {"AWS": "*"},
        {"AWS": "arn:aws:iam::123456789012:root"},
        {"AWS": ["210987654321", "arn:aws:iam::123456789012:role/x"]},
        {"Service": "sns.amazonaws.com"},
        {"Service": ["ecs-tasks.amazonaws.com", "s3.amazonaws.com"]},
    ]
)
_CONDITIONS = st.sampled_from(
    [
        {"StringEquals": {"aws:ResourceAccount": "123456789012"}},
        {"StringEquals": {"aws:SourceAccount": "123456789012"}},
        {"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}},
        {"StringEquals": {"sts:ExternalId": "x"}},
        {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
        {"Null": {"aws:ResourceAccount": "true"}},
    ]
)


def _some(one: st.SearchStrategy[str]) -> st.SearchStrategy[str | list[str]]:
    return one | st.lists(one, min_size=1, max_size=3)


@st.composite
def _statements(draw: st.DrawFn, *, effect: str, principals: bool) -> Statement:
    statement: Statement = {"Effect": effect}
    statement[draw(st.sampled_from(["Action", "Action", "Action", "NotAction"]))] = draw(_some(_ACTIONS))
    statement[draw(st.sampled_from(["Resource", "Resource", "Resource", "NotResource"]))] = draw(_some(_RESOURCES))
    if principals:
        statement["Principal"] = draw(_PRINCIPALS)
    if draw(st.booleans()):
        statement["Condition"] = draw(_CONDITIONS)
    return statement


def _documents(*, principals: bool) -> st.SearchStrategy[list[Statement]]:
    allows, overrides = (_statements(effect=effect, principals=principals) for effect in ("Allow", "Deny"))
    return st.lists(allows | overrides, min_size=1, max_size=5)


def _found(kind: str, statements: list[Statement]) -> set[tuple[str, str]]:
    """Rule and path of each finding."""
    place, _ = _KINDS[kind]
    subject = case({place: document(*statements)}, kind=kind)
    return {(rule.id, path) for rule in _RULES if kind in rule.types for path in findings(rule, subject)}


def _without(found: set[tuple[str, str]], index: int) -> set[tuple[str, str]]:
    """The same findings as they are named once the statement at `index` is gone."""

    def moved(match: re.Match[str]) -> str:
        number = int(match[1])
        return f"Statement[{number - (number > index)}]"

    return {(rule, re.sub(r"Statement\[(\d+)\]", moved, path)) for rule, path in found}


_THOROUGH = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_THOROUGH
@given(st.data(), st.sampled_from(sorted(_KINDS)))
def test_one_more_grant_hides_no_finding(data: st.DataObject, kind: str) -> None:
    """A document with one more Allow has all findings that it had."""
    principals = _KINDS[kind][1]
    statements = data.draw(_documents(principals=principals))
    more = data.draw(_statements(effect="Allow", principals=principals))
    assert _found(kind, statements) <= _found(kind, [*statements, more])


@_THOROUGH
@given(st.data(), st.sampled_from(sorted(_KINDS)))
def test_one_denial_less_hides_no_finding(data: st.DataObject, kind: str) -> None:
    """A document without one of its Denies has all findings that it had."""
    principals = _KINDS[kind][1]
    statements = data.draw(_documents(principals=principals))
    place = data.draw(st.integers(0, len(statements)))
    denial = data.draw(_statements(effect="Deny", principals=principals))
    before = _found(kind, [*statements[:place], denial, *statements[place:]])
    assert _without(before, place) <= _found(kind, statements)


@_THOROUGH
@given(st.data(), st.sampled_from(sorted(_KINDS)))
def test_a_grant_without_its_condition_hides_no_finding(data: st.DataObject, kind: str) -> None:
    """An Allow that holds always has all findings of one that holds at times."""
    statements = data.draw(_documents(principals=_KINDS[kind][1]))
    wider = [
        {key: value for key, value in statement.items() if key != "Condition" or statement["Effect"] == "Deny"}
        for statement in statements
    ]
    assert _found(kind, statements) <= _found(kind, wider)


_WHOLE = {"Action": "s3:GetObject", "Resource": "*"}


def _standing(*statements: Statement) -> int:
    """The number of grants that no Deny overrides."""
    read = parse(Value(document(*statements), "policy"))
    return sum(statement.allows and not read.overrides(statement) for statement in read.statements)


def _denied(**denial: Any) -> list[Statement]:
    return [_WHOLE, {"Effect": "Deny", **denial}]


@pytest.mark.parametrize(
    ("expected", "statements"),
    [
        (0, _denied(Action="s3:*", Resource="*")),
        (0, _denied(Action=["S3:getobject", "s3:PutObject"], Resource="*")),
        (1, _denied(Action="s3:?etObject", Resource="*")),
        (1, _denied(Action="s3:Put*", Resource="*")),
        (1, _denied(Action="s3:*", Resource="arn:aws:s3:::x/*")),
        (1, _denied(Action="s3:*", NotResource="arn:aws:s3:::x/*")),
        (1, _denied(NotAction="sqs:*", Resource="*")),
        (1, _denied(Action="s3:*", Resource="*", Condition={"Bool": {"aws:SecureTransport": "false"}})),
        (1, [{**_WHOLE, "Action": ["s3:GetObject", "sqs:SendMessage"]}, *_denied(Action="s3:*", Resource="*")[1:]]),
        (1, [{"Action": "s3:*", "Resource": "*"}, *_denied(Action="s3:Get*", Resource="*")[1:]]),
        (1, [{"NotAction": "iam:*", "Resource": "*"}, *_denied(Action="s3:*", Resource="*")[1:]]),
        (0, [{"NotAction": "iam:*", "Resource": "*"}, *_denied(Action="*", Resource="*")[1:]]),
        (
            1,
            [
                {"Action": "s3:*", "Resource": "arn:aws:s3:::x"},
                {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::X"},
            ],
        ),
    ],
)
def test_a_denial_overrides_what_it_covers_completely(expected: int, statements: list[Statement]) -> None:
    """Only an unconditional Deny of all actions and resources of an Allow leaves nothing of it standing."""
    assert expected == _standing(*statements)


@pytest.mark.parametrize(
    ("expected", "allowed", "denied"),
    [
        (0, {"AWS": "*"}, "*"),
        (0, "*", {"AWS": "*"}),
        (0, {"Service": "sns.amazonaws.com"}, "*"),
        (1, {"Service": "sns.amazonaws.com"}, {"AWS": "*"}),
        (0, {"AWS": "arn:aws:iam::123456789012:role/x"}, {"AWS": "arn:aws:iam::123456789012:role/x"}),
        (1, "*", {"AWS": "arn:aws:iam::123456789012:role/x"}),
    ],
)
def test_a_denial_is_for_its_principals(expected: int, allowed: Any, denied: Any) -> None:
    """A Deny does not override a grant to a principal that it does not list."""
    whole = {"Action": "sqs:*", "Resource": "*"}
    denial = whole | {"Effect": "Deny", "Principal": denied}
    assert expected == _standing(whole | {"Principal": allowed}, denial)


@pytest.mark.parametrize(
    ("denial", "waits_for"),
    [
        (UNKNOWN, ["policy.Statement[1]"]),
        ({"Effect": UNKNOWN, "Action": "s3:*", "Resource": "*"}, ["policy.Statement[1].Effect"]),
        ({"Effect": "Deny", "Action": "s3:*", "Resource": [UNKNOWN]}, ["policy.Statement[1].Resource[0]"]),
        (
            {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": UNKNOWN},
            ["policy.Statement[1].Condition"],
        ),
    ],
)
def test_a_finding_waits_for_a_denial_that_is_not_known(denial: Any, waits_for: list[str]) -> None:
    """What an unknown Deny might take back is no finding yet, and says what it waits for."""
    rule = next(rule for rule in _RULES if rule.id == "data-reads")
    allowed = {"Effect": "Allow", **_WHOLE}
    subject = case({"policy": {"Version": "2012-10-17", "Statement": [allowed, denial]}})
    assert ([], waits_for) == (findings(rule, subject), skipped(rule, subject))


_OF_IDENTITIES = [rule for rule in _RULES if "aws:iam/policy:Policy" in rule.types]


def test_a_document_far_beyond_what_aws_takes_is_read_in_bounded_time() -> None:
    """A thousand grants and a hundred denials, none covering another, are all compared: each grant is found."""
    grants = [{"Action": f"s3:Get{number}*", "Resource": "*"} for number in range(1_000)]
    denials = [{"Effect": "Deny", "Action": f"s3:Put{number}*", "Resource": "*"} for number in range(100)]
    subject = case({"policy": document(*grants, *denials, _WHOLE)}, kind="aws:iam/policy:Policy")
    found = {rule.id: findings(rule, subject) for rule in _OF_IDENTITIES}
    assert found["data-reads"] == ["policy.Statement[1100].Action"]
