"""Serves the provider on a free loopback port."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import grpc
from pulumi.runtime.proto import provider_pb2_grpc

from .cloud import opened
from .servicer import LoopbackProvider

_UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


@contextmanager
def serving(cloud: Path | None = None) -> Generator[int]:
    """Serve on the loopback interface while the block runs; yields the port.

    Args:
        cloud: the file of what exists; without one nothing outlives the block.
    """
    with opened(cloud) as standing:
        server = grpc.server(ThreadPoolExecutor(max_workers=16), options=_UNLIMITED)
        provider_pb2_grpc.add_ResourceProviderServicer_to_server(LoopbackProvider(standing), server)
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        try:
            yield port
        finally:
            server.stop(grace=None).wait()
