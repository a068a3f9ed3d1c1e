"""Failed events of Lambda functions."""

import re

from ...aws import types as aws
from ...indexes import by_text
from ...model.values import Value
from ...rule import Finding, NotEvaluated, Reference, Resource, Results, Rule, Scope, Severity

_FUNCTION = aws.LAMBDA_FUNCTION
_CONFIG = aws.LAMBDA_FUNCTION_EVENT_INVOKE_CONFIG
_PERMISSION = aws.LAMBDA_PERMISSION

_SENDERS = {
    aws.CLOUDWATCH_EVENT_TARGET: "arn",
    aws.CLOUDWATCH_LOG_SUBSCRIPTION_FILTER: "destinationArn",
    aws.IOT_TOPIC_RULE: "lambdas",
    aws.S3_BUCKET_NOTIFICATION: "lambdaFunctions",
    aws.SCHEDULER_SCHEDULE: "target",
    aws.SES_RECEIPT_RULE: "lambdaActions",
    aws.SNS_TOPIC_SUBSCRIPTION: "endpoint",
}
"""Types that invoke a function asynchronously, and the property that names the function."""

_PRINCIPAL = re.compile(
    r"(s3|sns|ses|cloudformation|logs(\.[a-z0-9-]+)?|events|codecommit|config|iot|iotevents|codepipeline)"
    r"\.amazonaws\.com"
)
"""Services that invoke functions asynchronously (Lambda developer guide, Using Lambda with other services)."""

_permissions_of = by_text(_PERMISSION, "function")
_configs_of = by_text(_CONFIG, "functionName")
_named = by_text(_FUNCTION, "name")


def check(resource: Resource) -> Results:
    """A finding on a function with asynchronous events and without a destination for failed ones."""
    if resource.type == _CONFIG:
        yield from _destination(resource)
        return
    queue = resource["deadLetterConfig"]["targetArn"]
    if not (queue.absent or queue.unknown) or any(resource.edges.get("deadLetterConfig", ())) or _configured(resource):
        return
    sent = _is_invoked_asynchronously(resource)
    if sent is None or (sent and queue.unknown):
        yield NotEvaluated(queue.path)
    elif sent:
        yield Finding(queue.path, "is not set, and there is no failure destination, so failed events are lost")


def _destination(config: Resource) -> Results:
    """A finding on a configuration without a destination, unless the function has a dead-letter queue."""
    destination = config["destinationConfig"]["onFailure"]["destination"]
    name = config["functionName"]
    functions = list(config.sources(name, _FUNCTION)) or _named(config.stack).get(name.text, ())
    if not destination.absent or any(not function["deadLetterConfig"]["targetArn"].absent for function in functions):
        return
    if name.unknown and not functions:
        yield NotEvaluated(name.path)
    else:
        yield Finding(destination.path, "is not set, so failed events are lost")


def _configured(function: Resource) -> bool:
    """Whether the function has an event configuration. One without a destination is a separate finding."""
    return any(function.used_by(_CONFIG)) or function["name"].text in _configs_of(function.stack)


def _is_invoked_asynchronously(function: Resource) -> bool | None:
    """Whether anything invokes a function asynchronously; None while a principal or function is unknown."""
    if any(key == _SENDERS.get(user.type) for key, user in function.users):
        return True
    name, given = function["name"], _permissions_of(function.stack)
    users = (*function.used_by(_PERMISSION), *given.get(name.text, ()))
    answers = {_asynchronous(user["principal"]) for user in users}
    return True if True in answers else None if None in answers or (name.unknown and given) else False


def _asynchronous(principal: Value) -> bool | None:
    return None if principal.unknown else _PRINCIPAL.fullmatch(principal.text) is not None


RULE = Rule(
    id="function-failures",
    title="Lambda functions keep failed asynchronous events",
    description="Lambda tries an asynchronous event three times and then drops it, unless a destination is set.",
    severity=Severity.MEDIUM,
    types=(_FUNCTION, _CONFIG),
    remediation="Add a FunctionEventInvokeConfig with destinationConfig.onFailure, or set deadLetterConfig.targetArn",
    url="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
    check=check,
    controls=("F22",),
    references=Reference(checkov=("CKV_AWS_116",)),
    scope=Scope.STACK,
)
