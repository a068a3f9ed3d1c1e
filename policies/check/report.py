"""Findings for persons and for machines: a table, SARIF 2.1.0, JUnit."""

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
from .events import Violation

FAILED = "The preview failed, and may not have come to every resource."
"""What reports say of one; its errors may hold values, so that only the command's log has them."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs outside https://www.w3.org/TR/xml/#NT-Char."""


def table(violations: Sequence[Violation]) -> str:
    """One line a finding, what stops an update first; under it what to do."""
    if not violations:
        return "No findings."
    lines: list[str] = []
    for violation in ordered(violations):
        level = "stops" if violation.mandatory else "corrects" if violation.corrected else "advises"
        lines.append(f"{level:<8} {violation.pack}/{violation.id}  {violation.resource}")
        lines += [f"         {line}" for line in violation.text.splitlines()]
    stopping = sum(violation.mandatory for violation in violations)
    corrected = sum(violation.corrected for violation in violations)
    counts = [f"{stopping} that stop an update", f"{len(violations) - stopping - corrected} that advise"]
    counts += [f"{corrected} that are corrected"] if corrected else []
    return "\n".join([*lines, "", f"{', '.join(counts)}."])


def unseen(types: Mapping[str, int]) -> str:
    """Which types of AWS no rule of any pack looks at, so that nothing is told of them; empty when there is none."""
    looked_at = {canonical(kind) for pack in packs.names() for rule in packs.rules(pack) for kind in rule.types}
    strange = sorted(kind for kind in types if kind.startswith("aws:") and canonical(kind) not in looked_at)
    listed = ", ".join(f"{kind} ({types[kind]})" for kind in strange)
    return f"No rule looks at these types: {listed}." if strange else ""


def ordered(violations: Sequence[Violation]) -> list[Violation]:
    """What stops an update first, then by pack, rule and resource."""
    return sorted(violations, key=lambda violation: (not violation.mandatory, violation))


def sarif(
    violations: Sequence[Violation], rules: Sequence[Rule], program: str, version: str, *, failed: bool = False
) -> dict[str, Any]:
    """A log of SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), as code scanning takes it.

    A stack has no source lines, so that each result is placed at `program`, the path of `Pulumi.yaml` in the
    repository, and at the resource and property as logical locations. Of a preview that `failed` it says so.
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
                "invocations": [_invocation(failed=failed)],
                "columnKind": "utf16CodeUnits",
                "results": [
                    _result(violation, names.index(violation.policy), quote(program))
                    for violation in ordered(violations)
                ],
            }
        ],
    }


def _invocation(*, failed: bool) -> dict[str, Any]:
    if not failed:
        return {"executionSuccessful": True}
    told = [{"level": "error", "message": {"text": FAILED}}]
    return {"executionSuccessful": False, "toolExecutionNotifications": told}


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
        "level": "error" if violation.mandatory else "note" if violation.corrected else "warning",
        "message": {"text": f"{violation.resource}: {violation.text}"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": program}, "region": {"startLine": 1}},
                "logicalLocations": places,
            }
        ],
        # The name that code scanning looks for; without it all findings of a rule are one alert, at the same line.
        "partialFingerprints": {"primaryLocationLineHash": f"{_fingerprint(violation)}:1"},
    }


def _fingerprint(violation: Violation) -> str:
    """The same for the same finding in every run: texts may change."""
    about = f"{violation.pack}\n{violation.policy}\n{violation.urn}\n{violation.path}"
    return hashlib.sha256(about.encode(errors="replace")).hexdigest()


def junit(violations: Sequence[Violation], rules: Sequence[tuple[str, Rule]], *, failed: bool = False) -> bytes:
    """A JUnit report: a suite a pack, a case a rule, a failure for what stops an update.

    Of a preview that `failed` it has an error, and no rule that found nothing has passed.
    """
    by_pack: dict[str, dict[str, list[Violation]]] = {}
    for pack, rule in rules:
        by_pack.setdefault(pack, {})[rule.id] = []
    for violation in ordered(violations):
        by_pack.setdefault(violation.pack, {}).setdefault(violation.policy, []).append(violation)
    root = ET.Element("testsuites", name="policies")
    if failed:
        suite = ET.SubElement(root, "testsuite", name="preview", tests="1", failures="0", errors="1", skipped="0")
        case = ET.SubElement(suite, "testcase", classname="preview", name="preview")
        ET.SubElement(case, "error", message=FAILED, type="preview")
    for pack, policies in by_pack.items():
        stopping = sum(any(violation.mandatory for violation in found) for found in policies.values())
        unsure = sum(not found for found in policies.values()) if failed else 0
        counts = {"tests": len(policies), "failures": stopping, "errors": 0, "skipped": unsure}
        told = {key: str(count) for key, count in counts.items()}
        suite = ET.SubElement(root, "testsuite", {"name": _sayable(pack), **told})
        for policy, found in policies.items():
            case = ET.SubElement(suite, "testcase", classname=_sayable(pack), name=_sayable(policy))
            _case(case, found)
            if failed and not found:
                ET.SubElement(case, "skipped", message=FAILED)
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
    return _sayable("\n".join(f"{violation.resource}: {violation.text}" for violation in violations))


def _sayable(text: str) -> str:
    return _NO_XML.sub("", text)


def write(path: Path, content: str | bytes | dict[str, Any]) -> None:
    """Write a report, with the folders on the way.

    Raises:
        CheckError: it cannot be written.
    """
    text = json.dumps(content, indent=2) + "\n" if isinstance(content, dict) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    except OSError as error:
        raise CheckError(f"{path}: cannot be written: {error.strerror}") from error
