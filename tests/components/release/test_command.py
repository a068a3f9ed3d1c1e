"""The command: what it says, what it moves, and its exit codes."""

from collections.abc import Callable
from typing import Any

import pytest

from components.release import shift
from components.release.command import main
from tests.components.release.fake_aws import FakeAws

Run = Callable[..., tuple[int, str, str]]

ALARM = "lisbon-health"


@pytest.fixture(name="aws")
def two_functions(monkeypatch: pytest.MonkeyPatch) -> FakeAws:
    """Two functions with a new version each, and an alarm that is quiet."""
    monkeypatch.setattr(shift, "POLL_SECONDS", 0.0)
    fake = FakeAws(alarms={ALARM: "OK"})
    fake.function("lisbon-connect", 4, 5, at=4)
    fake.function("lisbon-subscribe", 9, 10, at=9)
    return fake


@pytest.fixture(name="run")
def runner(aws: FakeAws, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command with the fake; its exit code, output and errors."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main(words, lambda _: aws)  # pyright: ignore[reportArgumentType] - answers as Clients does
        out, err = capsys.readouterr()
        return code, out, err

    return run


def watched(*words: str) -> list[str]:
    """The words of a release with an alarm and without waiting."""
    return ["shift", *words, "--alarm", ALARM, "--bake-seconds", "0"]


def test_a_canary_goes_from_a_share_to_everything(aws: FakeAws, run: Run) -> None:
    """The alias names both versions until everything was watched at 100 %, and then only the new one."""
    code, out, _ = run(*watched("lisbon-connect"))
    assert code == 0
    assert aws.moves == [
        ("lisbon-connect", "4", {"5": 0.1}),
        ("lisbon-connect", "4", {"5": 1.0}),
        ("lisbon-connect", "5", {}),
    ]
    assert "lisbon-connect:live: version 4, and 10 % to version 5" in out
    assert out.endswith("lisbon-connect:live: version 5\n")


@pytest.mark.parametrize(
    ("words", "shares"),
    [
        (["--canary", "25"], [0.25, 1.0]),
        (["--linear", "40"], [0.4, 0.8, 1.0]),
        (["--linear", "50"], [0.5, 1.0]),
        (["--at-once"], [1.0]),
    ],
)
def test_shares_follow_the_plan(aws: FakeAws, run: Run, words: list[str], shares: list[float]) -> None:
    """Canary, linear, or at once."""
    assert run(*watched("lisbon-connect", *words))[0] == 0
    assert [weights["5"] for _, _, weights in aws.moves if weights] == shares


def test_functions_take_each_step_together(aws: FakeAws, run: Run) -> None:
    """No function is ahead of another one."""
    assert run(*watched("lisbon-connect", "lisbon-subscribe"))[0] == 0
    functions = [function.removeprefix("lisbon-") for function, _, _ in aws.moves]
    assert functions == ["connect", "subscribe"] * 3


def test_an_alarm_takes_every_alias_back(aws: FakeAws, run: Run) -> None:
    """The alarm goes off when the first function has a share; both end where they were."""
    aws.denied = lambda operation, _: operation == "DescribeAlarms" and bool(aws.moves) and set_alarm(aws)
    code, out, err = run(*watched("lisbon-connect", "lisbon-subscribe"))
    assert (code, err) == (1, "error: lisbon-health is in ALARM; every alias is on its old version\n")
    assert "going back: lisbon-health is in ALARM" in out
    assert aws.moves[-2:] == [("lisbon-connect", "4", {}), ("lisbon-subscribe", "9", {})]
    assert {weights.get("5") for _, _, weights in aws.moves} == {0.1, None}


def set_alarm(aws: FakeAws) -> bool:
    """Raise the alarm; the call itself succeeds."""
    aws.alarms[ALARM] = "ALARM"
    return False


def test_an_alarm_that_cannot_be_read_takes_it_back(aws: FakeAws, run: Run) -> None:
    """What cannot be seen may be wrong."""
    aws.denied = lambda operation, _: operation == "DescribeAlarms" and bool(aws.moves)
    code, _, err = run(*watched("lisbon-connect"))
    assert code == 1
    assert "the alarms cannot be read: cloudwatch:DescribeAlarms failed: ServiceException" in err
    assert aws.moves[-1] == ("lisbon-connect", "4", {})


def test_an_alarm_that_was_deleted_takes_it_back(aws: FakeAws, run: Run) -> None:
    """It answers with fewer alarms than were asked for."""
    aws.denied = lambda operation, _: operation == "DescribeAlarms" and bool(aws.moves) and bool(aws.alarms.clear())
    code, _, err = run(*watched("lisbon-connect"))
    assert (code, err) == (1, "error: there is no alarm lisbon-health; every alias is on its old version\n")


def test_an_alarm_without_data_is_no_alarm(aws: FakeAws, run: Run) -> None:
    """A function without errors may have no data points."""
    aws.alarms[ALARM] = "INSUFFICIENT_DATA"
    assert run(*watched("lisbon-connect"))[0] == 0


@pytest.mark.parametrize(
    ("alarms", "message"),
    [({ALARM: "ALARM"}, "lisbon-health is in ALARM"), ({}, "there is no alarm lisbon-health")],
)
def test_nothing_begins_while_an_alarm_is_on(aws: FakeAws, run: Run, alarms: dict[str, str], message: str) -> None:
    """Nothing is moved then."""
    aws.alarms = alarms
    assert run(*watched("lisbon-connect")) == (2, "", f"error: {message}\n")
    assert aws.moves == []


def test_a_failed_step_takes_back_what_was_moved(aws: FakeAws, run: Run) -> None:
    """Also when the second function cannot be moved."""
    aws.denied = lambda operation, given: operation == "UpdateAlias" and given["FunctionName"] == "lisbon-subscribe"
    code, _, err = run(*watched("lisbon-connect", "lisbon-subscribe"))
    assert code == 1
    assert "lisbon-subscribe:live: lambda:UpdateAlias failed" in err
    assert aws.moves == [("lisbon-connect", "4", {"5": 0.1}), ("lisbon-connect", "4", {})]


def test_an_alias_that_cannot_go_back_is_named(aws: FakeAws, run: Run) -> None:
    """The other aliases go back all the same."""

    def fail(operation: str, given: dict[str, Any]) -> bool:
        if operation == "DescribeAlarms" and aws.moves:
            aws.alarms[ALARM] = "ALARM"
        is_back = operation == "UpdateAlias" and not given["RoutingConfig"]["AdditionalVersionWeights"]
        return is_back and given["FunctionName"] == "lisbon-connect"

    aws.denied = fail
    code, _, err = run(*watched("lisbon-connect", "lisbon-subscribe"))
    assert code == 3
    assert err.startswith("error: lisbon-health is in ALARM; not moved back: lisbon-connect:live: lambda:UpdateAlias")
    assert aws.moves[-1] == ("lisbon-subscribe", "9", {})


def test_an_interrupted_release_stays_and_can_be_continued(aws: FakeAws, run: Run) -> None:
    """The next run watches the share that was reached, and goes on from there."""

    def interrupt(operation: str, _: dict[str, Any]) -> bool:
        if operation == "DescribeAlarms" and aws.moves:
            raise KeyboardInterrupt
        return False

    aws.denied = interrupt
    code, _, err = run(*watched("lisbon-connect"))
    assert (code, err) == (130, "interrupted: continue with the same command, or go back with `undo`\n")
    assert aws.moves == [("lisbon-connect", "4", {"5": 0.1})]
    aws.denied = lambda _operation, _given: False
    assert run(*watched("lisbon-connect"))[0] == 0
    assert aws.moves[1:] == [("lisbon-connect", "4", {"5": 1.0}), ("lisbon-connect", "5", {})]


def test_an_interrupted_release_can_be_undone(aws: FakeAws, run: Run) -> None:
    """`undo` leaves aliases without a release alone."""
    aws.aliases["lisbon-connect"]["RoutingConfig"] = {"AdditionalVersionWeights": {"5": 0.1}}
    code, out, _ = run("undo", "lisbon-connect", "lisbon-subscribe")
    assert code == 0
    assert aws.moves == [("lisbon-connect", "4", {})]
    assert out.splitlines() == [
        "lisbon-connect:live: version 4",
        "lisbon-subscribe:live: version 9, and no release to undo",
    ]


def test_a_continued_release_goes_back_on_an_alarm(aws: FakeAws, run: Run) -> None:
    """It does not refuse to begin, because the new version already has invocations."""
    aws.aliases["lisbon-connect"]["RoutingConfig"] = {"AdditionalVersionWeights": {"5": 0.5}}
    aws.alarms[ALARM] = "ALARM"
    assert run(*watched("lisbon-connect"))[0] == 1
    assert aws.moves == [("lisbon-connect", "4", {})]


def test_a_release_of_another_version_is_in_the_way(aws: FakeAws, run: Run) -> None:
    """The error has both ways out."""
    aws.function("lisbon-connect", 4, 5, 6, at=4)
    aws.aliases["lisbon-connect"]["RoutingConfig"] = {"AdditionalVersionWeights": {"5": 0.1}}
    code, _, err = run(*watched("lisbon-connect"))
    assert code == 2
    assert err == (
        "error: lisbon-connect:live is at version 4, and 10 % to version 5: continue with --to 5, or go back with "
        "`undo`\n"
    )
    assert run(*watched("lisbon-connect", "--to", "5"))[0] == 0


def test_an_alias_that_somebody_else_moves_is_left_to_them(aws: FakeAws, run: Run) -> None:
    """The revision of the alias tells; nothing overwrites the other move."""

    def meddle(operation: str, _: dict[str, Any]) -> bool:
        if operation == "DescribeAlarms" and aws.moves:
            aws.aliases["lisbon-connect"]["RevisionId"] = "77"
        return False

    aws.denied = meddle
    code, _, err = run(*watched("lisbon-connect"))
    assert code == 3
    assert "lisbon-connect:live was moved by someone else: look with `status`" in err
    assert len(aws.moves) == 1


def test_a_function_on_its_newest_version_stays(aws: FakeAws, run: Run) -> None:
    """The others are released."""
    aws.function("lisbon-connect", 4, at=4)
    code, out, _ = run(*watched("lisbon-connect", "lisbon-subscribe", "--at-once"))
    assert code == 0
    assert "lisbon-connect:live: version 4 already" in out
    assert {function for function, _, _ in aws.moves} == {"lisbon-subscribe"}


def test_versions_are_compared_as_numbers(aws: FakeAws, run: Run) -> None:
    """10 is newer than 9."""
    code, out, _ = run("status", "lisbon-subscribe")
    assert (code, out) == (0, "lisbon-subscribe:live: version 9; newest version: 10\n")
    assert aws.moves == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"Role": "other"}, "has another role than version 4, and an alias cannot split between them"),
        ({"DeadLetterConfig": {"TargetArn": "q"}}, "has another dead-letter queue than version 4"),
        ({"State": "Pending", "StateReason": "creating"}, "is Pending (creating); it must be Active"),
    ],
)
def test_a_version_that_cannot_take_a_share_is_refused(
    aws: FakeAws, run: Run, change: dict[str, Any], message: str
) -> None:
    """AWS's conditions of weighted aliases, before anything moves."""
    aws.versions["lisbon-connect"]["5"] |= change
    code, _, err = run(*watched("lisbon-connect"))
    assert (code, aws.moves) == (2, [])
    assert err.startswith("error: version 5 of lisbon-connect ")
    assert message in err


