"""Reads the engine's output: one JSON event per line."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_COLORS = re.compile(r"<\{%[^%]*%\}>|\x1b\[[0-9;]*m")
_ECHOES = re.compile(r"^(preview|update|destroy|refresh) failed$|the program exited with code")
"""Errors that only report that another error occurred."""

_FAILED = re.compile(r"^(Preview|Update|Destroy) failed: ")


@dataclass
class Report:
    """Counts and messages of one preview, update or destroy."""

    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    """Resources by operation: `create`, `same`, `update`, `replace`, `delete`, …"""
    steps: dict[str, str] = field(default_factory=dict[str, str])
    """The operation of each resource by URN; `replace` for a replacement."""
    sequence: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Operation and URN of every step in order; a replacement has its `create-replacement` and `delete-replaced`."""
    errors: list[str] = field(default_factory=list[str])
    violations: list[str] = field(default_factory=list[str])
    """Violations of mandatory policies, one line each."""
    advice: list[str] = field(default_factory=list[str])
    """Violations of advisory policies."""
    warnings: list[str] = field(default_factory=list[str])
    output: list[str] = field(default_factory=list[str])
    """Lines that are not events."""

    def read(self, line: str) -> None:
        """Process one line of the engine's output."""
        try:
            event = json.loads(line)
        except ValueError:
            self.output.append(line.rstrip())
            return
        if not isinstance(event, dict):
            self.output.append(line.rstrip())
        elif "diagnosticEvent" in event:
            self._diagnostic(event["diagnosticEvent"])
        elif "policyEvent" in event:
            self._policy(event["policyEvent"])
        elif "resourcePreEvent" in event:
            self._step(event["resourcePreEvent"].get("metadata") or {})
        elif "summaryEvent" in event:
            self.counts = event["summaryEvent"].get("resourceChanges") or {}

    def _step(self, metadata: Mapping[str, Any]) -> None:
        urn, operation = metadata.get("urn", ""), metadata.get("op", "")
        self.sequence.append((operation, urn))
        if operation not in {"create-replacement", "delete-replaced"}:  # the engine also sends a `replace`
            self.steps[urn] = operation

    @property
    def trouble(self) -> list[str]:
        """Why the run failed: policy violations first, then errors other than `_ECHOES`."""
        plain = [error for error in self.errors if not _ECHOES.search(error)]
        return [*self.violations, *plain] or self.errors or self.output[-1:]

    def _diagnostic(self, event: Mapping[str, Any]) -> None:
        message = _plain(event.get("message", "")).strip()
        severity = event.get("severity")
        if not message:
            return
        if severity == "error":
            message = _FAILED.sub("", message)
            where = _name(event.get("urn", ""))
            self.errors.append(f"{where}: {message}" if where else message)
        elif severity == "warning":
            self.warnings.append(message)

    def _policy(self, event: Mapping[str, Any]) -> None:
        message = _plain(event.get("message", "")).strip()
        rule, resource = f"{event.get('policyPackName')}/{event.get('policyName')}", _name(event.get("resourceUrn", ""))
        line = f"{rule}: {resource or 'stack'}: {message}"
        (self.violations if event.get("enforcementLevel") == "mandatory" else self.advice).append(line)


def _plain(text: str) -> str:
    return _COLORS.sub("", text)


def _name(urn: str) -> str:
    """A resource's type and name; empty for the stack itself."""
    parts = urn.split("::")
    if len(parts) < 4 or parts[2] == "pulumi:pulumi:Stack":  # noqa: PLR2004 - urn:pulumi:<stack>::<project>::<type>::<name>
        return ""
    return f"{parts[2].split('$')[-1]} {parts[3]}"
