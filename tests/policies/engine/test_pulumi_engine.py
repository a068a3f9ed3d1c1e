"""The packs inside the real engine: each rule stops an update, and what is right goes through."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from local.engine import ensure_engine
from local.provider.server import serving
from policies import packs
from policies.check import command
from policies.testing import Case, Cases
from tests.policies.canary import CANARY, poisoned
from tests.policies.engine_runs import PACKS, PROGRAMS, Runner
from tests.policies.permissive_provider import serving_anything
from tests.policies.tables import load

pytestmark = pytest.mark.engine

RULES = [(pack, rule) for pack in packs.names() for rule in packs.rules(pack)]


@pytest.fixture
def engine(tmp_path: Path) -> Runner:
    """Runs a program's preview or update with all packs, in a backend of its own."""
    return Runner(tmp_path)


def _written(path: Path, choose: Callable[[Cases], Iterable[Case]]) -> str:
    """Writes for each rule the first case without unknowns, other resources and parameters, named like the rule.

    Each has a copy with a secret in every text. A rule whose cases all need several resources is left out.
    """
    resources: dict[str, Any] = {}
    for pack, rule in RULES:
        for case in choose(load(pack, rule)):
            if _alone(case):
                kind = case.type or next(iter(rule.types))
                resources[rule.id] = [kind, case.properties]
                resources[f"{rule.id}-secret"] = [kind, poisoned(dict(case.properties))]
                break
    path.write_text(json.dumps(resources), encoding="utf-8")
    return str(path)


def _alone(case: Case) -> bool:
    """Whether a case needs no other resource and has the default parameters."""
    if case.users or case.edges or case.stack or case.parents or case.parameters is not None:
        return False
    try:
        json.dumps(case.properties)
    except TypeError:  # an unknown
        return False
    return True


def test_every_rule_stops_a_deploy(engine: Runner, tmp_path: Path) -> None:
    """One program has a bad resource for each rule: the preview fails with each rule's id and without any value."""
    cases = _written(tmp_path / "cases.json", lambda table: table.fails)
    with serving_anything() as (port, _):
        run = engine("preview", "cases", port, CASES=cases)
    assert not run.succeeded, run.output
    written = {name for name in json.loads(Path(cases).read_text(encoding="utf-8")) if not name.endswith("-secret")}
    missed = written - {policy for policy, resource in run.mandatory if policy == resource}
    assert not missed, run.output[-4000:]
    assert len(written) > 0.9 * len(RULES)
    assert CANARY not in "".join(event["message"] for event in run.events)


def test_no_rule_stops_what_is_right(engine: Runner, tmp_path: Path) -> None:
    """A resource that a rule's table calls right gives no finding of that rule."""
    cases = _written(tmp_path / "cases.json", lambda table: table.passes)
    with serving_anything() as (port, _):
        run = engine("preview", "cases", port, CASES=cases)
    assert run.events, run.output[-4000:]
    assert not {policy for policy, resource in run.mandatory if policy == resource}


@pytest.mark.parametrize("name", ["iam/admin-wildcard", "encryption/database-at-rest"])
def test_a_finding_stops_an_update_before_it_creates(name: str, engine: Runner, tmp_path: Path) -> None:
    """Even without a preview, `up` fails with the rule's id, and the bad resource is never made."""
    (pack, rule), *_ = [(pack, rule) for pack, rule in RULES if f"{pack}/{rule.id}" == name]
    bad = load(pack, rule).fails[0]
    cases = tmp_path / "cases.json"
    cases.write_text(json.dumps({"bad": [next(iter(rule.types)), bad.properties]}), encoding="utf-8")
    with serving_anything() as (port, provider):
        run = engine("up", "cases", port, "--skip-preview", "--yes", CASES=str(cases))
    assert not run.succeeded
    assert rule.id in run.output
    assert not provider.created


def test_a_right_stack_deploys_with_its_unknowns(engine: Runner) -> None:
    """Values that the preview does not know are proved by their edges or wait, and the update passes all rules."""
    with serving() as port:
        preview = engine("preview", "right", port)
        update = engine("up", "right", port, "--skip-preview", "--yes")
    assert (True, set[tuple[str, str]]()) == (preview.succeeded, preview.mandatory), preview.output
    assert ["checks not evaluated" in text for text in preview.advisory] == [True]  # one message, of the pack `iam`
    waiting = "".join(preview.advisory)
    assert "projector: policy" in waiting
    assert "logs: kmsKeyId" not in waiting  # proved by the edge to its key
    assert update.succeeded, update.output


