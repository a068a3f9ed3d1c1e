"""Names, numbers and phases of migrations, and the function and the command that run them; without a database."""

import re
from pathlib import Path
from typing import Any

import pytest

from services.common.settings import Environment, SettingsError
from services.migrate import handler, sign_in
from services.migrate.errors import MigrationError
from services.migrate.files import Phase, load

DATABASE = {"DATABASE_HOST": "db", "DATABASE_NAME": "orders", "DATABASE_SSLMODE": "disable"}
ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds"


def folder_with(tmp_path: Path, *names: str) -> Path:
    """A folder with these files."""
    for name in names:
        (tmp_path / name).write_text("select 1")
    return tmp_path


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["1_expand_a.sql", "grants.sql"], "1_expand_a.sql is not named"),
        (["0001_rename_a.sql", "grants.sql"], "0001_rename_a.sql is not named"),
        (["0001_expand_A.sql", "grants.sql"], "0001_expand_A.sql is not named"),
        (["0001_expand_a.sql", "0003_expand_b.sql", "grants.sql"], "0003_expand_b.sql has another number than 0002"),
        (["0001_expand_a.sql", "0001_expand_b.sql", "grants.sql"], "0001_expand_b.sql has another number than 0002"),
        (["grants.sql"], "no migrations"),
        (["0001_expand_a.sql"], "no grants.sql"),
    ],
)
def test_a_folder_with_a_mistake_is_refused(tmp_path: Path, names: list[str], message: str) -> None:
    """The error names the file."""
    with pytest.raises(MigrationError, match=re.escape(message)):
        load(folder_with(tmp_path, *names))


def test_the_own_files_begin_no_transaction_of_their_own() -> None:
    """The runner does, one for each file; a `concurrently` could not run in it."""
    found = load()
    texts = {migration.name: migration.sql for migration in found.files} | {"grants": found.grants}
    blocks = re.compile(r"\$\$.*?\$\$", re.DOTALL)
    outside = re.compile(r"^\s*(begin|commit|rollback|start|vacuum)\b|\bconcurrently\b", re.MULTILINE | re.IGNORECASE)
    assert [name for name, text in texts.items() if outside.search(blocks.sub("", text))] == []
    assert "0001_expand_orders" in texts


class Remaining:
    """A context with this much time."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def get_remaining_time_in_millis(self) -> int:
        """The time."""
        return int(self.seconds * 1000)


def test_the_function_stops_long_before_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 900 seconds, 300 are left to roll back and to answer."""
    asked: list[Any] = []

    def migrate(_settings: object, phase: Phase, *, deadline_seconds: float) -> list[str]:
        asked.append((phase, deadline_seconds))
        return ["0001_expand_a"]

    monkeypatch.setattr(handler, "migrate", migrate)
    monkeypatch.setattr(handler, "sign_in_from", str)
    assert handler.handle({"phase": "expand"}, Remaining(900)) == {"phase": "expand", "applied": ["0001_expand_a"]}
    assert asked == [(Phase.EXPAND, 600.0)]


@pytest.mark.parametrize("event", [{}, {"phase": "shrink"}, {"phase": None}])
def test_an_unknown_phase_fails_the_invocation(event: dict[str, Any]) -> None:
    """The error has the choices."""
    with pytest.raises(MigrationError, match="choices: expand, contract"):
        handler.handle(event, Remaining(900))


def test_each_attempt_reads_the_secret_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """RDS rotates the password, also between two attempts."""
    passwords = iter(["first", "second"])
    regions: list[object] = []

    class Secrets:
        """Secrets Manager."""

        def get_secret_value(self, *, SecretId: str) -> dict[str, str]:  # noqa: N803 - the name of the API
            """The secret."""
            assert SecretId == ARN
            return {"SecretString": f'{{"username": "master", "password": "{next(passwords)}"}}'}

    def client(service: str, region: str) -> Secrets:
        regions.append((service, region))
        return Secrets()

    monkeypatch.setattr(sign_in, "aws_client", client)
    environment = Environment(DATABASE | {"DATABASE_AUTH": "secret", "DATABASE_SECRET_ARN": ARN})
    found = sign_in.sign_in_from(environment)
    assert [found.settings().password for _ in range(2)] == ["first", "second"]
    assert {("secretsmanager", "eu-west-1")} == set(regions)


def test_a_missing_variable_is_found_before_any_call() -> None:
    """The error names it."""
    with pytest.raises(SettingsError, match="DATABASE_HOST is missing"):
        sign_in.sign_in_from(Environment({"DATABASE_AUTH": "secret", "DATABASE_SECRET_ARN": ARN}))
