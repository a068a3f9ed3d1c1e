"""A provider that takes any resource, so that what the policies say is all that can stop it."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import grpc
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc
from typing_extensions import override

from local.provider.servicer import LoopbackProvider
from local.provider.values import from_struct, to_struct

KEY_OF_AWS = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000000"
_ANSWERED = ("kmsKeyId", "kmsKeyArn", "kmsMasterKeyId", "performanceInsightsKmsKeyId")


class AnythingProvider(LoopbackProvider):
    """The loopback provider without its checks: it accepts all inputs and returns them.

    As AWS does, it also answers with a key where none was given; that must mislead no rule.
    """

    def __init__(self) -> None:
        super().__init__()
        self.created: list[str] = []

    @override
    def Configure(self, request: Any, context: Any) -> Any:
        return provider_pb2.ConfigureResponse(acceptSecrets=False, supportsPreview=True)

    @override
    def Check(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    @override
    def Create(self, request: Any, context: Any) -> Any:
        if not request.preview:
            self.created.append(request.urn)
        answer = {**dict.fromkeys(_ANSWERED, KEY_OF_AWS), **from_struct(request.properties)}
        return provider_pb2.CreateResponse(id="" if request.preview else "made", properties=to_struct(answer))


@contextmanager
def serving_anything() -> Generator[tuple[int, AnythingProvider]]:
    """Serve on the loopback interface while the block runs; the port and what was created."""
    provider = AnythingProvider()
    server = grpc.server(ThreadPoolExecutor(max_workers=16))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(provider, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield port, provider
    finally:
        server.stop(grace=None).wait()
