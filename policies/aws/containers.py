"""The containers of an ECS task definition, which has them as JSON text."""

from collections.abc import Iterator

from ..model.values import Value
from ..rule import Finding, NotEvaluated, Resource


def containers(resource: Resource) -> Iterator[Value | Finding | NotEvaluated]:
    """Each container, or a result if the definitions are unknown or not valid JSON."""
    text = resource["containerDefinitions"]
    parsed = text.from_json()
    if parsed is None:
        yield Finding(text.path, "is not valid JSON")
    elif parsed.unknown:
        yield NotEvaluated(text.path)
    else:
        for container in parsed.elements():
            yield NotEvaluated(container.path) if container.unknown else container
