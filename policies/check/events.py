"""The policy events of a preview: one JSON event per line."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import finding_text

_COLOURS = re.compile(r"<\{%[^%]*%\}>|\x1b\[[0-9;]*m")
_ECHO = re.compile(r"^(preview|update) failed$|^Preview failed: *$", re.IGNORECASE)
"""An error that only repeats that there was a finding or another error."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding of a policy of any pack."""

    pack: str
    policy: str
    urn: str
    """Empty if it is about the stack."""
    path: str
    text: str
    mandatory: bool
    severity: str = ""
    fixed: bool = False
    """Whether the policy's remediation fixed it."""

    @property
    def resource(self) -> str:
        """The resource's type and name."""
        parts = self.urn.split("::")
        if len(parts) < 4 or parts[2] == "pulumi:pulumi:Stack":  # noqa: PLR2004 - urn:pulumi:<stack>::<project>::<type>::<name>
            return "stack"
        return f"{parts[2].split('$')[-1]} {'::'.join(parts[3:])}"

    @property
    def id(self) -> str:
        """Its id, as a suppression has it."""
        return self.policy if self.fixed else finding_text.finding_id(self.policy, self.path)


@dataclass
class Run:
    """Findings and errors of one preview."""

    findings: set[Finding] = field(default_factory=set[Finding])
    errors: list[str] = field(default_factory=list[str])
    resources: dict[str, str] = field(default_factory=dict[str, str])
    """Their types by URN."""
    summarized: bool = False
    """Whether the summary was read, which ends every complete preview."""
    output: list[str] = field(default_factory=list[str])
    """Lines that are not events."""

    def read(self, line: str) -> None:
        """Read one line of the engine's output."""
        try:
            event = json.loads(line)
        except ValueError:
            event = None
        if not isinstance(event, dict):
            self.output += [text] if (text := _plain(line)) else []
        elif "policyEvent" in event:
            self.findings.add(_finding(event["policyEvent"]))
        elif "policyRemediationEvent" in event:
            self.findings.add(_fixed(event["policyRemediationEvent"]))
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


def _finding(event: Mapping[str, Any]) -> Finding:
    policy = event.get("policyName", "")
    text, path = finding_text.read(_plain(event.get("message", "")), policy)
    return Finding(
        pack=event.get("policyPackName", ""),
        policy=policy,
        urn=event.get("resourceUrn", ""),
        path=path,
        text=text,
        mandatory=event.get("enforcementLevel") == "mandatory",
        severity=event.get("severity") or "",
    )


def _fixed(event: Mapping[str, Any]) -> Finding:
    """A remediated finding, without the values before and after, because either may be a secret."""
    return Finding(
        pack=event.get("policyPackName", ""),
        policy=event.get("policyName", ""),
        urn=event.get("resourceUrn", ""),
        path="",
        text="is fixed by the policy's remediation in an update with the same packs and settings.",
        mandatory=False,
        fixed=True,
    )


def _plain(text: str) -> str:
    return _COLOURS.sub("", text).strip()
