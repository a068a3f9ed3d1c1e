"""Secrets in settings of builds, jobs, applications and machines."""

from collections.abc import Iterator

from ...aws import types as aws
from ...aws.secrets import secret_in_script, secret_like, settings
from ...aws.setting_places import SCRIPTS, SETTINGS
from ...checks import require, waiting_for
from ...model.values import Value
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Severity

_REASON = "contains a secret in plain text"


def check(resource: Resource) -> Results:
    """A finding on each setting or parameter whose name or value looks like a secret, and on each script with one."""
    for path in SETTINGS.get(resource.type, ()):
        yield from _settings(resource.properties.at(path))
    for path in SCRIPTS.get(resource.type, ()):
        script = resource.properties.at(path)
        yield from require(script, lambda known: not secret_in_script(known), _REASON)
    if resource.type == aws.SSM_PARAMETER:
        yield from _parameter(resource)


def _settings(value: Value) -> Results:
    whole = value.from_json()
    if whole is None:
        yield Finding(value.path, "is not valid JSON")
        return
    for name, setting in _given(whole):
        yield from require(setting, lambda known, name=name: not secret_like(name, known), _REASON)


def _parameter(resource: Resource) -> Results:
    """A finding on a parameter in plain text with a secret."""
    kind, name = resource["type"], resource["name"].text.rpartition("/")[2]
    if kind.text != "SecureString":
        if resource["name"].unknown:
            yield NotEvaluated(resource["name"].path)
        for value in (resource["value"], resource["insecureValue"]):
            yield from waiting_for(kind, require(value, lambda known: not secret_like(name, known), _REASON))


def _given(value: Value) -> Iterator[tuple[str, Value]]:
    return iter(()) if value.absent else settings(value)


RULE = Rule(
    id="setting-secrets",
    title="Builds, jobs and machines have no secrets in plain settings",
    description=(
        "Every principal that can read the configuration of a build, a job, an application or a machine can read its "
        "variables, arguments and user data."
    ),
    severity=Severity.HIGH,
    types=tuple(sorted({*SETTINGS, *SCRIPTS, aws.SSM_PARAMETER})),
    remediation="Pass the ARN of a secret and read the secret at start, or name the secret as the service allows it",
    url="https://docs.aws.amazon.com/secretsmanager/latest/userguide/hardcoded.html",
    check=check,
)
