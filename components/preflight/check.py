"""What a check is, and what it finds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from ..settings import Settings
from .clients import Call, CallError, Clients, action
from .planned import Planned
from .stack_file import StackFile
from .web import Web


class Status(StrEnum):
    """The outcome of a check."""

    OK = "ok"
    WARNING = "warning"
    """Works, but is not fit for production or needs care."""
    MISSING = "missing"
    """The first update would fail, or the city would not work."""
    UNCHECKED = "could not be checked"


@dataclass(frozen=True)
class Result:
    """One line of the report."""

    status: Status
    text: str
    """What was found."""
    advice: str = ""
    """What to do about it."""


def ok(text: str) -> Result:
    """A result that needs no action."""
    return Result(Status.OK, text)


def warning(text: str, advice: str) -> Result:
    """A result that does not stop an update."""
    return Result(Status.WARNING, text, advice)


def missing(text: str, advice: str) -> Result:
    """A result that stops an update."""
    return Result(Status.MISSING, text, advice)


def unchecked(text: str, advice: str = "") -> Result:
    """A result of a check without an answer."""
    return Result(Status.UNCHECKED, text, advice)


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Whom the credentials belong to."""

    account_id: str
    arn: str
    expires: datetime | None
    """When the session ends; None if that is unknown, or for the keys of a user."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """What checks read."""

    stack: StackFile
    settings: Settings
    aws: Clients
    web: Web
    identity: Identity | CallError
    """Who the credentials belong to, or why that is not known."""
    planned: Planned
    """The resources that the stack would make."""
    existing: frozenset[tuple[str, str]] | None
    """Types and names of the resources that the stack already has; None if its state could not be read."""
    environment: Mapping[str, str]
    now: datetime

    @property
    def region(self) -> str:
        """The region of the cell."""
        return self.settings.region

    @property
    def account_id(self) -> str:
        """The account of the settings, otherwise of the credentials; empty if it is unknown."""
        own = "" if isinstance(self.identity, CallError) else self.identity.account_id
        return self.settings.account_id or own


@dataclass(frozen=True, kw_only=True)
class Check:
    """A question about an account, and the calls that answer it."""

    name: str
    run: Callable[[Context], Iterator[Result]]
    calls: tuple[Call, ...] = field(default=())
    """Every operation that the check may call; the policy of the preflight follows from them."""

    @property
    def rights(self) -> list[str]:
        """The IAM actions that the check needs."""
        return sorted({action(call) for call in self.calls})
