"""Runs checks at the same time, with a time limit for each; results come in the order of the checks."""

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from typing import Final

from .check import Check, Context, Result, unchecked
from .clients import CallError, one_line
from .web import WebError

WORKERS: Final = 8
CHECK_SECONDS: Final = 60.0
"""For one check, once it is next in the report; a call has its own, shorter limits."""

RUN_SECONDS: Final = 300.0
"""For all checks."""


def evaluate(check: Check, context: Context) -> list[Result]:
    """The results of one check. A failure becomes a result, and does not hide the results before it."""
    results: list[Result] = []
    try:
        results.extend(check.run(context))
    except (CallError, WebError) as error:
        results.append(unchecked(str(error)))
    except Exception as error:  # noqa: BLE001 - an answer of an unknown form must not end the report
        results.append(unchecked(f"an answer was not understood ({one_line(f'{type(error).__name__}: {error}')})"))
    return results


def run(checks: Sequence[Check], context: Context) -> Iterator[tuple[Check, list[Result]]]:
    """Each check with its results, in order. Threads of checks that do not end are left behind."""
    waiting: queue.SimpleQueue[tuple[Check, Future[list[Result]]]] = queue.SimpleQueue()
    futures = [Future[list[Result]]() for _ in checks]
    for item in zip(checks, futures, strict=True):
        waiting.put(item)
    for _ in range(min(WORKERS, len(checks))):
        _start(waiting, context)
    end = time.monotonic() + RUN_SECONDS
    for check, future in zip(checks, futures, strict=True):
        seconds = max(0.0, min(CHECK_SECONDS, end - time.monotonic()))
        try:
            yield check, future.result(timeout=seconds)
        except TimeoutError:
            _start(waiting, context)  # in place of the worker that still waits
            yield check, [unchecked(f"there was no answer within {seconds:.0f} s")]


def _start(waiting: "queue.SimpleQueue[tuple[Check, Future[list[Result]]]]", context: Context) -> None:
    # A daemon, so that a check that does not end does not keep the command from ending.
    threading.Thread(target=_work, args=(waiting, context), daemon=True).start()


def _work(waiting: "queue.SimpleQueue[tuple[Check, Future[list[Result]]]]", context: Context) -> None:
    while True:
        try:
            check, future = waiting.get_nowait()
        except queue.Empty:
            return
        future.set_result(evaluate(check, context))
