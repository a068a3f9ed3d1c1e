"""Reports of findings: a table, SARIF 2.1.0, JUnit."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

from .. import packs
from ..model.tokens import canonical
from ..rule import Rule
from .errors import CheckError
from .events import Finding

FAILED = "The preview failed and may not have reached every resource."
"""The text for a failed preview. Its errors may contain values, so only the command's log has them."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters outside https://www.w3.org/TR/xml/#NT-Char."""


def table(findings: Sequence[Finding]) -> str:
    """One entry per finding, errors first, with what to do below it."""
    if not findings:
        return "No findings."
    lines: list[str] = []
    for finding in ordered(findings):
        level = "error" if finding.mandatory else "fixed" if finding.fixed else "warning"
        lines.append(f"{level:<8} {finding.pack}/{finding.id}  {finding.resource}")
        lines += [f"         {line}" for line in finding.text.splitlines()]
    errors = sum(finding.mandatory for finding in findings)
    fixed = sum(finding.fixed for finding in findings)
    counts = [_count(errors, "error"), _count(len(findings) - errors - fixed, "warning")]
    counts += [f"{fixed} fixed"] if fixed else []
    return "\n".join([*lines, "", f"{', '.join(counts)}."])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def unchecked_types(types: Mapping[str, int]) -> str:
    """A line with the AWS types that no rule of any pack checks; empty if there are none."""
    checked = {canonical(kind) for pack in packs.names() for rule in packs.rules(pack) for kind in rule.types}
    unchecked = sorted(kind for kind in types if kind.startswith("aws:") and canonical(kind) not in checked)
    listed = ", ".join(f"{kind} ({types[kind]})" for kind in unchecked)
    return f"No rule checks these types: {listed}." if unchecked else ""


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """Errors first, then by pack, rule and resource."""
    return sorted(findings, key=lambda finding: (not finding.mandatory, finding))


def sarif(
    findings: Sequence[Finding], rules: Sequence[Rule], program: str, version: str, *, failed: bool = False
) -> dict[str, Any]:
    """A log of SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/) for code scanning.

    A stack has no source lines, so each result is located at `program`, the path of `Pulumi.yaml` in the repository,
    with the resource and the property as logical locations. `failed` marks a failed preview.
    """
    known = {rule.id: rule for rule in rules}
    names = list(dict.fromkeys([*known, *(finding.policy for finding in ordered(findings))]))
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
                "invocations": [_invocation(failed=failed)],
                "columnKind": "utf16CodeUnits",
                "results": [
                    _result(finding, names.index(finding.policy), quote(program)) for finding in ordered(findings)
                ],
            }
        ],
    }


def _invocation(*, failed: bool) -> dict[str, Any]:
    if not failed:
        return {"executionSuccessful": True}
    notifications = [{"level": "error", "message": {"text": FAILED}}]
    return {"executionSuccessful": False, "toolExecutionNotifications": notifications}


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


def _result(finding: Finding, index: int, program: str) -> dict[str, Any]:
    locations = [{"fullyQualifiedName": finding.urn or "stack", "kind": "resource"}]
    if finding.path:
        locations.append({"fullyQualifiedName": f"{finding.urn}#{finding.path}", "kind": "member"})
    return {
        "ruleId": finding.policy,
        "ruleIndex": index,
        "level": "error" if finding.mandatory else "note" if finding.fixed else "warning",
        "message": {"text": f"{finding.resource}: {finding.text}"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": program}, "region": {"startLine": 1}},
                "logicalLocations": locations,
            }
        ],
        # Code scanning uses it; without it all findings of a rule are one alert, because they have the same line.
        "partialFingerprints": {"primaryLocationLineHash": f"{_fingerprint(finding)}:1"},
    }


def _fingerprint(finding: Finding) -> str:
    """The same for a finding in every run, even if its text changes."""
    about = f"{finding.pack}\n{finding.policy}\n{finding.urn}\n{finding.path}"
    return hashlib.sha256(about.encode(errors="replace")).hexdigest()


def junit(findings: Sequence[Finding], rules: Sequence[tuple[str, Rule]], *, failed: bool = False) -> bytes:
    """A JUnit report: one suite per pack, one case per rule, a failure for errors.

    A preview that `failed` is an error, and the rules without findings are skipped instead of passed.
    """
    by_pack: dict[str, dict[str, list[Finding]]] = {}
    for pack, rule in rules:
        by_pack.setdefault(pack, {})[rule.id] = []
    for finding in ordered(findings):
        by_pack.setdefault(finding.pack, {}).setdefault(finding.policy, []).append(finding)
    root = ET.Element("testsuites", name="policies")
    if failed:
        suite = ET.SubElement(root, "testsuite", name="preview", tests="1", failures="0", errors="1", skipped="0")
        case = ET.SubElement(suite, "testcase", classname="preview", name="preview")
        ET.SubElement(case, "error", message=FAILED, type="preview")
    for pack, policies in by_pack.items():
        errors = sum(any(finding.mandatory for finding in found) for found in policies.values())
        skipped = sum(not found for found in policies.values()) if failed else 0
        counts = {"tests": len(policies), "failures": errors, "errors": 0, "skipped": skipped}
        attributes = {key: str(count) for key, count in counts.items()}
        suite = ET.SubElement(root, "testsuite", {"name": _xml_text(pack), **attributes})
        for policy, found in policies.items():
            case = ET.SubElement(suite, "testcase", classname=_xml_text(pack), name=_xml_text(policy))
            _case(case, found)
            if failed and not found:
                ET.SubElement(case, "skipped", message=FAILED)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _case(case: ET.Element, found: Sequence[Finding]) -> None:
    errors = [finding for finding in found if finding.mandatory]
    if errors:
        failure = ET.SubElement(case, "failure", message=f"{len(errors)} findings", type="policy")
        failure.text = _lines(errors)
    others = [finding for finding in found if not finding.mandatory]
    if others:
        ET.SubElement(case, "system-out").text = _lines(others)


def _lines(findings: Sequence[Finding]) -> str:
    return _xml_text("\n".join(f"{finding.resource}: {finding.text}" for finding in findings))


def _xml_text(text: str) -> str:
    return _NO_XML.sub("", text)


def write(path: Path, content: str | bytes | dict[str, Any]) -> None:
    """Write a report, and create its folder.

    Raises:
        CheckError: the file cannot be written.
    """
    text = json.dumps(content, indent=2) + "\n" if isinstance(content, dict) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    except OSError as error:
        raise CheckError(f"{path}: cannot be written: {error.strerror}") from error
