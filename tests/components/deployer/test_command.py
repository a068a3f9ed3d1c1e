"""The command: documents on standard output or in files, and one line for each mistake."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from components.deployer.command import UNUSABLE, main

GOOD = ["lisbon", "--account", "123456789012", "--region", "eu-west-1"]


def test_documents_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """A list of policies as JSON."""
    assert main(GOOD) == 0
    policies = json.loads(capsys.readouterr().out)
    assert {policy["Version"] for policy in policies} == {"2012-10-17"}


def test_documents_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One file for each policy, whose names are printed."""
    assert main([*GOOD, "--out", str(tmp_path / "new" / "folder")]) == 0
    names = capsys.readouterr().out.split()
    assert sorted(str(path) for path in (tmp_path / "new" / "folder").iterdir()) == sorted(names)


def test_a_state_limits_the_types(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stack of a topic needs SNS only; the engine's resources need nothing."""
    state = tmp_path / "state.json"
    resources = [
        {"type": "pulumi:pulumi:Stack"},
        {"type": "citycell:index:Keys"},
        {"type": "aws:sns/topicPolicy:TopicPolicy"},
    ]
    state.write_text(json.dumps({"deployment": {"resources": resources}}))
    assert main([*GOOD, "--state", str(state)]) == 0
    (policy,) = json.loads(capsys.readouterr().out)
    assert [found["Action"] for found in policy["Statement"]] == [["sns:GetTopicAttributes", "sns:SetTopicAttributes"]]


STATES = {
    "text": ("hello", "it is no state"),
    "list": ("[]", "it is no state"),
    "empty": ("{}", "it is no state"),
    "unknown": (
        '{"deployment": {"resources": [{"type": "aws:x/y:Z"}]}}',
        "the rights for aws:x/y:Z are unknown; add them by hand",
    ),
}


@pytest.mark.parametrize("case", STATES)
def test_an_unusable_state_is_one_line(tmp_path: Path, case: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is printed as a policy."""
    text, expected = STATES[case]
    (tmp_path / "state.json").write_text(text)
    assert main([*GOOD, "--state", str(tmp_path / "state.json")]) == UNUSABLE
    printed = capsys.readouterr()
    assert printed.out == ""
    (line,) = printed.err.splitlines()
    assert expected in line


BAD: dict[str, tuple[Sequence[str], str]] = {
    "cell": (["Lisbon!", *GOOD[1:]], "is no name of a cell"),
    "wildcard": (["*", *GOOD[1:]], "is no name of a cell"),
    "account": (["lisbon", "--account", "12", "--region", "eu-west-1"], "is not an account id of 12 digits"),
    "digits": (["lisbon", "--account", "\u0661" * 12, "--region", "eu-west-1"], "is not an account id"),
    "region": (["lisbon", "--account", "123456789012", "--region", "mars-1"], "invalid choice: 'mars-1'"),
    "boundary": ([*GOOD, "--boundary", "*"], "is not the ARN of a policy"),
    "bucket": ([*GOOD, "--state-bucket", "a/*"], "is not a bucket"),
    "key": ([*GOOD, "--state-key", "arn:aws:kms:eu-west-1:123456789012:key/*"], "is not the ARN of a key"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_argument_is_one_line(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No argument can widen a policy by a pattern."""
    words, text = BAD[case]
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == UNUSABLE
    assert text in capsys.readouterr().err.strip().splitlines()[-1]
