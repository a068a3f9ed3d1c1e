"""`python -m local setup`: install the engine and the backing services, once per machine."""

import argparse

from .backing_services.setup import ensure_backing_services
from .engine import ensure_engine
from .progress import note


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""
    del parser


def run(arguments: argparse.Namespace) -> int:
    """Install what is missing."""
    del arguments
    engine = ensure_engine()
    note(f"engine: Pulumi {engine.version} at {engine.pulumi}")
    ensure_backing_services()
    return 0
