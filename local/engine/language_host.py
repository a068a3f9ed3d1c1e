"""The engine's Python language host, for machines without the official one.

The official host is not on the Go module proxy, and its interface is small: run programs and policy packs, and list the
packages of a program. The protocol is `pulumirpc.LanguageRuntime`, in the SDK's generated modules. The engine runs
`pulumi-language-python [flags] <engine address>`; the host prints its port and serves until the engine ends.
"""

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import language_pb2, language_pb2_grpc, plugin_pb2
from typing_extensions import override

MESSAGE_SHOWN = 32
"""Exit code of `pulumi-language-python-exec` after it has printed the program's error."""

UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


class LanguageHost(language_pb2_grpc.LanguageRuntimeServicer):
    """Runs Python programs and policy packs with this interpreter, which has the project's packages."""

    def __init__(self, engine: str) -> None:
        self._engine = engine
        self._running: set[subprocess.Popen[bytes]] = set()

    @override
    def Handshake(self, request: Any, context: Any) -> Any:
        """Store the engine's address, which newer engines send here."""
        self._engine = request.engine_address or self._engine
        return language_pb2.LanguageHandshakeResponse()

    @override
    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        """The host has no version."""
        return plugin_pb2.PluginInfo()

    @override
    def GetRequiredPackages(self, request: Any, context: Any) -> Any:
        """None: the caller attaches providers, and nothing is downloaded."""
        return language_pb2.GetRequiredPackagesResponse()

    @override
    def InstallDependencies(self, request: Any, context: Any) -> Generator[Any]:
        """Nothing to install: the project's set-up created this interpreter's environment."""
        yield language_pb2.InstallDependenciesResponse(stdout=b"Dependencies come with the project's environment\n")

    @override
    def Run(self, request: Any, context: Any) -> Any:
        """Run a program with the SDK's start script."""
        arguments = {
            "project": request.project,
            "stack": request.stack,
            "organization": request.organization,
            "root_directory": request.info.root_directory,
            "monitor": request.monitor_address,
            "engine": self._engine,
            "pwd": request.pwd,
            "parallel": str(request.parallel),
            "dry_run": "true" if request.dryRun else "false",
        }
        flags = [part for name, value in arguments.items() if value for part in (f"--{name}", value)]
        program = Path(request.info.program_directory, request.info.entry_point)
        process = self._start(
            [os.environ["CITYCELL_PYTHON_EXEC"], *flags, str(program), *request.args],
            request.pwd,
            {
                "PULUMI_CONFIG": json.dumps(dict(request.config)),
                "PULUMI_CONFIG_SECRET_KEYS": json.dumps(list(request.configSecretKeys)),
            },
            interpreter=_interpreter(request.info),
        )
        code = self._wait(process)
        if code == MESSAGE_SHOWN:
            return language_pb2.RunResponse(bail=True)
        return language_pb2.RunResponse(error=f"the program exited with code {code}" if code else "")

    @override
    def RunPlugin(self, request: Any, context: Any) -> Generator[Any]:
        """Run a policy pack (kind `analyzer`) or a component package, and stream its output."""
        folder = request.info.program_directory
        module = ["-m", "pulumi.policy", *request.args, folder]
        if request.kind != "analyzer":
            module = [folder, *request.args]
        environment = dict(item.split("=", 1) for item in request.env)
        process = self._start(["-u", *module], folder, environment, output=subprocess.PIPE)
        context.add_callback(process.terminate)
        lines: queue.SimpleQueue[Any] = queue.SimpleQueue()
        readers = [
            threading.Thread(target=_forward, args=(process.stdout, "stdout", lines), daemon=True),
            threading.Thread(target=_forward, args=(process.stderr, "stderr", lines), daemon=True),
        ]
        for reader in readers:
            reader.start()
        open_streams = len(readers)
        while open_streams:
            message = lines.get()
            if message is None:
                open_streams -= 1
            else:
                yield message
        yield language_pb2.RunPluginResponse(exitcode=self._wait(process))

    @override
    def Cancel(self, request: Any, context: Any) -> Empty:
        """Stop all running programs."""
        self.stop()
        return Empty()

    def stop(self) -> None:
        """Stop the programs and packs that were started."""
        for process in tuple(self._running):
            process.terminate()

    def _start(
        self,
        command: Sequence[str],
        folder: str,
        environment: Mapping[str, str],
        output: int | None = None,
        interpreter: str = sys.executable,
    ) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [interpreter, *command],
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        self._running.add(process)
        return process

    def _wait(self, process: subprocess.Popen[bytes]) -> int:
        code = process.wait()
        self._running.discard(process)
        return code


def _interpreter(info: Any) -> str:
    """The interpreter of the project's environment (`runtime.options.virtualenv`), otherwise this one."""
    options = dict(info.options)
    own = Path(info.root_directory, str(options.get("virtualenv", "")), "bin", "python")
    return str(own) if options.get("virtualenv") and own.exists() else sys.executable


def _forward(stream: Any, name: str, lines: "queue.SimpleQueue[Any]") -> None:
    """Queue the output of a process, and `None` at its end."""
    for line in stream:
        lines.put(language_pb2.RunPluginResponse(**{name: line}))
    lines.put(None)


def serve(engine: str) -> None:
    """Serve one engine, the parent process, until it ends."""
    parent = os.getppid()
    host = LanguageHost(engine)
    server = grpc.server(ThreadPoolExecutor(max_workers=32), options=UNLIMITED)
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(host, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    # The engine sends SIGINT to its plugins when it is interrupted.
    with contextlib.suppress(KeyboardInterrupt):
        while os.getppid() == parent and server.wait_for_termination(timeout=1.0):
            pass
    host.stop()


if __name__ == "__main__":
    serve(sys.argv[-1] if len(sys.argv) > 1 else "")
