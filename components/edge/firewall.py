"""The web ACL of the edge: rules of AWS WAF in the order of their evaluation. Nothing here makes a resource.

The capacity of all rules is below the 1,500 units that the basic price includes (AWS WAF developer guide, web ACL
capacity units; AWS WAF pricing): 25 for the reputation list, 200 for known bad inputs, 700 for the core rule set, 50
for Bot Control, and less than 110 for the two rates and the size of a header.
"""

from typing import Final

from ..core.component import Props
from ..service.deployment_config import TEST_HEADER
from .args import BotControl, ManagedRules
from .config import FirewallConfig
from .limits import RATE_WINDOW_SECONDS

BOT_CONTROL: Final = "AWSManagedRulesBotControlRuleSet"

NO_UNRELEASED: Final = "no-unreleased-version"

TOO_MANY: Final = 429
"""The status of requests beyond a rate, which the pages understand as a request to wait."""

REDACTED: Final = ("authorization", "cookie")
"""Headers that no log of the firewall contains."""

_KEPT_ACTIONS: Final = ("BLOCK", "COUNT", "CAPTCHA", "CHALLENGE")


def web_acl(name: str, description: str, config: FirewallConfig) -> Props:
    """Inputs of the web ACL, without its region. What no rule blocks is allowed: the services check each request."""
    return {
        "name": name,
        "description": description,
        "scope": "CLOUDFRONT",
        "default_action": {"allow": {}},
        "rules": _rules(config),
        "visibility_config": _visibility(name),
    }


def _rules(config: FirewallConfig) -> list[Props]:
    """Unreleased versions first. Then rates: they cost the least, and a flood is counted whatever else it is."""
    rules = [
        _no_unreleased(),
        _rate("requests-per-address", config.requests_per_address, {"aggregate_key_type": "IP"}),
        _rate("requests-per-caller", config.requests_per_caller, _by_token()),
        *(_managed(rules.value, counts=rules in config.counted) for rules in ManagedRules),
    ]
    if config.bot_control is not BotControl.NONE:
        rules.append(_bot_control(config.bot_control))
    return [{**rule, "priority": priority} for priority, rule in enumerate(rules, 1)]


def _no_unreleased() -> Props:
    """Requests with the header by which a load balancer finds the version that a deployment tests.

    CloudFront forwards all headers of a client, so anyone could send real orders to a version that no one released yet.
    Whatever the value is: a service can have another one, and values may be patterns. A request without the header does
    not match. Tests send their requests to the load balancer, in the VPC.
    """
    return {
        "name": NO_UNRELEASED,
        "action": {"block": {}},
        "statement": {
            "size_constraint_statement": {
                "field_to_match": {"single_header": {"name": TEST_HEADER}},
                "comparison_operator": "GT",
                "size": 0,
                "text_transformations": [{"priority": 1, "type": "NONE"}],
            }
        },
        "visibility_config": _visibility(NO_UNRELEASED),
    }


def _rate(name: str, limit: int, key: Props) -> Props:
    statement: Props = {"limit": limit, "evaluation_window_sec": RATE_WINDOW_SECONDS, **key}
    return {
        "name": name,
        "action": {"block": {"custom_response": {"response_code": TOO_MANY}}},
        "statement": {"rate_based_statement": statement},
        "visibility_config": _visibility(name),
    }


def _by_token() -> Props:
    """Requests with the same Authorization header; those without one are not counted.

    AWS WAF developer guide, rate-based rule aggregation options, custom keys.
    """
    header: Props = {"name": "authorization", "text_transformations": [{"priority": 1, "type": "NONE"}]}
    return {"aggregate_key_type": "CUSTOM_KEYS", "custom_keys": [{"header": header}]}


def _managed(name: str, *, counts: bool, **statement: Props | list[Props]) -> Props:
    return {
        "name": name,
        "override_action": {"count": {}} if counts else {"none": {}},
        "statement": {"managed_rule_group_statement": {"name": name, "vendor_name": "AWS", **statement}},
        "visibility_config": _visibility(name),
    }


def _bot_control(level: BotControl) -> Props:
    return _managed(
        BOT_CONTROL,
        counts=False,
        managed_rule_group_configs=[
            {"aws_managed_rules_bot_control_rule_set": {"inspection_level": level.value.upper()}}
        ],
        scope_down_statement={"not_statement": {"statement": _has_token()}},
    )


def _has_token() -> Props:
    """A request with a token; whether it is valid, the services decide."""
    return {
        "byte_match_statement": {
            "field_to_match": {"single_header": {"name": "authorization"}},
            "positional_constraint": "STARTS_WITH",
            "search_string": "Bearer ",
            "text_transformations": [{"priority": 1, "type": "NONE"}],
        }
    }


def _visibility(name: str) -> Props:
    """Metrics, but no samples of requests: those have the Authorization header."""
    return {"cloudwatch_metrics_enabled": True, "metric_name": name, "sampled_requests_enabled": False}


def logging() -> Props:
    """What the log of the firewall keeps: requests that a rule matched, without tokens. The access log has all."""
    return {
        "redacted_fields": [{"single_header": {"name": name}} for name in REDACTED],
        "logging_filter": {
            "default_behavior": "DROP",
            "filters": [
                {
                    "behavior": "KEEP",
                    "requirement": "MEETS_ANY",
                    "conditions": [{"action_condition": {"action": action}} for action in _KEPT_ACTIONS],
                }
            ],
        },
    }
