"""Aliases of functions: where they point, and moving them.

While a release runs, the alias itself says how far it is: its version is the old one, and its additional version is the
new one with its share, also at 100 %. Nothing else is stored, so that any machine can continue or undo a release.
Source: https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from ..preflight.clients import CallError, Clients
from .errors import ChangedError, ReleaseError
from .steps import WHOLE

LAMBDA: Final = "lambda"
LATEST: Final = "$LATEST"

READY: Final = ("Active", "Inactive")
"""States of a version that can be invoked; Lambda makes an inactive one ready when it is invoked."""

_CHANGED: Final = "PreconditionFailedException"
_MISSING: Final = "ResourceNotFoundException"


@dataclass(frozen=True, kw_only=True)
class Alias:
    """An alias as it was read or written last."""

    function: str
    name: str
    version: str
    """The version that gets the rest."""
    next_version: str | None
    """The additional version; None if there is none."""
    share: int
    """Percent of the invocations that the additional version gets."""
    revision: str

    @property
    def label(self) -> str:
        """The alias in texts."""
        return f"{self.function}:{self.name}"

    @property
    def position(self) -> str:
        """Where it points, as a text."""
        if self.next_version is None:
            return f"version {self.version}"
        return f"version {self.version}, and {self.share} % to version {self.next_version}"


class Aliases:
    """Reads and moves aliases."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def read(self, function: str, name: str) -> Alias:
        """An alias.

        Raises:
            ReleaseError: there is none, AWS does not answer, or it has several additional versions.
        """
        try:
            found = self._clients.call(LAMBDA, "GetAlias", FunctionName=function, Name=name)
        except CallError as error:
            if error.code == _MISSING:
                raise ReleaseError(
                    f"{function} has no alias {name}: set live_alias of the function and run `pulumi up`"
                ) from None
            raise ReleaseError(f"{function}: {error}") from None
        return _alias(function, found)

    def newest_version(self, function: str) -> str:
        """The newest published version.

        Raises:
            ReleaseError: nothing is published, or AWS does not answer.
        """
        try:
            pages = list(self._clients.pages(LAMBDA, "ListVersionsByFunction", FunctionName=function))
        except CallError as error:
            raise ReleaseError(f"{function}: {error}") from None
        numbers = [int(item["Version"]) for page in pages for item in page["Versions"] if item["Version"] != LATEST]
        if not numbers:
            raise ReleaseError(f"{function} has no published version: set live_alias and run `pulumi up`")
        return f"{max(numbers)}"

    def check(self, alias: Alias, target: str) -> None:
        """Whether Lambda can split between the alias's version and a new one.

        Raises:
            ReleaseError: the new version is missing or not ready, or has another role or dead-letter queue.
        """
        old, new = self._configuration(alias.function, alias.version), self._configuration(alias.function, target)
        state = new.get("State", READY[0])
        if state not in READY:
            reason = f" ({new['StateReason']})" if new.get("StateReason") else ""
            raise ReleaseError(f"version {target} of {alias.function} is {state}{reason}; it must be Active")
        for key, what in (("Role", "role"), ("DeadLetterConfig", "dead-letter queue")):
            if old.get(key) != new.get(key):
                raise ReleaseError(
                    f"version {target} of {alias.function} has another {what} than version {alias.version}, and an "
                    f"alias cannot split between them: move it with `aws lambda update-alias`"
                )

    def shift(self, alias: Alias, target: str, share: int) -> Alias:
        """Send a share of the invocations to a new version.

        Raises:
            ReleaseError: AWS refused, or someone else moved the alias.
        """
        routing = {"AdditionalVersionWeights": {target: share / WHOLE}}
        return self._update(alias, replace(alias, next_version=target, share=share), routing)

    def settle(self, alias: Alias, version: str) -> Alias:
        """Send everything to one version: the new one at the end, the old one on the way back.

        Raises:
            ReleaseError: AWS refused, or someone else moved the alias.
        """
        routing: dict[str, Any] = {"AdditionalVersionWeights": {}}
        return self._update(alias, replace(alias, version=version, next_version=None, share=0), routing)

    def _update(self, alias: Alias, after: Alias, routing: Mapping[str, Any]) -> Alias:
        try:
            answer = self._clients.call(
                LAMBDA,
                "UpdateAlias",
                FunctionName=alias.function,
                Name=alias.name,
                FunctionVersion=after.version,
                RoutingConfig=routing,
                RevisionId=alias.revision,
            )
        except CallError as error:
            if error.code == _CHANGED:
                raise ChangedError(f"{alias.label} was moved by someone else: look with `status`") from None
            raise ReleaseError(f"{alias.label}: {error}") from None
        return replace(after, revision=answer["RevisionId"])

    def _configuration(self, function: str, version: str) -> Mapping[str, Any]:
        try:
            return self._clients.call(LAMBDA, "GetFunctionConfiguration", FunctionName=function, Qualifier=version)
        except CallError as error:
            if error.code == _MISSING:
                raise ReleaseError(f"{function} has no version {version}") from None
            raise ReleaseError(f"{function}: {error}") from None


def _alias(function: str, found: Mapping[str, Any]) -> Alias:
    weights: Mapping[str, float] = (found.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}
    if len(weights) > 1:
        raise ReleaseError(f"{function}:{found['Name']} has {len(weights)} additional versions; a release has one")
    (next_version, weight) = next(iter(weights.items()), (None, 0.0))
    return Alias(
        function=function,
        name=found["Name"],
        version=found["FunctionVersion"],
        next_version=next_version,
        share=round(weight * WHOLE),
        revision=found["RevisionId"],
    )
