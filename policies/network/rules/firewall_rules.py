"""Rules and metrics of web ACLs."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, require_true
from ...model.values import UNKNOWN, Value
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Severity, parameter

_NO_METRICS = "is not enabled, so CloudWatch receives no metrics"


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    managed: tuple[str, ...] = parameter(
        ("AWSManagedRulesKnownBadInputsRuleSet",),
        "AWS managed rule groups that every web ACL must apply. The default blocks known exploits such as Log4Shell.",
    )


@dataclass(frozen=True, slots=True)
class _Form:
    """The key names of a rule: those of the provider, or those of the AWS WAF API in `ruleJson`."""

    action: str
    override: str
    count: str
    statement: str
    group: str
    name: str
    visibility: str
    metrics: str


_PROVIDER = _Form(
    "action",
    "overrideAction",
    "count",
    "statement",
    "managedRuleGroupStatement",
    "name",
    "visibilityConfig",
    "cloudwatchMetricsEnabled",
)
_API = _Form(
    "Action",
    "OverrideAction",
    "Count",
    "Statement",
    "ManagedRuleGroupStatement",
    "Name",
    "VisibilityConfig",
    "CloudWatchMetricsEnabled",
)


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a web ACL without rules, without metrics, or without the managed groups in blocking mode."""
    yield from require_true(resource["visibilityConfig"]["cloudwatchMetricsEnabled"], _NO_METRICS)
    written = resource["ruleJson"]
    if written.absent:
        yield from _rules(resource["rules"], _PROVIDER, parameters)
    else:
        rules = written.from_json()
        if rules is None:
            yield Finding(written.path, "is not valid JSON")
        else:
            yield from _rules(rules, _API, parameters)


def _rules(rules: Value, form: _Form, parameters: Parameters) -> Results:
    if rules.unknown:
        yield NotEvaluated(rules.path)
        return
    listed = list(rules.elements())
    for rule in listed:
        yield from require_true(rule[form.visibility][form.metrics], _NO_METRICS)
        yield from _action(rule, form)
    if not listed:
        yield Finding(rules.path, "contains no rule")
        return
    applied = {name for rule in listed for name in _managed_groups(rule, form)}
    if not applied.issuperset(parameters.managed):
        unknown = UNKNOWN in applied
        yield (
            NotEvaluated(rules.path)
            if unknown
            else Finding(rules.path, "does not apply the required managed rule groups")
        )


def _action(rule: Value, form: _Form) -> Results:
    """Each rule needs an action, or an override action for its rule group."""
    action, override = rule[form.action], rule[form.override]
    if override.unknown or any(override.entries()):
        return
    yield from require(action, lambda known: any(known.entries()), "is not set")


def _managed_groups(rule: Value, form: _Form) -> Iterator[object]:
    """The managed group that a rule applies, unless the rule only counts matches."""
    name, counts = rule[form.statement][form.group][form.name], rule[form.override][form.count]
    if counts.unknown or name.unknown:
        yield UNKNOWN
    elif counts.absent:
        yield name.text


RULE = Rule(
    id="firewall-rules",
    title="Web ACLs block known bad inputs",
    description="A web ACL without rules allows every request, and one without metrics shows nothing of what it did.",
    severity=Severity.MEDIUM,
    types=(aws.WAFV2_WEB_ACL,),
    remediation=(
        "Add a rule with the managed rule group AWSManagedRulesKnownBadInputsRuleSet and overrideAction none, and set "
        "visibilityConfig.cloudwatchMetricsEnabled on the web ACL and on each rule"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-10",
    check=check,
    controls=("D22",),
    parameters=Parameters,
)
