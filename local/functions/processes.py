"""Function processes: AWS's own runtime client with the stack's archive and environment.

Each process has its own Runtime API, which tells which invocation a killed process had.
"""

import asyncio
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from aiohttp import web

from .declared import DeclaredFunction
from .invocations import Failure, Invocation
from .runtime_api import RuntimeApi

STOP_SECONDS = 2.0
"""Time for a process to end before it is killed."""


class Dispatcher(Protocol):
    """Dispatches invocations."""

    async def take(self) -> Invocation:
        """Wait for the next invocation."""
        ...

    def init_failed(self, failure: Failure) -> None:
        """A process could not load its handler."""
        ...


class FunctionProcess:
    """One process of a function. It ends by itself, when it is cancelled, or after its time limit."""

    def __init__(
        self, function: DeclaredFunction, code: Path, environment: Mapping[str, str], dispatcher: Dispatcher, log: Path
    ) -> None:
        self._function = function
        self._code = code
        self._environment = environment
        self._log = log
        self._api = RuntimeApi(dispatcher, function, self._kill)
        self._runner: web.ServerRunner | None = None
        self._process: asyncio.subprocess.Process | None = None

    async def run(self) -> bool:
        """Start the process and wait for its end; returns whether it completed an invocation."""
        self._runner = web.ServerRunner(
            web.Server(self._api.handle), handle_signals=False, shutdown_timeout=STOP_SECONDS
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port: int = self._runner.addresses[0][1]
        try:
            with self._log.open("ab") as log:
                self._process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "awslambdaric", self._function.handler),
                    env=self._full_environment(port),
                    cwd=self._code,
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,  # Ctrl-C reaches only the runner, which stops the processes in order
                )
            await self._process.wait()
            return self._api.completed > 0
        finally:
            await self._end()

    async def _end(self) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.terminate()
            try:
                async with asyncio.timeout(STOP_SECONDS):
                    await self._process.wait()
            except TimeoutError:
                self._kill()
                await self._process.wait()
            self._api.process_ended(self._process.returncode or 0)
        if self._runner is not None:
            await self._runner.cleanup()

    def _kill(self) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()

    def _full_environment(self, port: int) -> dict[str, str]:
        """The stack's variables and those that AWS reserves, and none of the runner's.

        https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
        """
        function = self._function
        return {
            "PATH": os.defpath,
            "LANG": "en_US.UTF-8",
            "TZ": ":UTC",
            **self._environment,
            "AWS_DEFAULT_REGION": function.region,
            "AWS_EXECUTION_ENV": f"AWS_Lambda_{function.runtime}",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory_mib),
            "AWS_LAMBDA_FUNCTION_NAME": function.name,
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{port}",
            "AWS_REGION": function.region,
            "LAMBDA_TASK_ROOT": str(self._code),
            "PYTHONPATH": str(self._code),
            "_HANDLER": function.handler,
        }
