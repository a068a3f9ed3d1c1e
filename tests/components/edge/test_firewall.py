"""The rules of the web ACL, and what its log keeps."""

from typing import Any

from components import BotControl, ManagedRules, Service
from components.edge import firewall
from components.edge.config import FirewallConfig
from components.service.config import resolve
from tests.components.samples import SAMPLES
from tests.components.samples.service import BEHIND


def rules(**change: Any) -> dict[str, Any]:
    """The rules by their name."""
    values: dict[str, Any] = {"bot_control": BotControl.NONE, "counted": (), "requests_per_address": 10_000}
    settings: Any = values | {"requests_per_caller": 1_000} | change
    config = FirewallConfig(**settings)
    return {rule["name"]: rule for rule in firewall.web_acl("lisbon-edge", "edge", config)["rules"]}


def test_rates_come_first_and_each_rule_has_a_priority_of_its_own() -> None:
    """AWS WAF evaluates them in the order of their priorities."""
    found = rules(bot_control=BotControl.COMMON)
    assert [rule["priority"] for rule in found.values()] == [1, 2, 3, 4, 5, 6, 7]
    assert list(found) == [
        "no-unreleased-version",
        "requests-per-address",
        "requests-per-caller",
        *ManagedRules,
        firewall.BOT_CONTROL,
    ]


def test_no_request_from_outside_reaches_a_version_that_is_tested() -> None:
    """CloudFront forwards every header, and the load balancer routes by the one of services, whatever its value is."""
    args: Any = SAMPLES[Service].args(BEHIND | {"deployment": {"test": {"priority": 50}}})
    test = resolve("orders", args).deployment.test
    assert test is not None
    rule = rules(counted=(ManagedRules.COMMON,))[firewall.NO_UNRELEASED]
    statement = rule["statement"]["size_constraint_statement"]
    assert rule["action"] == {"block": {}}
    assert statement["field_to_match"] == {"single_header": {"name": test.header.lower()}}
    assert (statement["comparison_operator"], statement["size"]) == ("GT", 0)


def test_too_many_requests_get_a_status_that_clients_understand() -> None:
    """By address, and by token: a stolen or broken app is slowed wherever it calls from."""
    found = rules(requests_per_address=5_000, requests_per_caller=500)
    address, caller = found["requests-per-address"], found["requests-per-caller"]
    for rule in (address, caller):
        assert rule["action"] == {"block": {"custom_response": {"response_code": 429}}}
    assert address["statement"]["rate_based_statement"] == {
        "limit": 5_000,
        "evaluation_window_sec": 300,
        "aggregate_key_type": "IP",
    }
    statement = caller["statement"]["rate_based_statement"]
    assert (statement["limit"], statement["aggregate_key_type"]) == (500, "CUSTOM_KEYS")
    assert [key["header"]["name"] for key in statement["custom_keys"]] == ["authorization"]


def test_groups_of_aws_block_unless_they_only_count() -> None:
    """All of them are there by default."""
    found = rules(counted=(ManagedRules.COMMON,))
    actions = {name: found[name]["override_action"] for name in ManagedRules}
    assert actions == {
        ManagedRules.REPUTATION: {"none": {}},
        ManagedRules.KNOWN_BAD_INPUTS: {"none": {}},
        ManagedRules.COMMON: {"count": {}},
    }


def test_bot_control_costs_and_is_off_by_default() -> None:
    """It leaves requests with a token out, since apps are no browsers."""
    assert firewall.BOT_CONTROL not in rules()
    group = rules(bot_control=BotControl.TARGETED)[firewall.BOT_CONTROL]["statement"]["managed_rule_group_statement"]
    assert group["managed_rule_group_configs"] == [
        {"aws_managed_rules_bot_control_rule_set": {"inspection_level": "TARGETED"}}
    ]
    inner = group["scope_down_statement"]["not_statement"]["statement"]
    match = inner["byte_match_statement"]
    assert match["field_to_match"] == {"single_header": {"name": "authorization"}}


def test_neither_log_nor_samples_have_tokens() -> None:
    """The log keeps what a rule matched, and metrics are on."""
    found = firewall.logging()
    assert found["redacted_fields"] == [
        {"single_header": {"name": "authorization"}},
        {"single_header": {"name": "cookie"}},
    ]
    assert found["logging_filter"]["default_behavior"] == "DROP"
    for rule in rules(bot_control=BotControl.COMMON).values():
        shown = rule["visibility_config"]
        assert (shown["cloudwatch_metrics_enabled"], shown["sampled_requests_enabled"]) == (True, False)
