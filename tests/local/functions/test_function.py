"""Function processes run by AWS's own runtime client: outcomes, time limits, crashes, environment."""

import asyncio
import dataclasses
import json
import os
import time
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import Any

import pytest

from local.alarms.embedded import Extracted
from local.alarms.recorder import FILE, Recorder
from local.alarms.series import MetricId
from local.functions.declared import DeclaredFunction
from local.functions.function import Function
from local.functions.invocations import Failure, Outcome, Success

PROBE = """
import os
import time

calls = 0

def handle(event, context):
    global calls
    calls += 1
    match event.get("do"):
        case "raise":
            raise ValueError("no such order")
        case "exit":
            os._exit(3)
        case "sleep":
            time.sleep(event["seconds"])
        case "environment":
            return dict(os.environ)
    return {"calls": calls, "pid": os.getpid(), "request": context.aws_request_id, "arn": context.invoked_function_arn,
            "left": context.get_remaining_time_in_millis()}
"""
Make = Callable[..., Function]


@pytest.fixture
async def make_function(declared_function: DeclaredFunction, tmp_path: Path) -> AsyncGenerator[Make]:
    """Start functions, and stop them at the end."""
    (tmp_path / "probe.py").write_text(PROBE)
    started: list[Function] = []

    def make(processes: int = 1, **changes: Any) -> Function:
        declared = dataclasses.replace(declared_function, **changes)
        environment = {**declared.environment, "LOCAL": "added"}
        function = Function(declared, tmp_path, environment, tmp_path / "log", processes=processes)
        function.start()
        started.append(function)
        return function

    yield make
    await asyncio.gather(*(function.stop() for function in started))


async def call(function: Function, **event: Any) -> Outcome:
    """Invoke with a deadline."""
    async with asyncio.timeout(20):
        return await function.invoke(json.dumps(event).encode())


def answer(outcome: Outcome) -> Any:
    """The answer of a successful invocation."""
    assert isinstance(outcome, Success), outcome.payload
    return json.loads(outcome.payload)


async def test_a_process_serves_one_invocation_after_the_other(make_function: Make) -> None:
    """The module is loaded once, and the context has the values of AWS."""
    function = make_function()
    first, second = answer(await call(function)), answer(await call(function))
    assert (first["calls"], second["calls"]) == (1, 2)
    assert first["arn"] == function.declared.arn
    assert first["request"] != second["request"]
    assert 0 < first["left"] <= 5000


async def test_a_function_does_not_inherit_the_environment(
    make_function: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has the variables of the stack, of the configuration and of AWS, and none of the runner."""
    monkeypatch.setenv("SECRET_OF_THE_MACHINE", "x")
    seen = answer(await call(make_function(), do="environment"))
    assert (seen["CITY"], seen["LOCAL"], seen["AWS_REGION"]) == ("lisbon", "added", "eu-south-2")
    assert seen["AWS_LAMBDA_FUNCTION_NAME"] == "demo-project-orders"
    assert "SECRET_OF_THE_MACHINE" not in seen


async def test_an_error_of_the_function_is_an_outcome_and_the_process_stays(make_function: Make) -> None:
    """The outcome is AWS's error object."""
    function = make_function()
    pid = answer(await call(function))["pid"]
    outcome = await call(function, do="raise")
    assert isinstance(outcome, Failure)
    error = json.loads(outcome.payload)
    assert (error["errorType"], error["errorMessage"]) == ("ValueError", "no such order")
    assert answer(await call(function))["pid"] == pid


@pytest.mark.parametrize(
    ("event", "error_type"),
    [({"do": "exit"}, "Runtime.ExitError"), ({"do": "sleep", "seconds": 30}, "Sandbox.Timedout")],
)
async def test_a_process_that_exits_or_times_out_is_replaced(
    make_function: Make, event: dict[str, Any], error_type: str
) -> None:
    """Its invocation fails as on AWS, and the next one gets a new process."""
    function = make_function(timeout_seconds=0.5)
    pid = answer(await call(function))["pid"]
    outcome = await call(function, **event)
    assert isinstance(outcome, Failure)
    assert json.loads(outcome.payload)["errorType"] == error_type
    assert answer(await call(function))["pid"] != pid


async def test_a_handler_that_cannot_be_loaded_is_an_error(make_function: Make) -> None:
    """The waiting invocation gets the error of the initialisation."""
    outcome = await call(make_function(handler="nowhere.handle"))
    assert isinstance(outcome, Failure)
    assert json.loads(outcome.payload)["errorType"] == "Runtime.ImportModuleError"


async def test_processes_run_concurrently(make_function: Make) -> None:
    """Two invocations of half a second take less than a second in total."""
    function = make_function(processes=2)
    await asyncio.gather(call(function), call(function))
    began = time.monotonic()
    outcomes = await asyncio.gather(*(call(function, do="sleep", seconds=0.5) for _ in range(2)))
    assert time.monotonic() - began < 1.0
    assert len({answer(outcome)["pid"] for outcome in outcomes}) == 2


async def test_stopping_leaves_no_process(make_function: Make) -> None:
    """When `stop` returns, every process has ended."""
    function = make_function(processes=2)
    pid = answer(await call(function))["pid"]
    await function.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_invocations_and_errors_are_metrics(declared_function: DeclaredFunction, tmp_path: Path) -> None:
    """Each invocation is counted, with 1 error if it failed and 0 if not, as Lambda publishes them."""
    (tmp_path / "probe.py").write_text(PROBE)
    recorder = Recorder(tmp_path)
    function = Function(
        declared_function, tmp_path, declared_function.environment, tmp_path / "log", processes=1, recorder=recorder
    )
    function.start()
    await call(function)
    await call(function, do="raise")
    await function.stop()
    recorder.flush()
    found = Extracted()
    found.read_files([tmp_path / FILE])
    values = {
        name: list(
            found.store.between(MetricId.of("AWS/Lambda", name, {"FunctionName": declared_function.name}), 0, 1e12)
        )
        for name in ("Invocations", "Errors")
    }
    assert values == {"Invocations": [1, 1], "Errors": [0, 1]}
