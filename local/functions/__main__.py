"""`python -m local.functions --config FILE`: run a stack's functions and event source mappings until SIGTERM."""

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from aiohttp import web

from ..alarms.recorder import Recorder
from ..errors import LocalError
from ..state import StackState, load_state
from .archives import unpack
from .config import FunctionsConfig, FunctionSettings, load
from .control import Control
from .declared import DeclaredFunction, functions, mappings
from .event_source import EventSource
from .function import Function


def main() -> int:
    """Parse the command line and run; returns 2 if it cannot start."""
    parser = argparse.ArgumentParser(prog="python -m local.functions", description=__doc__)
    parser.add_argument("--config", type=Path, required=True, help="the configuration file (local/functions/config.py)")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        asyncio.run(run(load(parser.parse_args().config)))
    except LocalError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


async def run(config: FunctionsConfig) -> None:
    """Run until SIGTERM or SIGINT. The mappings stop first, so that no batch loses its function.

    Raises:
        LocalError: the state, an archive or the configuration is invalid.
    """
    state = load_state(config.state)
    recorder = Recorder(config.directory, config.clock)
    running = {declared.name: _function(config, declared, recorder) for declared in functions(state)}
    sources = _sources(config, state, running)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    server = web.AppRunner(Control(running, sources).application(), access_log=None)
    await server.setup()
    recording = asyncio.create_task(recorder.run())
    try:
        await web.TCPSite(server, "127.0.0.1", config.control_port).start()
        for function in running.values():
            function.start()
        await _run_sources(sources, stop)
    except OSError as error:
        raise LocalError(f"port {config.control_port} of the function runner: {error.strerror}") from None
    finally:
        await server.cleanup()
        await asyncio.gather(*(function.stop() for function in running.values()))
        recording.cancel()
        await asyncio.gather(recording, return_exceptions=True)


async def _run_sources(sources: list[EventSource], stop: asyncio.Event) -> None:
    async with asyncio.TaskGroup() as group:
        for source in sources:
            group.create_task(source.run())
        await stop.wait()
        for source in sources:
            source.stop()


def _function(config: FunctionsConfig, declared: DeclaredFunction, recorder: Recorder) -> Function:
    settings = config.functions.get(declared.name, FunctionSettings())
    logs = config.directory / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    return Function(
        declared,
        code=unpack(declared.name, declared.code, config.directory / "archives"),
        environment={**declared.environment, **settings.environment},
        log=logs / f"{declared.name}.log",
        processes=settings.processes,
        recorder=recorder,
    )


def _sources(config: FunctionsConfig, state: StackState, running: Mapping[str, Function]) -> list[EventSource]:
    sources: list[EventSource] = []
    for declared in mappings(state):
        settings = config.functions.get(declared.function, FunctionSettings())
        if declared.function not in running:
            raise LocalError(
                f"the event source mapping of {declared.topic} has an unknown function {declared.function}"
            )
        if "bootstrap.servers" not in settings.kafka:
            raise LocalError(f"function {declared.function} reads {declared.topic}, but has no kafka bootstrap.servers")
        sources.append(EventSource(declared, running[declared.function], settings.kafka))
    return sources


if __name__ == "__main__":
    sys.exit(main())
