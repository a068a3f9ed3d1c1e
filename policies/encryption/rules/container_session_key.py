"""Shells into containers (ECS Exec) under a key of ours, and on record."""

from ...aws import types as aws
from ...checks import require, require_customer_key, require_true
from ...model.values import Value
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_SERVICE = aws.ECS_SERVICE


def check(resource: Resource) -> Results:
    """A finding on a cluster whose shells are neither under a key nor logged; one that opens none has none."""
    settings = resource["configuration"]["executeCommandConfiguration"]
    if settings.unknown:
        yield NotEvaluated(settings.path)
    elif not settings.absent:
        yield from require_customer_key(resource, settings["kmsKeyId"])
        yield from require(settings["logging"], lambda known: known.text != "NONE", "keeps no record of what was typed")
        if settings["logging"].text == "OVERRIDE":
            yield from _own_log(settings["logConfiguration"])
    else:
        yield from _unset(resource)


def _unset(cluster: Resource) -> Results:
    opens = [service["enableExecuteCommand"] for service in cluster.used_by(_SERVICE)]
    if any(known.true for known in opens):
        yield Finding("configuration", "sets neither key nor log for the shells that a service opens")
    elif any(known.unknown for known in opens):
        yield NotEvaluated("configuration")


def _own_log(log: Value) -> Results:
    if log["cloudWatchLogGroupName"].absent and log["s3BucketName"].absent:
        yield Finding(log.path, "names no place for the record of shells")
    for place, encrypted in (
        ("cloudWatchLogGroupName", "cloudWatchEncryptionEnabled"),
        ("s3BucketName", "s3BucketEncryptionEnabled"),
    ):
        if not log[place].absent:  # known or not yet: there is one
            yield from require_true(log[encrypted], "lets the record of shells rest unencrypted")


RULE = Rule(
    id="container-session-key",
    title="Shells into containers are encrypted with a key of ours and logged",
    description="Who opens a shell in a container sees what it sees: the session has its own key and leaves a record.",
    severity=Severity.MEDIUM,
    types=(aws.ECS_CLUSTER,),
    remediation="Set executeCommandConfiguration with kmsKeyId, logging OVERRIDE and an encrypted log",
    url="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    check=check,
    controls=("B26",),
    scope=Scope.STACK,
)
