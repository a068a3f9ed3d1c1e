"""The check command: its input, its reports and its exit codes."""

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from policies import packs
from policies.check import command, configuration
from policies.check.asking import declared, last_words
from policies.check.errors import CheckError
from policies.check.events import Finding, Run
from policies.check.preview import preview
from policies.check.report import junit, ordered, sarif, table, unchecked_types

URN = "urn:pulumi:dev::shop::city:index:Stream$aws:kms/key:Key::orders"
ERROR = Finding("citycell-encryption", "key-rotation", URN, "enableKeyRotation", "enableKeyRotation: is off.", True)  # noqa: FBT003
WARNING = Finding("citycell-encryption", "not-evaluated", "", "", "1 checks not evaluated: x: y (1)", False)  # noqa: FBT003
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
    """Colours and the description are removed, the id at the end becomes the path, repeats count once."""
    run = Run()
    for _ in range(2):
        run.read(_policy("enableKeyRotation: is off. [key-rotation:enableKeyRotation]"))
    (found,) = run.findings
    assert (found.id, found.text) == ("key-rotation:enableKeyRotation", "enableKeyRotation: is off.")
    assert (found.resource, found.mandatory) == ("aws:kms/key:Key orders", True)


def test_findings_of_other_packs_are_read_as_they_are() -> None:
    """A policy without ids keeps its whole text, even if that ends in brackets."""
    run = Run()
    run.read(_policy("see [other:page]", policyName="theirs", enforcementLevel="advisory"))
    (found,) = run.findings
    assert (found.path, found.text, found.mandatory) == ("", "see [other:page]", False)


def test_errors_are_kept_without_their_echoes() -> None:
    """An error that only repeats a finding is left out, and other output is kept apart."""
    run = Run()
    run.read(_line(diagnosticEvent={"severity": "error", "message": "preview failed"}))
    run.read(_line(diagnosticEvent={"severity": "error", "message": "no such region"}))
    run.read(_line(diagnosticEvent={"severity": "info", "message": "hello"}))
    run.read("plain\n")
    run.read("7\n")
    assert (run.errors, run.output) == (["no such region"], ["plain", "7"])


def test_remediations_are_reported_without_their_values() -> None:
    """A fixed finding is reported by policy and resource only, as a note in SARIF."""
    run = Run()
    about = {"policyName": "key-rotation", "policyPackName": "citycell-encryption", "resourceUrn": URN}
    run.read(_line(policyRemediationEvent={**about, "before": {"x": "hunter2"}, "after": {"x": "hunter3"}}))
    findings = list(run.findings)
    text = table(findings)
    assert text.startswith("fixed    citycell-encryption/key-rotation  aws:kms/key:Key orders\n")
    assert text.endswith("0 errors, 0 warnings, 1 fixed.")
    log = sarif(findings, [], "x", "1")
    assert [result["level"] for result in log["runs"][0]["results"]] == ["note"]
    reports = text + json.dumps(log) + junit(findings, RULES).decode()
    assert "hunter" not in reports
    assert 'failures="1"' not in reports