def test_advice_stops_no_update(engine: Runner, tmp_path: Path) -> None:
    """With every rule advisory the bad resource is created and its finding is reported."""
    cases = tmp_path / "cases.json"
    cases.write_text(json.dumps({"key": ["aws:kms/key:Key", {"enableKeyRotation": False}]}), encoding="utf-8")
    with serving_anything() as (port, provider):
        run = engine(
            "up", "cases", port, "--skip-preview", "--yes", configuration={"all": "advisory"}, CASES=str(cases)
        )
    assert run.succeeded, run.output
    assert run.mandatory == set()
    assert any("[key-rotation:enableKeyRotation]" in text for text in run.advisory)
    assert [urn.rpartition("::")[2] for urn in provider.created] == ["key"]


def test_an_update_evaluates_what_its_preview_could_not(engine: Runner) -> None:
    """The preview does not know the document. The update reads it and stops before the policy is created."""
    with serving() as port:
        preview = engine("preview", "late", port)
        update = engine("up", "late", port, "--skip-preview", "--yes")
    assert (True, set[tuple[str, str]]()) == (preview.succeeded, preview.mandatory), preview.output
    assert "wide: policy" in "".join(preview.advisory)
    assert not update.succeeded
    assert ("service-wildcard", "wide") in update.mandatory, update.output


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The program `cases` with a stack `test`, and an environment in which `check` may preview it."""
    found, program = ensure_engine(), tmp_path / "cases"
    shutil.copytree(PROGRAMS / "cases", program)
    (tmp_path / "state").mkdir()
    with serving_anything() as (port, _):
        variables = {
            "PULUMI_BACKEND_URL": (tmp_path / "state").as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": "",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
            "PULUMI_DEBUG_PROVIDERS": f"aws:{port}",
            "CASES": str(tmp_path / "cases.json"),
        }
        for name, value in found.environment({**os.environ, **variables}).items():
            monkeypatch.setenv(name, value)
        subprocess.run([found.pulumi, "stack", "init", "test", "--cwd", str(program)], check=True, capture_output=True)
        yield program


def test_a_check_of_a_preview_writes_its_reports(
    checked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check` reports findings and suppresses configured ones, and no report has a property's value."""
    key = {"enableKeyRotation": False, "description": CANARY, "policy": CANARY}
    (tmp_path / "cases.json").write_text(json.dumps({"key": ["aws:kms/key:Key", key]}))
    accepted = {"finding": "key-rotation:*", "resource": "k*", "reason": "a test", "expires": "2999-01-01"}
    configuration = tmp_path / "policies.json"
    configuration.write_text(json.dumps({"acknowledgements": "advisory", "settings": {"suppressions": [accepted]}}))
    sarif, junit = tmp_path / "out" / "findings.sarif", tmp_path / "out" / "junit.xml"
    common = ["check", "--program", str(checked), "--stack", "test", "--pack", "encryption", "--pack", "iam"]
    stopped = command.main([*common, "--sarif", str(sarif), "--junit", str(junit)])
    output = capsys.readouterr()
    reports = output.out + output.err + sarif.read_text() + junit.read_text()
    advised = command.main([*common, "--environment", "dev", "--config", str(configuration)])
    later = capsys.readouterr().out
    assert (stopped, advised) == (command.FOUND, command.PASSED), output
    assert "encryption/key-rotation:enableKeyRotation  aws:kms/key:Key key" in output.out
    results = json.loads(sarif.read_text())["runs"][0]["results"]
    assert ("key-rotation", "error") in [(result["ruleId"], result["level"]) for result in results]
    assert CANARY not in reports
    assert "key-rotation" not in later
    assert "warning  citycell-iam/policy-document:policy" in later


