"""Arguments, addresses and tokens: every problem is one line and exit code 2."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from components.smoke import command
from components.smoke.command import UNUSABLE, main
from tests.house.syntax import ROOT

from .fake_city import FakeCity, token

AWS = ["demo", "--city-position", "38.72,-9.14", "--payment-token", "tok_test"]
OUTPUTS = {"apiHost": "internal-demo.eu-west-1.elb.amazonaws.com", "websocketUrl": "wss://a.example.com/live"}
ALL = {role: token(role) for role in ("customer", "restaurant", "courier", "operator")}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Usable outputs and tokens."""
    (tmp_path / "outputs.json").write_text(json.dumps(OUTPUTS))
    (tmp_path / "tokens.json").write_text(json.dumps(ALL))
    return tmp_path


BAD: Mapping[str, tuple[Sequence[str], str]] = {
    "nothing": (["demo"], "missing: --city-position, --payment-token"),
    "no tokens": (AWS, "pass either --tokens FILE or --token-command COMMAND"),
    "two sources": ([*AWS, "--tokens", "x", "--token-command", "y"], "pass either --tokens FILE or --token-command"),
    "local with aws": (["demo", "--local", "--api-url", "https://a.example.com"], "omit --api-url"),
    "no cell": (["demo", "--local", "nowhere"], "no cell runs in nowhere"),
    "no outputs": ([*AWS, "--tokens", "x", "--outputs", "nowhere"], "--outputs nowhere: No such file"),
    "folder": ([*AWS, "--tokens", "x", "--outputs", "."], "--outputs .: Is a directory"),
    "stack": (["a; ls", *AWS[1:], "--tokens", "x"], "'a; ls' is no name of a stack"),
    "stack name": (["a b", *AWS[1:], "--tokens", "x"], "'a b' is no name of a stack"),
    "tls": ([*AWS, "--outputs", "{outputs}", "--tokens", "{tokens}", "--api-url", "http://a.com"], "https://"),
    "user": (
        [*AWS, "--outputs", "{outputs}", "--tokens", "{tokens}", "--api-url", "https://u:p@a.com"],
        "without user",
    ),
    "url": ([*AWS, "--outputs", "{outputs}", "--tokens", "{tokens}", "--api-url", "https://a.com:x"], "is not a URL"),
    "ca": ([*AWS, "--outputs", "{outputs}", "--tokens", "{tokens}", "--ca", "nowhere"], "--ca nowhere: No such file"),
    "no pem": ([*AWS, "--outputs", "{outputs}", "--tokens", "{tokens}", "--ca", "{outputs}"], "certificate"),
    "no token file": ([*AWS, "--outputs", "{outputs}", "--tokens", "nowhere"], "--tokens nowhere: No such file"),
    "json": (
        [*AWS, "--outputs", "{outputs}", "--tokens", "{tokens}", "--json", "no/where"],
        "--json no/where: folder no does not exist",
    ),
    "position": (["demo", "--city-position", "91,0"], "outside 70 degrees"),
    "not a number": (["demo", "--city-position", "nan,0"], "outside 70 degrees"),
    "three": (["demo", "--city-position", "1,2,3"], "is not <latitude>,<longitude>"),
    "amount": ([*AWS, "--amount-cents", "0"], "'0' is not a whole number from 1 to 10000"),
    "dispatch": ([*AWS, "--dispatch-seconds", "1e9"], "is not a whole number from 10 to 600"),
    "currency": ([*AWS, "--currency", "euro"], "'euro' is no currency"),
    "name": ([*AWS, "--certificate-name", "a b"], "is no host name"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_argument_is_one_line(files: Path, case: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The line names the argument and what to do; nothing was sent."""
    words, text = BAD[case]
    known = {"{outputs}": str(files / "outputs.json"), "{tokens}": str(files / "tokens.json")}
    try:
        code = main([known.get(word, word) for word in words])
    except SystemExit as left:  # argparse
        code = left.code
    printed = capsys.readouterr()
    lines = printed.err.strip().splitlines()
    assert code == UNUSABLE
    assert "reach the API" not in printed.out
    assert text in lines[-1]
    assert "Traceback" not in "\n".join(lines)


FILES: Mapping[str, tuple[bytes, str]] = {
    "text": (b"hello", "it is not JSON"),
    "list": (b"[]", "it is not a JSON object"),
    "binary": (b"\xff\xfe", "it is not a text file"),
    "deep": (b"[" * 100_000, "it is not JSON"),
    "large": (b" " * 1_100_000, "over 1048576 bytes"),
    "empty": (b"{}", "has no output apiHost"),
}


@pytest.mark.parametrize("case", FILES)
def test_unusable_outputs_are_one_line(files: Path, case: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever the file contains."""
    content, text = FILES[case]
    (files / "outputs.json").write_bytes(content)
    words = [*AWS, "--outputs", str(files / "outputs.json"), "--tokens", str(files / "tokens.json")]
    assert main(words) == UNUSABLE
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert text in line


TOKENS: Mapping[str, tuple[Any, str]] = {
    "missing": ({}, "there is no token of role customer"),
    "no object": ([], "there is no token of role customer"),
    "number": ({"customer": 7}, "there is no token of role customer"),
    "no jwt": (ALL | {"customer": "secret"}, "the token of role customer is not a signed JWT"),
    "no base64": (ALL | {"customer": "a.%%%.c"}, "the token of role customer is not a signed JWT"),
    "header": (ALL | {"customer": "a.e30.c\r\nHost: x"}, "the token of role customer is not a signed JWT"),
    "no claims": (ALL | {"customer": "a.W10.c"}, "the token of role customer has no claims"),
    "real": (
        ALL | {"courier": token("courier", "c-17")},
        "the subject 'c-17': use an identity that begins with smoke-",
    ),
    "real of a pool": (
        ALL | {"courier": token("courier", "c-17", client_id="app", **dict[str, Any]({"cognito:groups": ["premium"]}))},
        "the subject 'c-17': use an identity that begins with smoke-, or a user in the group smoke-tests",
    ),
    "real restaurant": (
        ALL
        | {"restaurant": token("restaurant", **dict[str, Any]({"cognito:groups": ["smoke-tests", "restaurant:r1"]}))},
        "the token of role restaurant has the subject",
    ),
    "other role": (ALL | {"courier": token("operator")}, "the token of role courier"),
    "expired": (ALL | {"courier": token("courier", seconds=-5)}, "must be valid for 300 s more; it has 0 s"),
    "no expiry": (ALL | {"courier": token("courier", exp=None)}, "must be valid for 300 s more"),
}


def aws_words(fake: FakeCity, folder: Path, *more: str) -> list[str]:
    """A test by the outputs of a stack, whose API is the fake city."""
    outputs = {"apiHost": "unused", "websocketUrl": fake.url.replace("http", "ws", 1) + "/live"}
    (folder / "outputs.json").write_text(json.dumps(outputs))
    return [*AWS, "--outputs", str(folder / "outputs.json"), "--api-url", fake.url, *more]


@pytest.mark.parametrize("case", TOKENS)
def test_an_unusable_token_is_one_line(
    fake: FakeCity, files: Path, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line names the role and never has the token; nothing was changed."""
    tokens, text = TOKENS[case]
    (files / "tokens.json").write_text(json.dumps(tokens))
    assert main(aws_words(fake, files, "--tokens", str(files / "tokens.json"), "--skip-alarms")) == 1
    printed = capsys.readouterr().out
    assert text in printed
    assert not any(value in printed for value in (tokens.values() if isinstance(tokens, dict) else []) if value != 7)
    assert [method for method, _ in fake.requests] == ["GET"]


def test_a_stack_is_tested_by_its_outputs(fake: FakeCity, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As on AWS: tokens from a file, captures not visible, alarms left out on request."""
    assert main(aws_words(fake, files, "--tokens", str(files / "tokens.json"), "--skip-alarms")) == 0
    printed = capsys.readouterr().out
    assert "the API does not show captures; look for order o1" in printed
    assert "15 ok" not in printed
    assert "(16 ok, 2 skipped)" in printed


def test_alarms_are_part_of_the_test(fake: FakeCity, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the outputs that it needs the step fails; it is not left out."""
    assert main(aws_words(fake, files, "--tokens", str(files / "tokens.json"))) == 1
    assert "the stack has no outputs dashboard and alarmTopicArn" in capsys.readouterr().out


def test_another_websocket_than_the_stacks_is_found(
    fake: FakeCity, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The order service must hand out the URL that the stack declares."""
    fake.faults = {"other-socket"}
    assert main(aws_words(fake, files, "--tokens", str(files / "tokens.json"), "--skip-alarms")) == 1
    assert "tickets are for ws://elsewhere.example.com/live, but the stack declares" in capsys.readouterr().out


COMMANDS: Mapping[str, tuple[str, str]] = {
    "quote": ("'", "--token-command: No closing quotation"),
    "empty": (" ", "--token-command: it is empty"),
    "missing": ("/nowhere/issue", "/nowhere/issue cannot start: No such file"),
    "fails": (f"{sys.executable} -c 'print(7); exit(3)'", "exit code 3 for role customer; run it by hand"),
    "binary": (f"{sys.executable} -c 'import os; os.write(1, bytes([255]))'", "is not text"),
}


@pytest.mark.parametrize("case", COMMANDS)
def test_a_failing_token_command_is_one_line(
    fake: FakeCity, files: Path, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its output is not repeated, because it may be a token."""
    text, expected = COMMANDS[case]
    assert main(aws_words(fake, files, "--token-command", text, "--skip-alarms")) in {1, UNUSABLE}
    printed = capsys.readouterr()
    assert expected in printed.out + printed.err
    assert "Traceback" not in printed.out + printed.err


def test_a_token_command_is_called_with_role_and_subject(fake: FakeCity, files: Path) -> None:
    """It prints one token."""
    script = files / "issue.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from tests.components.smoke.fake_city import token\n"
        "role, subject = sys.argv[1:]\nprint(token(role, subject))\n"
    )
    assert main(aws_words(fake, files, "--token-command", f"{sys.executable} {script}", "--skip-alarms")) == 0


def test_a_file_of_another_machine_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--local` sends test orders to this machine only."""
    found = {"public": "https://api.example.com", "payments": "http://127.0.0.1:1"}
    (tmp_path / "addresses.json").write_text(json.dumps(found))
    assert main(["demo", "--local", str(tmp_path)]) == UNUSABLE
    assert "is not on this machine" in capsys.readouterr().err


def test_a_missing_library_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The line has the command that installs it."""
    monkeypatch.setattr(command, "LIBRARIES", ("aiohttp", "no_such_library"))
    assert main(["demo"]) == UNUSABLE
    assert capsys.readouterr().err == "error: no_such_library is not installed: pip install 'citycell[smoke]'\n"


def test_the_module_is_a_command() -> None:
    """`python -m components.smoke --help` lists the arguments."""
    done = subprocess.run(
        [sys.executable, "-m", "components.smoke", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "--city-position" in done.stdout
