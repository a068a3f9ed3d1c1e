"""Migrations on a real PostgreSQL: order, phases, checksums, locks and time limits."""

import threading
import uuid
from collections.abc import Generator, Mapping
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from local.backing_services.postgres import Postgres
from services.common.database_settings import DatabaseSettings
from services.migrate import runner
from services.migrate.errors import MigrationError
from services.migrate.files import GRANTS, Migrations, Phase, load
from services.migrate.runner import migrate

from .conftest import settings_of

pytestmark = pytest.mark.city

FIRST = {"0001_expand_a": "create table a (x int)"}
SECOND = {"0002_contract_b": "alter table a drop column x"}
THIRD = {"0003_expand_c": "alter table a add column y int"}


@pytest.fixture
def settings(server: Postgres) -> Generator[DatabaseSettings]:
    """The master user in a new, empty database."""
    name = f"migrations_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute(f'create database {name} owner "{server.master}"'.encode())
    yield replace(settings_of(server, server.master), name=name)
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)".encode())


def release(folder: Path, files: Mapping[str, str], grants: str = "select 1") -> Migrations:
    """The migrations of a release with these files."""
    folder = folder / uuid.uuid4().hex
    folder.mkdir()
    for name, text in {**files, "grants": grants}.items():
        (folder / f"{name}.sql").write_text(text)
    return load(folder)


def run(
    settings: DatabaseSettings, migrations: Migrations, phase: Phase = Phase.EXPAND, seconds: float = 20
) -> list[str]:
    """Run one phase of a release."""
    return migrate(settings, phase, deadline_seconds=seconds, migrations=migrations)


def query(settings: DatabaseSettings, text: str) -> list[tuple[object, ...]]:
    """The rows of a query."""
    arguments = settings.connect_arguments()
    with psycopg.connect(**arguments, options="-c search_path=delivery") as connection:
        return connection.execute(text.encode()).fetchall()


def test_the_own_migrations_run_once(settings: DatabaseSettings) -> None:
    """A second run of either phase finds nothing to do."""
    names = [migration.name for migration in load().files]
    assert names == migrate(settings, deadline_seconds=20)
    assert (migrate(settings, deadline_seconds=20), migrate(settings, Phase.CONTRACT, deadline_seconds=20)) == ([], [])
    assert sorted([*names, GRANTS]) == [name for (name,) in query(settings, "select name from migrations order by 1")]


def test_a_database_that_alembic_migrated_is_taken_over(settings: DatabaseSettings, tmp_path: Path) -> None:
    """Its first migration is not run again, data stays, and the later migrations follow."""
    first, *later = load().files
    run(settings, release(tmp_path, {first.name: first.sql}, load().grants))
    with psycopg.connect(**settings.connect_arguments(), options="-c search_path=delivery") as connection:
        connection.execute("drop table migrations")
        connection.execute("create table alembic_version (version_num text)")
    assert [migration.name for migration in later] == migrate(settings, deadline_seconds=20)
    assert query(settings, "select to_regclass('alembic_version')") == [(None,)]


def test_a_new_database_gets_all_files_in_their_order(settings: DatabaseSettings, tmp_path: Path) -> None:
    """No code runs yet, so contract files need not wait, and later files may rely on them."""
    assert [*FIRST, *SECOND, *THIRD] == run(settings, release(tmp_path, FIRST | SECOND | THIRD))


def test_a_contract_waits_for_its_phase(settings: DatabaseSettings, tmp_path: Path) -> None:
    """The expand phase leaves it alone; the contract phase applies it once."""
    run(settings, release(tmp_path, FIRST))
    both = release(tmp_path, FIRST | SECOND)
    assert run(settings, both) == []
    assert query(settings, "select column_name from information_schema.columns where table_name = 'a'") == [("x",)]
    assert [*SECOND] == run(settings, both, Phase.CONTRACT)
    assert run(settings, both, Phase.CONTRACT) == []


def test_a_contract_before_its_expand_is_refused(settings: DatabaseSettings, tmp_path: Path) -> None:
    """Nothing is applied, in a new database and in one that has had the releases before."""
    with pytest.raises(MigrationError, match="contract phase must wait: 0001_expand_a is not applied"):
        run(settings, release(tmp_path, FIRST | SECOND), Phase.CONTRACT)
    run(settings, release(tmp_path, FIRST))
    files = FIRST | {"0002_expand_b": "select 1", "0003_contract_c": "drop table a"}
    with pytest.raises(MigrationError, match="must wait: 0002_expand_b is not applied; run the phase expand first"):
        run(settings, release(tmp_path, files), Phase.CONTRACT)
    assert query(settings, "select count(*) from a") == [(0,)]


def test_a_release_cannot_be_skipped(settings: DatabaseSettings, tmp_path: Path) -> None:
    """An expand after a contract that never ran would run in another order than everywhere else."""
    run(settings, release(tmp_path, FIRST))
    with pytest.raises(MigrationError, match="0003_expand_c comes after 0002_contract_b, which waits"):
        run(settings, release(tmp_path, FIRST | SECOND | THIRD))


