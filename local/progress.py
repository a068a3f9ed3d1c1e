"""Progress messages of all commands."""

import time
from collections.abc import Generator
from contextlib import contextmanager

from rich.console import Console

console = Console(stderr=True, highlight=False)
"""Standard error, so that standard output has only results."""


@contextmanager
def step(title: str) -> Generator[None]:
    """Print the start of a step, and its duration when it succeeds."""
    console.print(f"[bold]•[/bold] {title} …")
    began = time.monotonic()
    yield
    console.print(f"  [green]✓[/green] {title} [dim]({time.monotonic() - began:.1f} s)[/dim]")


def note(text: str) -> None:
    """Print a detail of the current step."""
    console.print(f"  [dim]{text}[/dim]")
