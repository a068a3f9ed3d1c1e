"""An invocation of a function and its outcomes."""

import asyncio
import uuid
from dataclasses import dataclass, field
from typing import Final

import msgspec

PAYLOAD_BYTES: Final = 6 * 1024 * 1024
"""Maximum size of a synchronous request or response:
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
        """A failure reported by the platform, not by the function."""
        return cls(msgspec.json.encode({"errorType": error_type, "errorMessage": message}))


Outcome = Success | Failure


@dataclass
class Invocation:
    """A request to a function, with its future outcome."""

    payload: bytes
    outcome: asyncio.Future[Outcome]
    request_id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def finish(self, outcome: Outcome) -> None:
        """Set the outcome, unless the caller was cancelled."""
        if not self.outcome.done():
            self.outcome.set_result(outcome)
