"""Builds one component: the request of the engine on standard input, its response on standard output."""

import asyncio
import sys
from collections.abc import Callable, Mapping
from typing import Any, Final

import pulumi
from pulumi.provider import ConstructResult, Provider
from pulumi.provider.server import ProviderServicer
from pulumi.runtime.proto import provider_pb2
from typing_extensions import override

from ..errors import LocalError
from .repository import Repository
from .server import VERSION
from .vpc import Vpc

Inputs = Mapping[str, Any]

COMPONENTS: Final[Mapping[str, Callable[[str, Inputs, pulumi.ResourceOptions], pulumi.ComponentResource]]] = {
    "awsx:ec2:Vpc": Vpc,
    "awsx:ecr:Repository": Repository,
}


class Builder(Provider):
    """Builds the components of the table."""

    def __init__(self) -> None:
        super().__init__(version=VERSION)

    @override
    def construct(
        self, name: str, resource_type: str, inputs: Inputs, options: pulumi.ResourceOptions | None = None
    ) -> ConstructResult:
        if resource_type not in COMPONENTS:
            known = ", ".join(COMPONENTS)
            raise LocalError(f"the imitation of awsx does not serve {resource_type}; it serves {known}")
        made: Any = COMPONENTS[resource_type](name, inputs, options or pulumi.ResourceOptions())
        return ConstructResult(urn=made.urn, state=made.state)


async def build(engine: str, request: bytes) -> bytes:
    """The response to a request, once all children are registered."""
    servicer = ProviderServicer(Builder(), [], engine)
    response = await servicer._construct(  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - without its traceback
        provider_pb2.ConstructRequest.FromString(request), None
    )
    return response.SerializeToString()


def main() -> int:
    """Build, or print the error as one line."""
    try:
        answer = asyncio.run(build(sys.argv[1], sys.stdin.buffer.read()))
    except (LocalError, pulumi.RunError) as error:
        print(error, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
