"""A function: its processes and the queue of its invocations."""

import asyncio
from collections import deque
from collections.abc import Mapping
from pathlib import Path

from ..alarms.recorder import Recorder
from ..backoff import Backoff
from .declared import DeclaredFunction
from .invocations import PAYLOAD_BYTES, Failure, Invocation, Outcome
from .processes import FunctionProcess

_BACKOFF = Backoff(first=0.2, longest=5.0)


class Function:
    """Dispatches invocations to a fixed number of processes in order of arrival, and restarts processes that end."""

    def __init__(
        self,
        declared: DeclaredFunction,
        code: Path,
        environment: Mapping[str, str],
        log: Path,
        *,
        processes: int,
        recorder: Recorder | None = None,
    ) -> None:
        self.declared = declared
        self.size = processes
        self._code = code
        self._environment = environment
        self._log = log
        self._recorder = recorder
        self._queue: deque[Invocation] = deque()
        self._idle: deque[asyncio.Future[Invocation]] = deque()
        self._restarters: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Start the processes and keep them running."""
        self._restarters = [asyncio.create_task(self._keep()) for _ in range(self.size)]

    async def stop(self) -> None:
        """Stop every process and fail the waiting invocations."""
        for task in self._restarters:
            task.cancel()
        await asyncio.gather(*self._restarters, return_exceptions=True)
        while self._queue:
            self._queue.popleft().finish(Failure.of("ServiceException", "the function runner is stopping"))

    @property
    def idle(self) -> int:
        """The number of processes that wait for an invocation."""
        return sum(not waiting.done() for waiting in self._idle)

    async def invoke(self, payload: bytes) -> Outcome:
        """Invoke the function once; its errors are outcomes, not exceptions."""
        if len(payload) > PAYLOAD_BYTES:
            return Failure.of(
                "RequestEntityTooLargeException",
                f"the payload has {len(payload)} bytes; the maximum is {PAYLOAD_BYTES}",
            )
        invocation = Invocation(payload, asyncio.get_running_loop().create_future())
        began = self._recorder.clock.now() if self._recorder else 0.0
        self._offer(invocation)
        outcome = await invocation.outcome
        if self._recorder:
            # AWS Lambda developer guide, types of metrics: the timestamp of both is the time of the invocation.
            errors = float(isinstance(outcome, Failure))
            self._recorder.add("AWS/Lambda", {"FunctionName": self.declared.name}, began, Invocations=1, Errors=errors)
        return outcome

    def _offer(self, invocation: Invocation) -> None:
        """Give an invocation to an idle process, or queue it."""
        while self._idle:
            waiting = self._idle.popleft()
            if not waiting.done():
                waiting.set_result(invocation)
                return
        self._queue.append(invocation)

    async def take(self) -> Invocation:
        """Wait for the next invocation of a process."""
        while self._queue:
            invocation = self._queue.popleft()
            if not invocation.outcome.done():  # the caller may have been cancelled
                return invocation
        waiting: asyncio.Future[Invocation] = asyncio.get_running_loop().create_future()
        self._idle.append(waiting)
        try:
            return await waiting
        except asyncio.CancelledError:
            if waiting.done() and not waiting.cancelled():  # it got an invocation when its process ended
                self._offer(waiting.result())
            raise

    def init_failed(self, failure: Failure) -> None:
        """Fail the waiting invocations, as AWS does when a function does not initialise."""
        while self._queue:
            self._queue.popleft().finish(failure)

    async def _keep(self) -> None:
        """Restart a process whenever it ends, with back-off while it ends before it completes an invocation."""
        failures = 0
        while True:
            process = FunctionProcess(self.declared, self._code, self._environment, self, self._log)
            worked = await process.run()
            if worked:
                failures = 0
            else:
                await asyncio.sleep(_BACKOFF.delay(failures))
                failures += 1
