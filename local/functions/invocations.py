"""One invocation of a function and how it may end."""

import asyncio
import time
import uuid
from dataclasses import dataclass, field
from typing import Final

import msgspec

PAYLOAD_BYTES: Final = 6 * 1024 * 1024
"""Largest synchronous payload in either direction:
https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html."""


@dataclass(frozen=True)
class Success:
    """The function answered."""

    payload: bytes


@dataclass(frozen=True)
class Failure:
    """The function failed; `payload` is AWS's error object with `errorMessage` and `errorType`."""

    payload: bytes

    @classmethod
    def of(cls, error_type: str, message: str) -> "Failure":
        """A failure that the platform reports rather than the function."""
        return cls(msgspec.json.encode({"errorType": error_type, "errorMessage": message}))


Outcome = Success | Failure


@dataclass
class Invocation:
    """A request on its way to a process and back."""

    payload: bytes
    outcome: asyncio.Future[Outcome]
    request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    began: float = field(default_factory=time.time)

    def finish(self, outcome: Outcome) -> None:
        """Give the answer, unless the caller has gone."""
        if not self.outcome.done():
            self.outcome.set_result(outcome)