@pytest.mark.parametrize(
    ("status", "events", "expected"),
    [
        (0, [_line(summaryEvent={})], []),
        (0, [], ["ended without its summary"]),
        (0, [_policy("x", enforcementLevel="advisory")], ["ended without its summary"]),
        (255, [_policy("x", enforcementLevel="advisory"), _line(summaryEvent={})], ["exited with code 255"]),
        (255, [_policy("x"), _line(summaryEvent={})], []),
        (255, [_policy("x")], ["exited with code 255"]),
        (255, ["it broke\n"], ["it broke", "exited with code 255"]),
        (255, [_line(diagnosticEvent={"severity": "error", "message": "no such region"})], ["no such region"]),
    ],
)
def test_a_preview_that_fails_is_an_error(
    status: int, events: list[str], expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A preview ends with its summary, and only a mandatory finding explains an exit code other than 0."""
    run = _preview(tmp_path, monkeypatch, "".join(events), status)
    assert len(run.errors) == len(expected)
    assert all(error.endswith(end) for error, end in zip([e.rstrip() for e in run.errors], expected, strict=True))


def _stub(folder: Path, monkeypatch: pytest.MonkeyPatch, output: str, status: int) -> Path:
    """A program, and a `pulumi` on PATH that prints `output` and exits with `status`."""
    (folder / "out").write_text(output)
    stub = folder / "pulumi"
    stub.write_text(f'#!/bin/sh\necho "$PULUMI_PYTHON_CMD" > {folder}/python\ncat {folder}/out\nexit {status}\n')
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    (folder / "Pulumi.yaml").write_text("name: x\nruntime: python\n")
    return folder


def _preview(folder: Path, monkeypatch: pytest.MonkeyPatch, output: str, status: int) -> Run:
    return preview(_stub(folder, monkeypatch, output, status), None, ["encryption"], {}, {})


def test_a_failed_preview_has_no_passing_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither the table nor SARIF nor JUnit says that there are no findings."""
    program = _stub(tmp_path, monkeypatch, "it broke\n", 255)
    log, suites = tmp_path / "f.sarif", tmp_path / "f.xml"
    given = ["check", "--program", str(program), "--sarif", str(log), "--junit", str(suites)]
    assert command.main(given) == command.FAILED
    output = capsys.readouterr()
    assert output.out == ""
    assert "it broke" in output.err
    (invocation,) = json.loads(log.read_text())["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    first, *others = ET.parse(suites).getroot()  # noqa: S314 - written by this package
    assert (first.get("errors"), len(first.findall("testcase/error"))) == ("1", 1)
    assert all(suite.get("skipped") == suite.get("tests") for suite in others)


def test_an_output_that_cannot_be_written_is_one_line_of_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The other reports are still written."""
    program = _stub(tmp_path, monkeypatch, _line(summaryEvent={}), 0)
    suites = tmp_path / "f.xml"
    common = ["check", "--program", str(program), "--junit", str(suites)]
    assert command.main([*common, "--sarif", str(tmp_path)]) == command.FAILED
    output = capsys.readouterr()
    assert output.out == "No findings.\n"
    assert output.err == f"error: {tmp_path}: cannot be written: Is a directory\n"
    assert suites.exists()
    full = Path("/dev/full")
    if full.exists():
        asked = [sys.executable, "-m", "policies", *common]
        with full.open("w") as nowhere:
            done = subprocess.run(asked, stdout=nowhere, stderr=subprocess.PIPE, text=True, check=False)
        assert (done.returncode, done.stderr.count("\n")) == (command.FAILED, 1)
        assert done.stderr.startswith("error: the output cannot be written: ")


def test_packs_run_with_the_interpreter_of_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first Python on PATH may lack the packs' dependencies; Pulumi's setting overrides the interpreter."""
    monkeypatch.delenv("PULUMI_PYTHON_CMD", raising=False)
    _preview(tmp_path, monkeypatch, "", 0)
    assert (tmp_path / "python").read_text() == f"{sys.executable}\n"
    monkeypatch.setenv("PULUMI_PYTHON_CMD", "theirs")
    _preview(tmp_path, monkeypatch, "", 0)
    assert (tmp_path / "python").read_text() == "theirs\n"


def test_types_that_no_rule_checks_are_listed() -> None:
    """They are listed with their count, each resource once, and without types of other providers."""
    run = Run()
    for kind in ["aws:kms/key:Key", "aws:nosuch/thing:Thing", "random:index/randomId:RandomId"]:
        for name in ["one", "two", "two"]:
            run.read(_line(resourcePreEvent={"metadata": {"type": kind, "urn": f"{kind}::{name}"}}))
    assert unchecked_types(Counter(run.resources.values())) == "No rule checks these types: aws:nosuch/thing:Thing (2)."
    assert unchecked_types({"aws:kms/key:Key": 2}) == ""


def test_former_names_of_suppressions_are_read() -> None:
    """Configurations with `acknowledgements` stay valid for one release, also in the parts for each pack."""
    entry = {"finding": "key-rotation:*", "resource": "*", "reason": "r", "expires": "2030-01-01"}
    given = {"acknowledgements": "advisory", "settings": {"acknowledgements": [entry]}}
    assert configuration.errors_in(given) == []
    assert configuration.part(given, {"key-rotation"}.__contains__) == given
    assert configuration.part(given, {"bucket-key"}.__contains__)["settings"] == {"acknowledgements": []}


def test_the_table_has_errors_first() -> None:
    """It has one entry per finding and the count of each level."""
    text = table([WARNING, ERROR])
    assert text.startswith("error    citycell-encryption/key-rotation:enableKeyRotation  aws:kms/key:Key orders\n")
    assert text.endswith("1 error, 1 warning.")
    assert table([]) == "No findings."


def test_sarif_has_what_the_standard_requires() -> None:
    """It has version, driver, rules by index, levels, locations, and fingerprints that do not depend on texts."""
    log = sarif([WARNING, ERROR], [rule for _, rule in RULES], "infra/Pulumi.yaml", "1.2.3")
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
    reworded = Finding(ERROR.pack, ERROR.policy, ERROR.urn, ERROR.path, "in other words", mandatory=False)
    (other,) = sarif([reworded], [], "my app/x", "1")["runs"][0]["results"]
    assert other["partialFingerprints"] == results[0]["partialFingerprints"]
    assert other["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "my%20app/x"
    assert log["runs"][0]["invocations"] == [{"executionSuccessful": True}]


def test_code_scanning_tells_findings_apart() -> None:
    """Each has a fingerprint of pack, rule, resource and property under the key that code scanning reads."""
    others = [{"pack": "acme"}, {"policy": "key-use"}, {"urn": f"{URN}-2"}, {"path": "policy"}]
    findings = [ERROR, *(replace(ERROR, **changed) for changed in others)]
    results = sarif(findings, [], "x", "1")["runs"][0]["results"]
    marks = {result["partialFingerprints"]["primaryLocationLineHash"] for result in results}
    assert len(marks) == len(findings)
    assert all(mark.endswith(":1") for mark in marks)


def test_junit_has_a_case_for_each_rule() -> None:
    """An error fails the case of its rule, a warning is its output, and all other rules pass."""
    odd = Finding(ERROR.pack, ERROR.policy, "", "", "bad \x00 \ufffe \uffff \ud800 <sign>", mandatory=True)
    root = ET.fromstring(junit([WARNING, ERROR, odd], RULES))  # noqa: S314 - written by this package
    (suite,) = root
    cases = {case.get("name"): case for case in suite}
    assert (suite.get("tests"), suite.get("failures")) == (str(len(RULES) + 1), "1")
    assert "enableKeyRotation: is off." in (cases["key-rotation"].findtext("failure") or "")
    assert cases["not-evaluated"].findtext("system-out") == "stack: 1 checks not evaluated: x: y (1)"
    assert len(cases["bucket-key"]) == 0
    assert "bad     <sign>" in (cases["key-rotation"].findtext("failure") or "")
    assert ordered([WARNING, ERROR])[0] is ERROR


GOOD = {
    "all": "advisory",
    "database-backups": {"enforcementLevel": "mandatory", "minimumDays": 14},
    "settings": {
        "environment": "dev",
        "mandatory": ["key-rotation"],
        "suppressions": [
            {"finding": "key-rotation:*", "resource": "*", "reason": "r", "expires": "2030-01-01"},
        ],
    },
}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"key-rotatoin": "advisory"}, ["key-rotatoin: unknown rule"]),
        ({"key-rotation": "off"}, ["key-rotation: must be a level"]),
        ({"key-rotation": {"enforcementLevel": []}}, ["key-rotation: must be a level"]),
        ({"key-rotation": {"days": 3}}, ["key-rotation: days: the rule has no parameters"]),
        ({"database-backups": {"minimumDays": 90}}, ["database-backups: minimumDays: is too large"]),
        ({"settings": {"enviroment": "dev"}}, ["enviroment: unknown setting"]),
    ],
)
def test_invalid_configuration_is_reported_before_anything_runs(changed: dict[str, Any], expected: list[str]) -> None:
    """The configuration is compared with the rules of all packs, and each error says where it is."""
    errors = configuration.errors_in({**GOOD, **changed})
    assert len(errors) == len(expected)
    assert all(error.startswith(start) for error, start in zip(errors, expected, strict=True))


