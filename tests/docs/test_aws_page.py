"""docs/aws.md: its commands are valid, its settings exist, and its table is up to date."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from components.city.args import CityCellArgs
from components.deployer import command as deployer
from components.settings import ARGUMENTS, settings_from
from components.smoke import options
from components.smoke.city import CityTest
from tests.docs.aws_page import BEGIN, END, PAGE, configuration, rendered
from tests.house.syntax import ROOT

PAGES = (PAGE, ROOT / "docs" / "deployer.md")
SET = re.compile(r"^pulumi config set (\S+) (\S+)$", re.MULTILINE)


def blocks(page: Path) -> list[str]:
    """The shell commands of a page."""
    return re.findall(r"^```bash\n(.*?)^```$", page.read_text(), re.MULTILINE | re.DOTALL)


def words(page: Path, command: str) -> list[list[str]]:
    """The arguments of each call of one of our commands, with its variables replaced."""
    variables = {"ACCOUNT": "123456789012", "REGION": "eu-west-1", "STACK": "lisbon", "STATE": "my-state"}
    variables |= {"STATE_KEY": "arn:aws:kms:eu-west-1:123456789012:key/1", "API_NAME": "api.example.com"}
    calls = re.findall(rf"python -m components\.{command} (.*)$", "\n".join(blocks(page)), re.MULTILINE)
    return [[re.sub(r"\$(\w+)", lambda name: variables[name[1]], word) for word in call.split()] for call in calls]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_are_valid_shell(page: Path) -> None:
    """`bash -n` reads every block without running it."""
    bash = shutil.which("bash")
    assert bash
    assert blocks(page)
    for block in blocks(page):
        done = subprocess.run([bash, "-n"], input=block, capture_output=True, text=True, check=False)
        assert done.stderr == ""


def test_settings_exist_and_suffice() -> None:
    """The settings of the page, with example values in place of variables, are those of a valid city."""
    given = dict(SET.findall("\n".join(blocks(PAGE))))
    names = {key.removeprefix("citycell:") for key in given if key.startswith("citycell:")}
    assert names <= ARGUMENTS.keys()
    # The cell has the stack's name by default.
    required = {name for name, argument in ARGUMENTS.items() if argument in CityCellArgs.__required_keys__} - {"cell"}
    assert required <= names
    example = configuration("demo")
    values = {key: example[key] if "$" in value else value for key, value in given.items()}
    assert settings_from(values, "lisbon").cell == "lisbon"


def test_each_command_is_on_the_page() -> None:
    """Whoever deploys reads this page only."""
    commands = {path.parent.name for path in (ROOT / "components").glob("*/__main__.py")}
    assert {"deployer", "smoke"} <= commands
    assert [name for name in sorted(commands) if f"components.{name}" not in PAGE.read_text()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_arguments_of_the_deployer_are_valid(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command of the page writes policies."""
    monkeypatch.chdir(tmp_path)
    for call in words(page, "deployer"):
        assert deployer.main(call) == 0
    assert "policies/deployer-1.json" in capsys.readouterr().out


def test_arguments_of_the_smoke_test_are_valid() -> None:
    """The command of the page is accepted, and its table has every step."""
    (call,) = words(PAGE, "smoke")
    chosen = options.read_options(call)
    assert (chosen.stack, chosen.local) == ("lisbon", False)
    text = PAGE.read_text()
    source = Path(CityTest.__module__.replace(".", "/")).with_suffix(".py")
    names = re.findall(r'Step\(\s*"([^"]+)"', (ROOT / source).read_text())
    assert len(names) > 10
    assert [name for name in names if name not in text] == []


def test_options_of_the_deployer_are_described(capsys: pytest.CaptureFixture[str]) -> None:
    """docs/deployer.md has every option."""
    with pytest.raises(SystemExit):
        deployer.main(["--help"])
    listed = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help", "--account"}
    page = (ROOT / "docs" / "deployer.md").read_text()
    assert [option for option in sorted(listed) if option not in page] == []


def test_the_table_of_costs_is_up_to_date() -> None:
    """Run `python -m tests.docs.aws_page` after prices or sizes change."""
    text = PAGE.read_text()
    assert BEGIN in text
    assert END in text
    assert rendered(text) == text


def test_the_page_is_linked() -> None:
    """The README leads to it."""
    assert "docs/aws.md" in (ROOT / "README.md").read_text()
    assert "deployer.md" in PAGE.read_text()
