"""The check command: what it reads, writes and returns."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from policies import packs
from policies.check import command, configuration
from policies.check.errors import CheckError
from policies.check.events import Run, Violation
from policies.check.report import junit, ordered, sarif, table

URN = "urn:pulumi:dev::shop::city:index:Stream$aws:kms/key:Key::orders"
STOPS = Violation("citycell-encryption", "key-rotation", URN, "enableKeyRotation", "enableKeyRotation: is off.", True)  # noqa: FBT003
ADVISES = Violation("citycell-encryption", "not-evaluated", "", "", "1 checks not evaluated: x: y (1)", False)  # noqa: FBT003
RULES = [("citycell-encryption", rule) for rule in packs.rules("encryption")]


def _line(**event: Any) -> str:
    return json.dumps(event) + "\n"


def _policy(text: str, **changed: Any) -> str:
    about = {
        "resourceUrn": URN,
        "message": f"<{{%fg 1%}}>Rotation limits.\n{text}\n<{{%reset%}}>",
        "policyName": "key-rotation",
        "policyPackName": "citycell-encryption",
        "enforcementLevel": "mandatory",
        "severity": "medium",
    }
    return _line(policyEvent={**about, **changed})


def test_findings_are_read_from_the_engines_events() -> None:
    """Colours and the policy's description go, the id at the end becomes the path, repeats count once."""
    run = Run()
    for _ in range(2):
        run.read(_policy("enableKeyRotation: is off. [key-rotation:enableKeyRotation]"))
    (found,) = run.violations
    assert (found.id, found.text) == ("key-rotation:enableKeyRotation", "enableKeyRotation: is off.")
    assert (found.resource, found.mandatory) == ("aws:kms/key:Key orders", True)


def test_findings_of_other_packs_are_read_as_they_are() -> None:
    """A policy that gives no id has its whole text, even where that ends in brackets."""
    run = Run()
    run.read(_policy("see [other:page]", policyName="theirs", enforcementLevel="advisory"))
    (found,) = run.violations
    assert (found.path, found.text, found.mandatory) == ("", "see [other:page]", False)


def test_errors_are_kept_without_their_echoes() -> None:
    """What only says that there was a finding is no error; lines that are no events are kept apart."""
    run = Run()
    run.read(_line(diagnosticEvent={"severity": "error", "message": "preview failed"}))
    run.read(_line(diagnosticEvent={"severity": "error", "message": "no such region"}))
    run.read(_line(diagnosticEvent={"severity": "info", "message": "hello"}))
    run.read(_line(policyRemediationEvent={"before": {"password": "hunter2"}}))
    run.read("plain\n")
    run.read("7\n")
    assert (run.errors, run.output) == (["no such region"], ["plain", "7"])


def test_the_table_puts_first_what_stops() -> None:
    """One paragraph a finding, and how many of each kind."""
    text = table([ADVISES, STOPS])
    assert text.startswith("stops    citycell-encryption/key-rotation:enableKeyRotation  aws:kms/key:Key orders\n")
    assert text.endswith("1 that stop an update, 1 that advise.")
    assert table([]) == "No findings."


def test_sarif_has_what_the_standard_requires() -> None:
    """Version, driver, rules found by index, levels, places, and fingerprints that no text changes."""
    log = sarif([ADVISES, STOPS], [rule for _, rule in RULES], "infra/Pulumi.yaml", "1.2.3")
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    driver, results = log["runs"][0]["tool"]["driver"], log["runs"][0]["results"]
    assert (driver["name"], driver["version"]) == ("citycell-policies", "1.2.3")
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    assert [result["level"] for result in results] == ["error", "warning"]
    for result in results:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        (place,) = result["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"] == "infra/Pulumi.yaml"
        assert all(logical["fullyQualifiedName"] for logical in place["logicalLocations"])
    told_otherwise = Violation(STOPS.pack, STOPS.policy, STOPS.urn, STOPS.path, "in other words", mandatory=False)
    (other,) = sarif([told_otherwise], [], "x", "1")["runs"][0]["results"]
    assert other["partialFingerprints"] == results[0]["partialFingerprints"]


