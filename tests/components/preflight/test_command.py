"""The command: exit codes, errors of one line, and what it prints."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from components.preflight import command, runner, state
from components.preflight.check import Check, Context, Result, missing, ok, unchecked, warning
from tests.components.preflight import answers
from tests.components.preflight.answers import Always, Pages

CONFIG = "config:\n  aws:region: eu-west-1\n  citycell:city: lisbon\n"


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No credentials, no network and no Pulumi."""
    for name in ("AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setattr(command, "Web", lambda: Pages({}))
    monkeypatch.setattr(state, "_exported", answers.returning(frozenset()))
    monkeypatch.chdir(answers.ROOT)


def results(*lines: Result) -> tuple[Check, ...]:
    """A check with these results."""

    def run(_: Context) -> Iterator[Result]:
        yield from lines

    return (Check(name="example", run=run),)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((ok("a"),), 0),
        ((ok("a"), warning("b", "c")), 0),
        ((ok("a"), missing("b", "c"), unchecked("d")), 1),
        ((ok("a"), unchecked("d")), 2),
    ],
)
def test_the_exit_code_is_that_of_the_worst_line(
    monkeypatch: pytest.MonkeyPatch, lines: tuple[Result, ...], code: int
) -> None:
    """Something missing counts more than something that could not be checked."""
    monkeypatch.setattr(command, "CHECKS", results(*lines))
    assert code == command.main(["demo"])


def test_lines_are_aligned_and_counted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The status comes first, then the check, what was found, and what to do."""
    monkeypatch.setattr(command, "CHECKS", results(ok("fine\x1b[31m"), missing("absent", "make it")))
    command.main(["demo"])
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [
        "ok                    example  fine?[31m",
        "missing               example  absent → make it",
        "",
        "1 ok, 1 missing",
    ]
    count = len(answers.planned("demo").resources)
    assert printed.err == f"stack demo: eu-west-1, account 123456789012, {count} resources, 1 checks\n"


def test_the_report_is_also_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The file and the standard output have the same document."""
    monkeypatch.setattr(command, "CHECKS", results(ok("fine"), missing("absent", "make it")))
    assert command.main(["demo", "--format", "json", "--json", str(tmp_path / "report.json")]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document == json.loads((tmp_path / "report.json").read_text())
    assert document["summary"] == {"ok": 1, "missing": 1}
    assert document["results"][1] == {
        "check": "example",
        "status": "missing",
        "text": "absent",
        "advice": "make it",
        "rights": [],
    }


WRONG: list[tuple[str, list[str], str]] = [
    ("no such stack", ["lisboa"], "there is no Pulumi.lisboa.yaml in "),
    ("a path", ["../demo"], "'../demo' is not a stack's name"),
    ("no such profile", ["demo", "--profile", "absent"], "The config profile (absent) could not be found"),
    ("no such region", ["demo", "--region", "mars-1"], "setting aws:region is 'mars-1'"),
    ("a region without the certificate", ["demo", "--region", "eu-west-3"], "certificate in eu-west-3"),
    ("no such state", ["demo", "--state", "absent.json"], "absent.json is not a state"),
    ("an unwritable report", ["demo", "--json", "/absent/report.json"], "/absent/report.json cannot be written"),
]


@pytest.mark.parametrize(("arguments", "text"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_wrong_argument_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], text: str
) -> None:
    """The error names what is wrong, and the exit code is that of wrong usage."""
    monkeypatch.setattr(command, "CHECKS", results(ok("fine")))
    assert command.main(arguments, {}) == 2
    error = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("stack ")]
    assert len(error) == 1
    assert error[0].startswith("error: ")
    assert text in error[0]


def test_a_stack_is_required(capsys: pytest.CaptureFixture[str]) -> None:
    """The usage is shown."""
    with pytest.raises(SystemExit) as exit_:
        command.main([])
    assert exit_.value.code == 2
    assert "name a stack" in capsys.readouterr().err


def test_an_encrypted_setting_that_is_needed_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The preflight decrypts nothing, so the line does not say that the setting is missing."""
    text = (answers.ROOT / "Pulumi.demo.yaml").read_text()
    url = "citycell:paymentsUrl: https://payments.example.com"
    (tmp_path / "Pulumi.yaml").write_text((answers.ROOT / "Pulumi.yaml").read_text())
    (tmp_path / "Pulumi.demo.yaml").write_text(text.replace(url, "citycell:paymentsUrl:\n    secure: AAAB"))
    assert command.main(["demo", "--program", str(tmp_path)]) == 2
    assert "error: citycell:paymentsUrl is encrypted" in capsys.readouterr().err


def test_without_boto3_the_line_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The extra of the package has what the preflight needs."""
    monkeypatch.setitem(sys.modules, "boto3", None)
    assert command.main(["demo"]) == 2
    assert capsys.readouterr().err == "error: the preflight needs boto3: pip install 'citycell[preflight]'\n"


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (KeyboardInterrupt(), 130, "interrupted\n"),
        (KeyError("a\nb"), 2, "error: the preflight failed: KeyError: 'a\\nb'\n"),
    ],
)
def test_an_end_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, text: str
) -> None:
    """Neither an interruption nor an error of the preflight itself prints a stack trace."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(command, "plan", fail)
    assert code == command.main(["demo"])
    assert text == capsys.readouterr().err


def test_a_check_that_fails_or_hangs_does_not_hide_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results before a failure stay, and a check without an end is left behind."""
    monkeypatch.setattr(runner, "CHECK_SECONDS", 0.3)
    monkeypatch.setattr(runner, "WORKERS", 1)
    hang = threading.Event()

    def fails(_: Context) -> Iterator[Result]:
        yield ok("before")
        raise KeyError("absent")

    def hangs(_: Context) -> Iterator[Result]:
        hang.wait(30)
        yield ok("late")

    checks = [Check(name="fails", run=fails), Check(name="hangs", run=hangs), *results(ok("after"))]
    found = [(check.name, [result.text for result in lines]) for check, lines in runner.run(checks, None)]  # pyright: ignore[reportArgumentType]
    hang.set()
    assert found == [
        ("fails", ["before", "an answer was not understood (KeyError: 'absent')"]),
        ("hangs", ["there was no answer within 0 s"]),
        ("example", ["after"]),
    ]


def test_loading_the_command_loads_no_client_of_aws() -> None:
    """Components and the command's help work without boto3."""
    program = "import sys, components.preflight.command; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=answers.ROOT)
    assert set() == {"boto3", "botocore", "jmespath", "pulumi_aws.ec2"} & set(done.stdout.split())


def test_without_credentials_each_check_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """The checks without AWS are still made."""
    assert command.main(["demo"], {"PULUMI_BACKEND_URL": "https://api.pulumi.com"}) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "missing               credentials           there are no AWS credentials → sign in" in "\n".join(lines)
    assert any(line.startswith("ok                    state backend") for line in lines)


def test_a_denied_identity_is_told_from_a_missing_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the identity is a line of the check `credentials`."""
    monkeypatch.setattr(command, "Clients", answers.returning(Always(answers.refused("ExpiredToken"))))
    monkeypatch.setattr(command, "CHECKS", [check for check in command.CHECKS if check.name == "credentials"])
    assert command.main(["demo"]) == 1


def test_the_policy_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """No stack is needed for it."""
    assert command.main(["--policy"]) == 0
    assert "kafka:ListKafkaVersions" in json.loads(capsys.readouterr().out)["Statement"][0]["Action"]
