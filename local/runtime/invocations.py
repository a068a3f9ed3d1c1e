"""The invocations of functions that a stack declares: which run before the services start, which after, and how.

On AWS the provider invokes a function when the resource is made, in the order of the stack's dependencies. A local cell
follows the same order at each start, so it runs what an update would run, and nothing else.
"""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from ..errors import LocalError
from ..functions.declared import DEFAULT_TIMEOUT_SECONDS, functions
from ..lambda_names import function_name
from ..state import Resource, StackState

INVOCATION = "aws:lambda/invocation:Invocation"
SERVICE = "aws:ecs/service:Service"


@dataclass(frozen=True)
class Invocation:
    """One invocation of a function."""

    name: str
    """The resource's name."""
    function: str
    payload: str
    seconds: float
    """The function's time limit."""


def invocations(state: StackState) -> tuple[list[Invocation], list[Invocation]]:
    """Those that depend on no service, and those that wait for one, each in the order of the stack."""
    seconds = {function.name: function.timeout_seconds for function in functions(state)}
    before: list[Invocation] = []
    after: list[Invocation] = []
    by_urn = {resource.urn: resource for resource in state.resources}
    for resource in state.of_type(INVOCATION):
        function = function_name(str(resource.outputs["functionName"]))
        found = Invocation(
            resource.name, function, str(resource.outputs["input"]), seconds.get(function, DEFAULT_TIMEOUT_SECONDS)
        )
        (after if _waits_for_service(resource, by_urn) else before).append(found)
    return before, after


def _waits_for_service(resource: Resource, by_urn: Mapping[str, Resource]) -> bool:
    """Whether a resource depends on a service, itself or through others; a child depends on what its parent does."""
    seen: set[str] = set()
    waiting = [*resource.dependencies, resource.parent]
    while waiting:
        urn = waiting.pop()
        if urn in seen or urn not in by_urn:
            continue
        seen.add(urn)
        if by_urn[urn].type == SERVICE:
            return True
        waiting += [*by_urn[urn].dependencies, by_urn[urn].parent]
    return False


def invoke(port: int, invocation: Invocation) -> None:
    """Invoke a function and wait for its answer.

    Raises:
        LocalError: the function failed, does not exist, or did not answer in its time.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=invocation.seconds + 10)
    path = f"/2015-03-31/functions/{quote(invocation.function)}/invocations"
    try:
        connection.request("POST", path, invocation.payload.encode(), {"X-Amz-Invocation-Type": "RequestResponse"})
        answer = connection.getresponse()
        body = answer.read().decode(errors="replace")
        failed = answer.status != http.client.OK or answer.getheader("X-Amz-Function-Error")
    except OSError as error:
        raise LocalError(f"{invocation.name}: function {invocation.function} does not answer: {error}") from None
    finally:
        connection.close()
    if failed:
        raise LocalError(f"{invocation.name} failed: {_reason(body)}")


def _reason(body: str) -> str:
    """What an answer says went wrong, in one line."""
    try:
        document = json.loads(body)
        said = document.get("errorMessage") or document.get("Message") or body
    except (ValueError, AttributeError):
        said = body
    return str(said).strip().split("\n", maxsplit=1)[0]
