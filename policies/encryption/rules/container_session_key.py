"""Encryption and logging of ECS Exec sessions."""

from ...aws import types as aws
from ...checks import require, require_customer_key, require_true
from ...model.values import Value
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_SERVICE = aws.ECS_SERVICE


def check(resource: Resource) -> Results:
    """A finding on a cluster whose ECS Exec sessions are not encrypted with a customer managed key, or not logged."""
    settings = resource["configuration"]["executeCommandConfiguration"]
    if settings.unknown:
        yield NotEvaluated(settings.path)
    elif not settings.absent:
        yield from require_customer_key(resource, settings["kmsKeyId"])
        yield from require(
            settings["logging"], lambda known: known.text != "NONE", "is NONE, so sessions are not logged"
        )
        if settings["logging"].text == "OVERRIDE":
            yield from _own_log(settings["logConfiguration"])
    else:
        yield from _unset(resource)


def _unset(cluster: Resource) -> Results:
    opens = [service["enableExecuteCommand"] for service in cluster.used_by(_SERVICE)]
    if any(known.true for known in opens):
        yield Finding("configuration", "sets no key and no log for ECS Exec, which a service enables")
    elif any(known.unknown for known in opens):
        yield NotEvaluated("configuration")


def _own_log(log: Value) -> Results:
    if log["cloudWatchLogGroupName"].absent and log["s3BucketName"].absent:
        yield Finding(log.path, "names no destination for session logs")
    for place, encrypted in (
        ("cloudWatchLogGroupName", "cloudWatchEncryptionEnabled"),
        ("s3BucketName", "s3BucketEncryptionEnabled"),
    ):
        if not log[place].absent:  # set, whether known or unknown
            yield from require_true(log[encrypted], "is not enabled, so session logs are unencrypted")


RULE = Rule(
    id="container-session-key",
    title="ECS Exec sessions are encrypted with a customer managed key and logged",
    description="A shell in a container sees everything that the container sees, so its sessions need a key and a log.",
    severity=Severity.MEDIUM,
    types=(aws.ECS_CLUSTER,),
    remediation="Set executeCommandConfiguration with kmsKeyId, logging OVERRIDE and an encrypted log destination",
    url="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    check=check,
    controls=("B26",),
    scope=Scope.STACK,
)
