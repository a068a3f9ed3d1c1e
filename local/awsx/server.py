"""Serves the components to the engine. Each is built by a process of its own, because the SDK builds one at a time."""

import subprocess
import sys
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc
from typing_extensions import override

from ..paths import ROOT

VERSION = "3.11.0"
"""The version of pulumi-awsx, as pinned in `pyproject.toml`."""

_UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


class ComponentProvider(provider_pb2_grpc.ResourceProviderServicer):
    """Answers the engine's calls to a provider of components."""

    def __init__(self) -> None:
        self._engine = ""

    @override
    def Attach(self, request: Any, context: Any) -> Empty:
        self._engine = request.address
        return Empty()

    @override
    def Handshake(self, request: Any, context: Any) -> Any:
        self._engine = request.engine_address or self._engine
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True, accept_resources=True, accept_outputs=True)

    @override
    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo(version=VERSION)

    @override
    def GetSchema(self, request: Any, context: Any) -> Any:
        return provider_pb2.GetSchemaResponse(schema=f'{{"name": "awsx", "version": "{VERSION}"}}')

    @override
    def Cancel(self, request: Any, context: Any) -> Empty:
        return Empty()

    @override
    def CheckConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    @override
    def DiffConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)

    @override
    def Configure(self, request: Any, context: Any) -> Any:
        return provider_pb2.ConfigureResponse(
            acceptSecrets=True, acceptResources=True, acceptOutputs=True, supportsPreview=True
        )

    @override
    def Construct(self, request: Any, context: Any) -> Any:
        command = [sys.executable, "-m", "local.awsx", self._engine]
        done = subprocess.run(command, input=request.SerializeToString(), capture_output=True, check=False, cwd=ROOT)
        if done.returncode != 0:
            said = done.stderr.decode().strip().splitlines()
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, said[-1] if said else "the component printed no error")
        return provider_pb2.ConstructResponse.FromString(done.stdout)


@contextmanager
def serving() -> Generator[int]:
    """Serve on the loopback interface while the block runs; yields the port."""
    server = grpc.server(ThreadPoolExecutor(max_workers=4), options=_UNLIMITED)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(ComponentProvider(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield port
    finally:
        server.stop(grace=None).wait()
