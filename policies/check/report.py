"""Findings for persons and for machines: a table, SARIF 2.1.0, JUnit."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from ..rule import Rule
from .events import Violation


def table(violations: Sequence[Violation]) -> str:
    """One line a finding, what stops an update first; under it what to do."""
    if not violations:
        return "No findings."
    lines: list[str] = []
    for violation in ordered(violations):
        level = "stops  " if violation.mandatory else "advises"
        lines.append(f"{level}  {violation.pack}/{violation.id}  {violation.resource}")
        lines += [f"         {line}" for line in violation.text.splitlines()]
    stopping = sum(violation.mandatory for violation in violations)
    return "\n".join([*lines, "", f"{stopping} that stop an update, {len(violations) - stopping} that advise."])


def ordered(violations: Sequence[Violation]) -> list[Violation]:
    """What stops an update first, then by pack, rule and resource."""
    return sorted(violations, key=lambda violation: (not violation.mandatory, violation))


def sarif(violations: Sequence[Violation], rules: Sequence[Rule], program: str, version: str) -> dict[str, Any]:
    """A log of SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), as code scanning takes it.

    A stack has no source lines, so that each result is placed at `program`, the path of `Pulumi.yaml` in the
    repository, and at the resource and property as logical locations.
    """
    known = {rule.id: rule for rule in rules}
    names = list(dict.fromkeys([*known, *(violation.policy for violation in ordered(violations))]))
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "citycell-policies",
                        "version": version,
                        "rules": [_descriptor(name, known.get(name)) for name in names],
                    }
                },
                "columnKind": "utf16CodeUnits",
                "results": [
                    _result(violation, names.index(violation.policy), program) for violation in ordered(violations)
                ],
            }
        ],
    }


# How GitHub grades a rule: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
_GRADES = {"low": "3.0", "medium": "5.5", "high": "8.0", "critical": "9.5"}


def _descriptor(name: str, rule: Rule | None) -> dict[str, Any]:
    if rule is None:
        return {"id": name}
    tags = ["security", *(f"control:{control}" for control in rule.controls), *rule.known_as().tags()]
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.description},
        "help": {"text": f"{rule.remediation}. {rule.url}", "markdown": f"{rule.remediation}. [More]({rule.url})"},
        "helpUri": rule.url,
        "properties": {"tags": tags, "security-severity": _GRADES[rule.severity.value]},
    }


def _result(violation: Violation, index: int, program: str) -> dict[str, Any]:
    places = [{"fullyQualifiedName": violation.urn or "stack", "kind": "resource"}]
    if violation.path:
        places.append({"fullyQualifiedName": f"{violation.urn}#{violation.path}", "kind": "member"})
    return {
        "ruleId": violation.policy,
        "ruleIndex": index,
        "level": "error" if violation.mandatory else "warning",
        "message": {"text": f"{violation.resource}: {violation.text}"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": program}, "region": {"startLine": 1}},
                "logicalLocations": places,
            }
        ],
        "partialFingerprints": {"finding/v1": _fingerprint(violation)},
    }


def _fingerprint(violation: Violation) -> str:
    """The same for the same finding in every run: texts may change."""
    about = f"{violation.policy}\n{violation.urn}\n{violation.path}"
    return hashlib.sha256(about.encode()).hexdigest()


def junit(violations: Sequence[Violation], rules: Sequence[tuple[str, Rule]]) -> bytes:
    """A JUnit report: a suite a pack, a case a rule, a failure for what stops an update."""
    by_pack: dict[str, dict[str, list[Violation]]] = {}
    for pack, rule in rules:
        by_pack.setdefault(pack, {})[rule.id] = []
    for violation in ordered(violations):
        by_pack.setdefault(violation.pack, {}).setdefault(violation.policy, []).append(violation)
    root = ET.Element("testsuites", name="policies")
    for pack, policies in by_pack.items():
        failed = sum(any(violation.mandatory for violation in found) for found in policies.values())
        suite = ET.SubElement(root, "testsuite", name=pack, tests=str(len(policies)), failures=str(failed), errors="0")
        for policy, found in policies.items():
            _case(ET.SubElement(suite, "testcase", classname=pack, name=policy), found)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _case(case: ET.Element, found: Sequence[Violation]) -> None:
    stopping = [violation for violation in found if violation.mandatory]
    if stopping:
        failure = ET.SubElement(case, "failure", message=f"{len(stopping)} findings", type="policy")
        failure.text = _lines(stopping)
    advising = [violation for violation in found if not violation.mandatory]
    if advising:
        ET.SubElement(case, "system-out").text = _lines(advising)


def _lines(violations: Sequence[Violation]) -> str:
    text = "\n".join(f"{violation.resource}: {violation.text}" for violation in violations)
    return "".join(sign for sign in text if sign in "\t\n" or ord(sign) >= ord(" "))  # XML 1.0 knows no others


def write(path: Path, content: str | bytes | dict[str, Any]) -> None:
    """Write a report, with the folders on the way."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, indent=2) + "\n" if isinstance(content, dict) else content
    path.write_bytes(text.encode() if isinstance(text, str) else text)
