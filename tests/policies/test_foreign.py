"""The packs on programs that do not use the components of this library."""

from pathlib import Path

import pytest

from tests.policies import foreign_page
from tests.policies.engine_runs import Run

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """Each program after an update with every rule advisory."""
    return {name: foreign_page.run(name, _folder(tmp_path_factory, name)) for name in foreign_page.NAMES}


def _folder(factory: pytest.TempPathFactory, name: str) -> Path:
    return factory.mktemp(name)


def test_warnings_do_not_stop_an_update(runs: dict[str, Run]) -> None:
    """All resources of these flawed programs are created, and no rule raises."""
    assert dict.fromkeys(runs, True) == {name: done.succeeded for name, done in runs.items()}
    assert not [text for done in runs.values() for text in done.advisory if "could not be evaluated" in text]


def test_the_page_is_current(runs: dict[str, Run]) -> None:
    """`docs/foreign-stacks.md` is what `python -m tests.policies.foreign_page` writes."""
    assert foreign_page.text(runs) == foreign_page.PAGE.read_text(encoding="utf-8")


def test_no_message_carries_a_secret_of_a_program(runs: dict[str, Run]) -> None:
    """Passwords and tokens in the programs are in no message of a pack."""
    messages = "".join(event["message"] for done in runs.values() for event in done.events)
    assert messages
    assert [secret for secret in ("correct-horse-1", "tok-live-12345", "hunter2-hunter2") if secret in messages] == []
