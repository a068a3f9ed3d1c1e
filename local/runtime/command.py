"""`python -m local start STACK`: run the deployed stack until Ctrl-C."""

import argparse
import time

from ..paths import stack_dir
from ..progress import console
from ..state import load_state
from .differences import as_table
from .runtime import Runtime

POLL_SECONDS = 1.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `start`."""
    parser.add_argument("stack", help="a deployed stack")
    parser.add_argument("--port", type=int, help="port of the gateway on 127.0.0.1 (default: a free one)")


def run(arguments: argparse.Namespace) -> int:
    """Start the cell and run until Ctrl-C or SIGTERM.

    Raises:
        LocalError: the stack is not deployed, or a process cannot start.
    """
    directory = stack_dir(arguments.stack)
    state = load_state(directory / "state.json")
    console.print(as_table())
    try:
        with Runtime(state, directory / "cell", public_port=arguments.port) as runtime:
            addresses = runtime.addresses
            print(f"the cell of stack {arguments.stack} runs at {addresses.public} (Ctrl-C stops it)", flush=True)
            while True:
                time.sleep(POLL_SECONDS)
    except KeyboardInterrupt:
        return 0
