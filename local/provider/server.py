"""Serves the provider on a free loopback port."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import grpc
from pulumi.runtime.proto import provider_pb2_grpc

from .servicer import LoopbackProvider

_UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


@contextmanager
def serving() -> Generator[int]:
    """Serve on the loopback interface while the block runs; yields the port."""
    server = grpc.server(ThreadPoolExecutor(max_workers=16), options=_UNLIMITED)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(LoopbackProvider(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield port
    finally:
        server.stop(grace=None).wait()
