"""What an engine run reported about policies: one JSON event a line."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_COLOURS = re.compile(r"<\{%[^%]*%\}>|\x1b\[[0-9;]*m")
_ECHO = re.compile(r"^(preview|update) failed$|^Preview failed: *$", re.IGNORECASE)
"""An error that only says that there was a finding or another error."""
_ID = re.compile(r"\s*\[(?P<rule>[A-Za-z0-9-]+):(?P<path>.*)\]$", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One finding of a policy, of these packs or of any other."""

    pack: str
    policy: str
    urn: str
    """Empty when it is about the stack."""
    path: str
    text: str
    mandatory: bool
    severity: str = ""
    corrected: bool = False
    """Whether it is no finding any more, since the policy's remedy put it right."""

    @property
    def resource(self) -> str:
        """The resource's type and name, as persons call it."""
        parts = self.urn.split("::")
        if len(parts) < 4 or parts[2] == "pulumi:pulumi:Stack":  # noqa: PLR2004 - urn:pulumi:<stack>::<project>::<type>::<name>
            return "stack"
        return f"{parts[2].split('$')[-1]} {'::'.join(parts[3:])}"

    @property
    def id(self) -> str:
        """What an acknowledgement calls it."""
        return self.policy if self.corrected else f"{self.policy}:{self.path}"


@dataclass
class Run:
    """Findings and errors of one preview."""

    violations: set[Violation] = field(default_factory=set[Violation])
    errors: list[str] = field(default_factory=list[str])
    resources: dict[str, str] = field(default_factory=dict[str, str])
    """Their types by URN."""
    summarized: bool = False
    """Whether the summary came, with which the engine ends every preview."""
    output: list[str] = field(default_factory=list[str])
    """Lines that are no events."""

    def read(self, line: str) -> None:
        """Take in one line of the engine's output."""
        try:
            event = json.loads(line)
        except ValueError:
            event = None
        if not isinstance(event, dict):
            self.output += [text] if (text := _plain(line)) else []
        elif "policyEvent" in event:
            self.violations.add(_violation(event["policyEvent"]))
        elif "policyRemediationEvent" in event:
            self.violations.add(_remedy(event["policyRemediationEvent"]))
        elif "diagnosticEvent" in event:
            diagnostic = event["diagnosticEvent"]
            text = _plain(diagnostic.get("message", ""))
            if diagnostic.get("severity") == "error" and text and not _ECHO.search(text):
                self.errors.append(text)
        elif "resourcePreEvent" in event:
            metadata = event["resourcePreEvent"].get("metadata") or {}
            self.resources[metadata.get("urn", "")] = metadata.get("type", "")
        elif "summaryEvent" in event:
            self.summarized = True


def _violation(event: Mapping[str, Any]) -> Violation:
    text = _plain(event.get("message", ""))
    policy = event.get("policyName", "")
    found = _ID.search(text)
    path = found["path"] if found and found["rule"] == policy else ""
    told = text[: found.start()] if found and found["rule"] == policy else text
    # The engine's text opens with the policy's description, which is the same for every finding of it.
    return Violation(
        pack=event.get("policyPackName", ""),
        policy=policy,
        urn=event.get("resourceUrn", ""),
        path=path,
        text=(told.partition("\n")[2] or told).strip(),
        mandatory=event.get("enforcementLevel") == "mandatory",
        severity=event.get("severity") or "",
    )


def _remedy(event: Mapping[str, Any]) -> Violation:
    """That something was corrected; what it was and has become stays out, since either may be a secret."""
    return Violation(
        pack=event.get("policyPackName", ""),
        policy=event.get("policyName", ""),
        urn=event.get("resourceUrn", ""),
        path="",
        text="is corrected by the policy's remedy, in an update that runs with the same packs and settings.",
        mandatory=False,
        corrected=True,
    )


def _plain(text: str) -> str:
    return _COLOURS.sub("", text).strip()