def test_each_pack_gets_its_part_of_the_configuration() -> None:
    """The engine rejects parameters of rules that a pack lacks; settings for all rules stay."""
    own = configuration.part(GOOD, {"database-backups"}.__contains__)
    assert own == {
        "all": "advisory",
        "database-backups": GOOD["database-backups"],
        "settings": {"environment": "dev", "mandatory": [], "suppressions": []},
    }


def test_rules_of_custom_packs_may_be_configured() -> None:
    """An unknown name is an error, unless a custom pack declares it or cannot be asked."""
    given = {"their-rule": {"limit": 3}, "settings": {"mandatory": ["their-rule"]}}
    assert len(configuration.errors_in(given)) == 2
    assert len(configuration.errors_in(given, {"another-rule"})) == 2
    assert configuration.errors_in(given, {"their-rule"}) == []
    assert configuration.errors_in(given, None) == []


def test_a_custom_pack_gets_the_configuration_it_declares() -> None:
    """The engine rejects an object for a policy that the pack does not declare."""
    given = {**GOOD, "theirs": {"limit": 3}, "others": {"limit": 4}}
    assert configuration.part_of_own(given, {"theirs"}) == {"all": "advisory", "theirs": {"limit": 3}}
    own = configuration.part_of_own(given, {"theirs", "settings"})
    assert own["settings"] == {"environment": "dev", "mandatory": [], "suppressions": []}
    unasked = configuration.part_of_own(given, None)
    assert unasked["settings"]["enforcementLevel"] == "mandatory"
    assert set(unasked) == {"all", "settings", "theirs", "others"}


