"""Runs steps in order: each has a time-out, and a failed one skips those that need it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from .api import Api
from .errors import SkippedError, SmokeError, StepError
from .report import Outcome, Report, Result


@dataclass(frozen=True)
class Step:
    """One step of the test."""

    name: str
    seconds: float
    """Its time-out."""
    run: Callable[[], Awaitable[str]]
    """Returns what was seen."""
    is_independent: bool = False
    """Whether it makes sense after an earlier failure."""


async def run_steps(steps: Sequence[Step], report: Report, api: Api) -> None:
    """Run every step and record its outcome."""
    failed = ""
    for step in steps:
        if failed and not step.is_independent:
            report.add(Result(step.name, Outcome.SKIPPED, 0.0, f"needs the step {failed!r}"))
            continue
        result = await _run(step, api)
        report.add(result)
        if result.outcome is Outcome.FAILED and not step.is_independent:
            failed = failed or step.name
    report.is_complete = True


async def _run(step: Step, api: Api) -> Result:
    begun = time.monotonic()
    api.last_problem = ""
    try:
        async with asyncio.timeout(step.seconds):
            outcome, detail = Outcome.OK, await step.run()
    except SkippedError as skipped:
        outcome, detail = Outcome.SKIPPED, str(skipped)
    except (StepError, SmokeError) as problem:
        outcome, detail = Outcome.FAILED, str(problem)
    except TimeoutError:
        reason = api.last_problem or "nothing happened"
        outcome, detail = Outcome.FAILED, f"not done after {step.seconds:g} s: {reason}"
    return Result(step.name, outcome, time.monotonic() - begun, detail)
