"""Dead-letter queues: where services name the queue for failed messages."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..indexes import once
from ..model.values import Value
from ..rule import Resource, Stack
from . import types as aws

_FAILURES = re.compile(r"dead_?letter|^dlq|^redrivePolicy$|^onFailure$|^errorAction$", re.IGNORECASE)
"""Keys for the destination of failures, at any depth, in the APIs of SQS, SNS, Lambda, EventBridge, IoT and Glue."""

_CONTAINERS = ("desiredState", "destinationConfig", "s3Targets", "sourceParameters", "target")
"""Top-level properties with such a key inside."""

_JSON = ("desiredState", "redrivePolicy")
_NO_QUEUE = re.compile(r"(role|kms|key|secret)\w*$", re.IGNORECASE)
"""Keys whose value is never a queue."""

_NO_TARGETS = (aws.IAM_ROLE, aws.KMS_KEY, aws.SECRETSMANAGER_SECRET)
_QUEUE_TEXT = re.compile(r"arn:[^:]*:sqs:[^:]*:[^:]*:(?P<arn>.+)|https://(sqs\.|[^/]*queue)[^/]*/[^/]+/(?P<url>.+)")
_BY_NAME = "name:"


class _Leaf(NamedTuple):
    value: Value
    failures: bool
    """Whether it is the destination of failures."""


def receives_failures(queue: Resource) -> bool | None:
    """Whether a queue is a dead-letter queue; None while the property that names it is unknown."""
    named = _is_named(queue)
    if named:
        return True
    answers = {named, *(_names(user, key, queue) for key, user in queue.users)}
    return True if True in answers else None if None in answers else False


def _is_named(queue: Resource) -> bool | None:
    """Whether the text of a destination of failures in the stack is the queue; None while its name is unknown."""
    texts = _named_queues(queue.stack)
    known = {queue.arn, queue.id} - {""}
    if not known and queue["name"].unknown:
        return None if any(text.startswith(_BY_NAME) for text in texts) else False
    return bool(texts & known) if known else f"{_BY_NAME}{queue['name'].text}" in texts


@once
def _named_queues(stack: Stack) -> frozenset[str]:
    """The destinations of failures in a stack: their texts, and the names in them."""
    leaves = (
        leaf for resource in stack for key, value in resource.properties.entries() for leaf in _leaves(key, value)
    )
    texts = {leaf.value.text for leaf in leaves if leaf.failures} - {""}
    return frozenset(texts | {f"{_BY_NAME}{name}" for text in texts if (name := _name(text))})


def _name(text: str) -> str:
    found = _QUEUE_TEXT.fullmatch(text)
    return (found["arn"] or found["url"]) if found else ""


def _names(user: Resource, key: str, queue: Resource) -> bool | None:
    """Whether a property with an edge to the queue names it as the destination of failures; None if undetermined."""
    value = user[key]
    if _FAILURES.search(key) or (user.type == aws.LAMBDA_EVENT_SOURCE_MAPPING and key == "destinationConfig"):
        return True
    if value.unknown:
        return None if key in _CONTAINERS else False
    leaves = list(_leaves(key, value))
    if not _may_name((leaf.value for leaf in leaves if leaf.failures), queue):
        return None if key in _CONTAINERS and _has_unknown_block(leaves) else False
    if not _may_name((leaf.value for leaf in leaves if not leaf.failures), queue):
        return True
    linked = [source.type for source in user.edges.get(key, ()) if source.type not in _NO_TARGETS]
    return True if len(linked) > 1 and linked.count(aws.SQS_QUEUE) == 1 else None


def _has_unknown_block(leaves: Iterable[_Leaf]) -> bool:
    """Whether a whole block inside a property is unknown, so that its keys are too."""
    return any(leaf.value.unknown and leaf.value.path.endswith(("]", "Parameters")) for leaf in leaves)


def _may_name(values: Iterable[Value], queue: Resource) -> bool:
    return any(value.unknown or _is(value.text, queue) for value in values)


def _is(text: str, queue: Resource) -> bool:
    """Whether a text is the queue. A queue of which nothing is known may be any queue."""
    known = {queue.arn, queue.id} - {""}
    if known:
        return text in known
    return _name(text) != "" and queue["name"].text in {"", _name(text)}


def _leaves(key: str, value: Value, *, failures: bool = False) -> Iterator[_Leaf]:
    """The values inside a property that can name a queue."""
    failures = failures or _FAILURES.search(key) is not None
    if key in _JSON:
        value = value.from_json() or value
    if isinstance(value.raw, list):
        for element in value.elements():
            yield from _leaves(key, element, failures=failures)
    elif isinstance(value.raw, dict):
        for inner, entry in value.entries():
            yield from _leaves(inner, entry, failures=failures)
    elif not _NO_QUEUE.search(key):
        yield _Leaf(value, failures)