def test_junit_has_a_case_for_each_rule() -> None:
    """What stops fails its rule's case, what advises is its output, all other rules passed."""
    odd = Violation(STOPS.pack, STOPS.policy, "", "", "bad \x00 <sign>", mandatory=True)
    root = ET.fromstring(junit([ADVISES, STOPS, odd], RULES))  # noqa: S314 - our own
    (suite,) = root
    cases = {case.get("name"): case for case in suite}
    assert (suite.get("tests"), suite.get("failures")) == (str(len(RULES) + 1), "1")
    assert "enableKeyRotation: is off." in (cases["key-rotation"].findtext("failure") or "")
    assert cases["not-evaluated"].findtext("system-out") == "stack: 1 checks not evaluated: x: y (1)"
    assert len(cases["bucket-key"]) == 0
    assert ordered([ADVISES, STOPS])[0] is STOPS


GOOD = {
    "all": "advisory",
    "database-backups": {"enforcementLevel": "mandatory", "minimumDays": 14},
    "settings": {
        "environment": "dev",
        "mandatory": ["key-rotation"],
        "acknowledgements": [
            {"finding": "key-rotation:*", "resource": "*", "reason": "r", "expires": "2030-01-01"},
        ],
    },
}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, []),
        ({"key-rotatoin": "advisory"}, ["key-rotatoin: there is no such rule"]),
        ({"key-rotation": "off"}, ["key-rotation: is neither a level"]),
        ({"key-rotation": {"enforcementLevel": []}}, ["key-rotation: is neither a level"]),
        ({"key-rotation": {"days": 3}}, ["key-rotation: days: the rule has no knobs"]),
        ({"database-backups": {"minimumDays": 90}}, ["database-backups: minimumDays: is too large"]),
        ({"settings": {"enviroment": "dev"}}, ["enviroment: no such setting"]),
    ],
)
def test_bad_configuration_is_told_before_anything_runs(changed: dict[str, Any], told: list[str]) -> None:
    """A configuration is read against the rules of all packs, and each problem names its place."""
    problems = configuration.problems_of({**GOOD, **changed})
    assert len(problems) == len(told)
    assert all(problem.startswith(start) for problem, start in zip(problems, told, strict=True))


def test_each_pack_gets_its_part_of_the_configuration() -> None:
    """The engine refuses knobs of rules that a pack does not have; what is for all stays."""
    own = configuration.part(GOOD, {"database-backups"}.__contains__)
    assert own == {
        "all": "advisory",
        "database-backups": GOOD["database-backups"],
        "settings": {"environment": "dev", "mandatory": [], "acknowledgements": []},
    }


def test_rules_of_packs_of_ones_own_may_be_configured() -> None:
    """A name that no pack of ours knows is a mistake, unless other packs are attached."""
    given = {"their-rule": {"limit": 3}, "settings": {"mandatory": ["their-rule"]}}
    assert len(configuration.problems_of(given)) == 2
    assert configuration.problems_of(given, own=True) == []


@pytest.mark.parametrize("content", ["{", "[]", '{"settings": {"environment": "prod"}}'])
def test_a_bad_configuration_file_ends_the_check(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The error names the file, and the exit code says that nothing was checked."""
    file = tmp_path / "policies.json"
    file.write_text(content)
    assert command.main(["check", "--config", str(file)]) == command.FAILED
    assert capsys.readouterr().err.startswith(f"error: {file}: ")
    with pytest.raises(CheckError, match="No such file"):
        configuration.load(tmp_path / "none.json", None)


def test_the_command_line_may_name_the_environment() -> None:
    """It stands above the file's."""
    assert configuration.load(None, "dev") == {"settings": {"environment": "dev"}}


def test_a_check_needs_pulumi(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without it on PATH, the error says where it comes from."""
    (tmp_path / "Pulumi.yaml").write_text("name: x\nruntime: python\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert command.main(["check", "--program", str(tmp_path)]) == command.FAILED
    assert "https://www.pulumi.com/docs/install/" in capsys.readouterr().err


def test_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each rule of each pack has a line with its severity and title."""
    assert command.main(["rules"]) == command.PASSED
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == sum(len(packs.rules(pack)) for pack in packs.names())
    assert "encryption/key-rotation  medium  Keys are rotated" in lines