def test_a_file_that_was_applied_does_not_change(settings: DatabaseSettings, tmp_path: Path) -> None:
    """Otherwise two cells would have different schemas under one number."""
    run(settings, release(tmp_path, FIRST))
    with pytest.raises(MigrationError, match="0001_expand_a changed after it was applied"):
        run(settings, release(tmp_path, {"0001_expand_a": "create table a (x bigint)"}))


def test_an_older_release_runs_after_an_expand_but_not_after_a_contract(
    settings: DatabaseSettings, tmp_path: Path
) -> None:
    """Going back one release is safe as long as nothing that it uses was removed."""
    old = release(tmp_path, FIRST)
    run(settings, old)
    run(settings, release(tmp_path, FIRST | {"0002_expand_b": "select 1"}))
    assert run(settings, old) == []
    newest = release(tmp_path, FIRST | {"0002_expand_b": "select 1", "0003_contract_c": "drop table a"})
    run(settings, newest, Phase.CONTRACT)
    with pytest.raises(MigrationError, match="has had 0003_contract_c, which this release does not know"):
        run(settings, old)


def test_a_file_is_applied_whole_or_not_at_all(settings: DatabaseSettings, tmp_path: Path) -> None:
    """The files before it stay, the error has one line, and the next run goes on from there."""
    broken = {"0002_expand_b": "create table b (x int); create table a (x int)"}
    with pytest.raises(MigrationError) as error:
        run(settings, release(tmp_path, FIRST | broken))
    assert 'database refused: 0002_expand_b: relation "a" already exists' in f"database refused: {error.value}"
    assert "\n" not in str(error.value)
    assert query(settings, "select to_regclass('b')") == [(None,)]
    assert run(settings, release(tmp_path, FIRST | {"0002_expand_b": "create table b (x int)"})) == ["0002_expand_b"]


def test_a_file_that_commits_is_refused(settings: DatabaseSettings, tmp_path: Path) -> None:
    """It would not be one transaction."""
    with pytest.raises(MigrationError, match="0001_expand_a ends its own transaction"):
        run(settings, release(tmp_path, {"0001_expand_a": "create table a (x int); commit"}))


def test_two_runs_at_once_apply_each_file_once(settings: DatabaseSettings, tmp_path: Path) -> None:
    """The second waits for the first and finds nothing to do."""
    files = release(tmp_path, {"0001_expand_a": "select pg_sleep(0.5); create table a (x int)"})
    applied: list[list[str]] = []
    threads = [threading.Thread(target=lambda: applied.append(run(settings, files))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(applied) == [[], [], ["0001_expand_a"]]


def test_a_run_that_another_one_blocks_ends_in_time(settings: DatabaseSettings, tmp_path: Path) -> None:
    """It says what it waited for."""
    with psycopg.connect(**settings.connect_arguments()) as other:
        other.execute("select pg_advisory_lock(%s)", (runner.LOCK_KEY,))
        with pytest.raises(MigrationError, match="another migration of this database was running"):
            run(settings, release(tmp_path, FIRST), seconds=0.5)


def test_a_waiting_change_does_not_block_readers_for_long(
    settings: DatabaseSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gives up its place after the lock timeout, and succeeds once the other transaction is over."""
    monkeypatch.setattr(runner, "LOCK_SECONDS", 0.2)
    run(settings, release(tmp_path, FIRST))
    files = release(tmp_path, FIRST | {"0002_expand_b": "alter table a add column y int"})
    applied: list[list[str]] = []
    options = "-c search_path=delivery"
    with psycopg.connect(**settings.connect_arguments(), options=options) as reader:
        reader.execute("select * from a")
        thread = threading.Thread(target=lambda: applied.append(run(settings, files)))
        thread.start()
        with psycopg.connect(**settings.connect_arguments(), options=f"{options} -c statement_timeout=5s") as second:
            assert second.execute("select * from a").fetchall() == []
        assert applied == []
        reader.rollback()
        thread.join()
    assert applied == [["0002_expand_b"]]


def test_a_lock_that_is_never_free_ends_in_time(
    settings: DatabaseSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is rolled back, and the error names it."""
    monkeypatch.setattr(runner, "LOCK_SECONDS", 0.2)
    run(settings, release(tmp_path, FIRST))
    files = release(tmp_path, FIRST | {"0002_expand_b": "alter table a add column y int"})
    with psycopg.connect(**settings.connect_arguments(), options="-c search_path=delivery") as reader:
        reader.execute("select * from a")
        with pytest.raises(MigrationError, match="0002_expand_b: canceling statement due to lock timeout"):
            run(settings, files, seconds=1)


def test_a_statement_that_takes_too_long_is_ended(settings: DatabaseSettings, tmp_path: Path) -> None:
    """The time limit is for everything, so that a function says what happened before Lambda ends it."""
    with pytest.raises(MigrationError, match="0001_expand_a: canceling statement due to statement timeout"):
        run(settings, release(tmp_path, {"0001_expand_a": "select pg_sleep(30)"}), seconds=1)