def test_a_check_of_a_failed_program_fails(checked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A program that raises after its first warning was not checked; a fixed finding is reported."""
    (tmp_path / "cases.json").write_text(json.dumps({"key": ["aws:kms/key:Key", {"enableKeyRotation": False}]}))
    configuration = tmp_path / "policies.json"
    common = ["check", "--program", str(checked), "--stack", "test", "--pack", "encryption"]
    common += ["--config", str(configuration)]
    configuration.write_text(json.dumps({"all": "mandatory", "settings": {"remediate": True}}))
    fixed = command.main(common)
    assert (fixed, capsys.readouterr().out.splitlines()[0]) == (
        command.PASSED,
        "fixed    citycell-encryption/key-rotation  aws:kms/key:Key key",
    )
    configuration.write_text(json.dumps({"all": "advisory"}))
    main = checked / "__main__.py"
    main.write_text(main.read_text() + "\nimport time\ntime.sleep(1)\nraise RuntimeError('dead')\n")
    failed = command.main(common)
    output = capsys.readouterr()
    assert (failed, "RuntimeError: dead" in output.err) == (command.FAILED, True), output


@pytest.mark.parametrize("level", ["advisory", "mandatory", "remediate"])
def test_a_level_for_all_is_no_finding(level: str, engine: Runner, tmp_path: Path) -> None:
    """What is right has no finding at any level."""
    cases = tmp_path / "cases.json"
    cases.write_text(json.dumps({"board": ["aws:cloudwatch/dashboard:Dashboard", {}]}), encoding="utf-8")
    with serving_anything() as (port, _):
        run = engine("preview", "cases", port, configuration={"all": level}, CASES=str(cases))
    assert (run.succeeded, run.events) == (True, []), run.output


_SDK = """from pulumi_policy import PolicyPack, ResourceValidationPolicy
PolicyPack("sdk", policies=[ResourceValidationPolicy("theirs", "T", lambda args, report: report("bad"))])
"""
_SERVED = """import sys
sys.path.append("ABOVE")
from policies.rule import Finding, Rule, Severity, parameter
from policies.server import Pack, serve
from dataclasses import dataclass
@dataclass(frozen=True)
class Parameters:
    most: int = parameter(1, "The most.", minimum=0)
def check(resource, parameters):
    yield Finding("", f"most is {parameters.most}")
serve(Pack("NAME", "N", [Rule(id="NAME-rule", title="T", description="D", severity=Severity.LOW,
    types=("aws:kms/key:Key",), remediation="R", url="https://example.com", check=check, parameters=Parameters)]))
"""
_FORMER_NAMES = _SERVED.replace("Severity, parameter", "Severity, knob as parameter").replace("parameters=", "knobs=")


def test_custom_packs_are_configured_by_the_same_file(
    checked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pack of Pulumi's SDK has no settings; two packs of this package each have their own parameters."""
    (tmp_path / "cases.json").write_text(json.dumps({"key": ["aws:kms/key:Key", {"enableKeyRotation": True}]}))
    common = ["check", "--program", str(checked), "--stack", "test", "--pack", "encryption", "--environment", "dev"]
    programs = {
        "sdk": _SDK,
        "first": _SERVED.replace("NAME", "first"),
        "second": _FORMER_NAMES.replace("NAME", "second"),
    }
    for name, program in programs.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "PulumiPolicy.yaml").write_text("runtime: python\nversion: 1.0.0\n")
        (tmp_path / name / "__main__.py").write_text(program.replace("ABOVE", str(PACKS.parent)))
        common += ["--policy-pack", str(tmp_path / name)]
    configuration = tmp_path / "policies.json"
    configuration.write_text(json.dumps({"first-rule": {"most": 3}, "second-rule": {"most": 5}, "theirs": "advisory"}))
    assert command.main([*common, "--config", str(configuration)]) == command.PASSED
    output = capsys.readouterr().out
    assert "most is 3" in output
    assert "most is 5" in output
    assert "bad" in output
    assert "unknown rule" not in output
    configuration.write_text(json.dumps({"third-rule": "advisory"}))
    assert command.main([*common, "--config", str(configuration)]) == command.FAILED
    (tmp_path / "sdk" / "__main__.py").write_text("raise SystemExit('the pack broke')\n")
    configuration.write_text("{}")
    assert command.main([*common, "--config", str(configuration)]) == command.FAILED
    assert "the pack broke" in capsys.readouterr().err