_SDK = """from pulumi_policy import PolicyPack, ResourceValidationPolicy
PolicyPack("sdk", policies=[ResourceValidationPolicy("theirs", "T", lambda args, report: None)])
"""


@pytest.mark.parametrize(
    ("project", "program", "policies"),
    [
        ("runtime: python\n", _SDK, {"theirs"}),
        ("description: x\nruntime:\n  name: python\n", _SDK, {"theirs"}),
        ("runtime: python\n", "print('hello')\n", None),
        ("runtime: python\n", "raise SystemExit\n", None),
        ("runtime:\n  name: python\n  options:\n    virtualenv: venv\n", _SDK, None),
        ("runtime: nodejs\n", _SDK, None),
        ("runtime: python\nmain: app\n", _SDK, None),
        ("runtime: [\n", _SDK, None),
    ],
)
def test_a_custom_pack_is_asked_for_its_policies(
    project: str, program: str, policies: set[str] | None, tmp_path: Path
) -> None:
    """A pack that this interpreter can run answers; for any other the policies are unknown."""
    (tmp_path / "PulumiPolicy.yaml").write_text(project)
    (tmp_path / "__main__.py").write_text(program)
    assert declared(tmp_path) == policies


def test_the_error_of_a_pack_that_cannot_start_is_reported(tmp_path: Path) -> None:
    """The engine only says that it failed; the reason is at the end of the pack's output."""
    (tmp_path / "PulumiPolicy.yaml").write_text("runtime: python\n")
    (tmp_path / "__main__.py").write_text("import nowhere\n")
    assert last_words(tmp_path)[-1] == "ModuleNotFoundError: No module named 'nowhere'"
    (tmp_path / "PulumiPolicy.yaml").write_text("runtime: nodejs\n")
    assert last_words(tmp_path) == []


@pytest.mark.parametrize("content", ["{", "[]", "[" * 100_000, '{"settings": {"environment": "prod"}}'])
def test_an_invalid_configuration_file_ends_the_check(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The error has the file's name, and the exit code says that nothing was checked."""
    file = tmp_path / "policies.json"
    file.write_text(content)
    assert command.main(["check", "--config", str(file)]) == command.FAILED
    assert capsys.readouterr().err.startswith(f"error: {file}: ")
    with pytest.raises(CheckError, match="No such file"):
        configuration.load(tmp_path / "none.json", None)


def test_the_command_line_may_set_the_environment(tmp_path: Path) -> None:
    """It overrides that of the file, and hides no error in the file."""
    assert configuration.load(None, "dev") == {"settings": {"environment": "dev"}}
    file = tmp_path / "policies.json"
    file.write_text('{"settings": {"environment": "production"}}', encoding="utf-8-sig")
    assert configuration.load(file, "dev") == {"settings": {"environment": "dev"}}
    file.write_text('{"settings": ["all"]}')
    with pytest.raises(CheckError, match="settings: must be an object"):
        configuration.load(file, "dev")


def test_a_check_needs_pulumi(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without it on PATH, the error says how to install it."""
    assert command.main(["check", "--program", str(tmp_path)]) == command.FAILED
    assert "has no Pulumi.yaml" in capsys.readouterr().err
    (tmp_path / "Pulumi.yml").write_text("name: x\nruntime: python\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert command.main(["check", "--program", str(tmp_path)]) == command.FAILED
    assert "https://www.pulumi.com/docs/install/" in capsys.readouterr().err


def test_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each rule has a line with its severity and title."""
    assert command.main(["rules"]) == command.PASSED
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == sum(len(packs.rules(pack)) for pack in packs.names())
    assert "encryption/key-rotation  medium  KMS keys are rotated" in lines
