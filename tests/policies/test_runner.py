"""Rules inside the policy SDK: reports, unknowns, edges."""

from typing import Any

import pytest
from pulumi_policy import (
    PolicyCustomTimeouts,
    PolicyResource,
    PolicyResourceOptions,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy.policy import _NotApplicableError  # pyright: ignore[reportPrivateUsage] - has no public name
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, UnknownValueError, unknown_checking_proxy

from policies import packs
from policies.checks import require_customer_key, require_true
from policies.rule import Reference, Resource, Results, Rule, Scope, Severity
from policies.runner import INPUTS_NOTED, NOT_EVALUATED, as_policies

_OPTIONS = PolicyResourceOptions(
    protect=False,
    ignore_changes=[],
    delete_before_replace=None,
    aliases=[],
    custom_timeouts=PolicyCustomTimeouts(0, 0, 0),
    additional_secret_outputs=[],
    parent=None,
)


def _rule(scope: Scope) -> Rule:
    def check(resource: Resource) -> Results:
        yield from require_true(resource["first"], "is off")
        yield from require_customer_key(resource, resource["key"])
        yield from require_true(resource["nested"]["last"], "is off")

    return Rule(
        id="sample",
        title="Sample",
        description="A sample.",
        severity=Severity.LOW,
        types=("aws:a/b:C",),
        remediation="Switch it on",
        url="https://example.com",
        check=check,
        references=Reference(security_hub=("A.1",), checkov=("CKV_1",)),
        scope=scope,
    )


def _args(kind: str, properties: dict[str, Any]) -> ResourceValidationArgs:
    return ResourceValidationArgs(kind, unknown_checking_proxy(properties), "urn:x", "x", _OPTIONS, None, None, {})


class Reports(list[tuple[str, str | None]]):
    """What a policy reported: text and resource."""

    def __call__(self, message: str, urn: str | None = None) -> None:
        """What a rule's policy calls for each finding."""
        self.append((message, urn))


def _policy(rule: Rule) -> Any:
    _, policy, _ = as_policies([rule])
    return policy


def test_findings_are_reported_before_and_after_an_unknown() -> None:
    """An unknown between two findings hides neither; the rule then tells the engine what it could not judge."""
    reported = Reports()
    properties = {"first": False, "key": UNKNOWN_STRING_VALUE, "nested": {"last": False}}
    with pytest.raises(_NotApplicableError) as raised:
        _policy(_rule(Scope.RESOURCE)).validate(_args("aws:a/b:C", properties), reported)
    assert [text for text, _ in reported] == ["first: is off. Switch it on", "nested.last: is off. Switch it on"]
    assert raised.value.reason == "waits for the update: x: key"


def test_each_property_in_turn_may_be_unknown() -> None:
    """Of three wrong properties, whichever is unknown, the other two are found."""
    wrong = {"first": False, "key": "", "nested": {"last": False}}
    paths = {"first": "first", "key": "key", "nested": "nested.last"}
    for hidden in wrong:
        reported = Reports()
        with pytest.raises(_NotApplicableError):
            _policy(_rule(Scope.RESOURCE)).validate(
                _args("aws:a/b:C", {**wrong, hidden: UNKNOWN_STRING_VALUE}), reported
            )
        assert {text.partition(":")[0] for text, _ in reported} == {paths[key] for key in wrong if key != hidden}


def test_skipped_checks_are_counted_once_for_the_pack() -> None:
    """All checks that wait are one unknown error of the last policy, by resource and property with how many rules."""
    rules = [_rule(Scope.RESOURCE), _rule(Scope.STACK)]
    *_, counting = as_policies(rules)
    half = _member("aws:a/b:C", "half", {"first": True, "key": UNKNOWN_STRING_VALUE, "nested": {"last": True}})
    whole = _member("aws:a/b:C", "whole", {"first": True, "key": "k", "nested": {"last": True}})
    reported = Reports()
    assert isinstance(counting, StackValidationPolicy)
    with pytest.raises(UnknownValueError) as raised:
        counting.validate(_stack(half, whole), reported)
    assert raised.value.message == "2 checks not evaluated: half: key (2)"
    counting.validate(_stack(whole), reported)
    assert not reported


def test_a_rule_is_silent_on_other_types() -> None:
    """A policy says that it does not apply to a type that is not its rule's."""
    reported = Reports()
    with pytest.raises(_NotApplicableError):
        _policy(_rule(Scope.RESOURCE)).validate(_args("aws:a/b:D", {}), reported)
    assert not reported


def _stack(*resources: PolicyResource) -> StackValidationArgs:
    return StackValidationArgs(list(resources), None, {})


def _member(kind: str, name: str, properties: dict[str, Any]) -> PolicyResource:
    return PolicyResource(kind, unknown_checking_proxy(properties), f"urn:{name}", name, _OPTIONS, None, None, [], {})


def test_an_edge_counts_while_its_value_is_unknown() -> None:
    """A key that is yet to be made satisfies a stack rule by its edge, and each finding names its resource."""
    key = _member("aws:kms/key:Key", "key", {})
    right = _member("aws:a/b:C", "right", {"first": True, "key": UNKNOWN_STRING_VALUE, "nested": {"last": True}})
    wrong = _member("aws:a/b:C", "wrong", {"first": True, "nested": {"last": True}})
    right.property_dependencies["key"] = [key]
    reported = Reports()
    policy = _policy(_rule(Scope.STACK))
    assert isinstance(policy, StackValidationPolicy)
    policy.validate(_stack(key, right, wrong), reported)
    assert [urn for _, urn in reported] == ["urn:wrong"]


def test_a_stack_rule_judges_what_was_given_and_not_what_aws_answered() -> None:
    """A key that was left out is found, although the provider answers with a key of AWS's."""
    noting, policy, _ = as_policies([_rule(Scope.STACK)])
    assert isinstance(noting, ResourceValidationPolicy)
    assert isinstance(policy, StackValidationPolicy)
    given = {"first": True, "nested": {"last": True}}
    noting.validate(
        ResourceValidationArgs("aws:a/b:C", unknown_checking_proxy(given), "urn:c", "c", _OPTIONS, None, None, {}),
        Reports(),
    )
    reported = Reports()
    policy.validate(_stack(_member("aws:a/b:C", "c", {**given, "key": "arn:aws:kms:eu-west-1:1:key/aws"})), reported)
    assert [text.partition(":")[0] for text, _ in reported] == ["key"]


def test_a_cycle_of_edges_is_no_trouble() -> None:
    """Two resources that depend on each other are judged once each."""
    one, two = (_member("aws:a/b:C", name, {"first": False, "key": "k", "nested": {"last": True}}) for name in "ab")
    one.property_dependencies["key"], two.property_dependencies["key"] = [two], [one]
    reported = Reports()
    _policy(_rule(Scope.STACK)).validate(_stack(one, two), reported)
    assert [urn for _, urn in reported] == ["urn:a", "urn:b"]


def test_policies_carry_what_their_rules_know() -> None:
    """Each rule is one policy with its id, texts, severity and references."""
    policy = _policy(_rule(Scope.RESOURCE))
    assert isinstance(policy, ResourceValidationPolicy)
    assert (
        policy.name,
        policy.description,
        policy.display_name,
        policy.severity,
    ) == ("sample", "A sample.", "Sample", Severity.LOW)
    assert policy.framework is not None
    assert policy.framework.reference == "A.1"
    assert policy.tags == ["security-hub:A.1", "checkov:CKV_1"]
    assert (policy.remediation_steps, policy.url) == ("Switch it on", "https://example.com")


def test_every_rule_of_a_pack_becomes_a_policy(pack: str) -> None:
    """No rule is lost on the way to the engine."""
    rules = packs.rules(pack)
    assert [INPUTS_NOTED, *(rule.id for rule in rules), NOT_EVALUATED] == [policy.name for policy in as_policies(rules)]