def test_a_settled_alias_that_fails_is_completed_by_the_same_command(aws: FakeAws, run: Run) -> None:
    """Everything is watched by then, so it does not go back."""
    aws.denied = lambda operation, given: operation == "UpdateAlias" and given["FunctionVersion"] == "5"
    code, _, err = run(*watched("lisbon-connect"))
    assert code == 3
    assert err.endswith("; run the same command again\n")
    aws.denied = lambda _operation, _given: False
    assert run(*watched("lisbon-connect"))[0] == 0
    assert aws.moves[-1] == ("lisbon-connect", "5", {})


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["shift", "lisbon-connect"], "name an alarm with --alarm, or pass --without-alarms"),
        (["shift", "a", "--alarm", "x", "--without-alarms"], "exclude each other"),
        (["shift", "a", "a", "--without-alarms"], "each function may appear once"),
        (["shift", "a", "b", "--without-alarms", "--to", "3"], "--to names a version of one function"),
        (["shift", "nothing", "--without-alarms"], "nothing has no alias live: set live_alias of the function"),
        (["shift", "lisbon-connect", "--without-alarms", "--to", "6"], "lisbon-connect has no version 6"),
        (["status", "lisbon-connect", "--alias", "blue"], "lisbon-connect has no alias blue"),
        (["shift", "a", *[w for n in range(101) for w in ("--alarm", f"x{n}")]], "there are 101 alarms"),
    ],
)
def test_what_cannot_begin_is_one_line(run: Run, words: list[str], message: str) -> None:
    """Exit code 2, and nothing was moved."""
    code, _, err = run(*words)
    assert code == 2
    assert err.startswith("error: ")
    assert message in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["--canary", "0"],
        ["--canary", "100"],
        ["--canary", "x"],
        ["--linear", "5", "--canary", "5"],
        ["--bake-seconds", "-1"],
        ["--bake-seconds", "86401"],
        ["--bake-seconds", "9" * 5000],
        ["--to", "$LATEST"],
        ["--to", "0"],
        ["--alias", "a b"],
    ],
)
def test_values_have_bounds(run: Run, words: list[str]) -> None:
    """The parser refuses them."""
    with pytest.raises(SystemExit) as ended:
        run("shift", "lisbon-connect", "--without-alarms", *words)
    assert ended.value.code == 2
