"""One way to say what is being done and how far it is, for every command."""

import time
from collections.abc import Generator
from contextlib import contextmanager

from rich.console import Console

console = Console(stderr=True, highlight=False)
"""Progress goes to standard error, so that standard output stays for results."""


@contextmanager
def step(title: str) -> Generator[None]:
    """Say that a step begins, and how long it took when it ends well."""
    console.print(f"[bold]•[/bold] {title} …")
    began = time.monotonic()
    yield
    console.print(f"  [green]✓[/green] {title} [dim]({time.monotonic() - began:.1f} s)[/dim]")


def note(text: str) -> None:
    """Say one thing about the step under way."""
    console.print(f"  [dim]{text}[/dim]")
