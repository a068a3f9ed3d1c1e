"""Archives and layers of functions: complete, minimal, deterministic, and pinned as the lock says."""

import itertools
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pulumi
import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from components import package
from components.aws.regions import AVAILABILITY_ZONES
from components.package import LayerName

ROOT = Path(__file__).parents[2]
FUNCTIONS = sorted(path.parent.name for path in (ROOT / "lambdas").glob("*/handler.py"))
LAYERS = {
    "authorize": LayerName.MESSAGES,
    "connect": None,
    "disconnect": None,
    "project_orders": LayerName.FUNCTIONS,
    "push_updates": LayerName.MESSAGES,
    "round_coordinates": LayerName.MESSAGES,
    "subscribe": LayerName.MESSAGES,
    "track_couriers": LayerName.FUNCTIONS,
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project to build in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def archive_of(folder: str) -> Path:
    """The archive of one function, built in the current folder."""
    archive = package.migrations_code() if folder == "migrate" else package.function_code(folder)
    assert isinstance(archive, pulumi.FileArchive)
    return Path(archive.path)


def names_in(path: Path) -> set[str]:
    """The names of an archive's files."""
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


@pytest.mark.usefixtures("project")
def test_an_archive_holds_the_modules_that_its_handler_imports() -> None:
    """The handler, the shared modules and the domain modules that it needs, and the packages around them."""
    assert names_in(archive_of("round_coordinates")) == {
        "delivery/__init__.py",
        "delivery/events.py",
        "delivery/history.py",
        "lambdas/__init__.py",
        "lambdas/common/__init__.py",
        "lambdas/common/batch.py",
        "lambdas/common/clock.py",
        "lambdas/common/logs.py",
        "lambdas/common/metrics.py",
        "lambdas/round_coordinates/__init__.py",
        "lambdas/round_coordinates/handler.py",
    }
    assert names_in(archive_of("connect")) == {
        "lambdas/__init__.py",
        "lambdas/connect/__init__.py",
        "lambdas/connect/handler.py",
    }


@pytest.mark.usefixtures("project")
def test_the_archive_of_migrations_holds_every_migration_and_little_of_the_services() -> None:
    """The files are those of `services/migrations`; of the services it has what signs in to the database."""
    names = names_in(archive_of("migrate"))
    migrations = {path.relative_to(ROOT).as_posix() for path in (ROOT / "services" / "migrations").glob("*.sql")}
    assert migrations | {"services/rds-roots.pem"} == {name for name in names if not name.endswith(".py")}
    assert {name for name in names if name.startswith("services/orders/")} == set()
    own, libraries = package._imports_of(ROOT / "services" / "migrate" / "handler.py")  # pyright: ignore[reportPrivateUsage]
    assert own
    assert libraries - package.RUNTIME_LIBRARIES == {"psycopg"}


def test_a_digest_of_migrations_changes_with_what_its_phase_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new contract is no reason to run the phase before it, and the grants belong to the phase expand."""
    folder = tmp_path / "services" / "migrations"
    folder.mkdir(parents=True)
    monkeypatch.setattr(package, "source_root", lambda: tmp_path)
    seen = {phase: [package.migrations_digest(phase)] for phase in ("expand", "contract")}
    for name, text in (
        ("0001_expand_a.sql", "a"),
        ("0001_expand_a.sql", "b"),
        ("0002_contract_a.sql", "a"),
        ("grants.sql", "a"),
        ("README.md", "a"),
    ):
        (folder / name).write_text(text)
        for phase, digests in seen.items():
            digests.append(package.migrations_digest(phase))
    changed = {phase: [a != b for a, b in itertools.pairwise(digests)] for phase, digests in seen.items()}
    assert changed["expand"] == [True, True, False, True, False]
    assert changed["contract"] == [False, False, True, False, False]


def test_every_region_has_the_authorities_of_its_databases() -> None:
    """The function and the image verify the database's certificate with roots that no system has."""
    roots = x509.load_pem_x509_certificates((ROOT / "services" / package.RDS_ROOTS).read_bytes())
    names = {str(root.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value) for root in roots}
    expected = {
        f"Amazon RDS {region} Root CA {kind} G1"
        for region in AVAILABILITY_ZONES
        for kind in ("RSA2048", "RSA4096", "ECC384")
    }
    assert expected - names == set()
    for root in roots:
        root.verify_directly_issued_by(root)
        assert root.not_valid_after_utc.year >= 2061


@pytest.mark.usefixtures("project")
def test_an_archive_holds_what_is_imported_inside_functions() -> None:
    """The sign-in is imported at the first use only."""
    assert "lambdas/common/sign_in.py" in names_in(archive_of("track_couriers"))


_LOAD_ALL = """
import importlib, pathlib, sys
for file in sorted(pathlib.Path().rglob("*.py")):
    importlib.import_module(".".join(file.with_suffix("").parts).removesuffix(".__init__"))
own = {name for name, module in sys.modules.items() if name.split(".")[0] in {"lambdas", "delivery", "services"}}
assert all((pathlib.Path(sys.modules[name].__file__).is_relative_to(pathlib.Path.cwd()) for name in own))
print(len(own))
"""


@pytest.mark.parametrize("folder", [*FUNCTIONS, "migrate"])
def test_an_archive_is_complete_and_small(project: Path, folder: str) -> None:
    """Unpacked alone, every module can be imported from the archive itself, and every file has been loaded."""
    path = archive_of(folder)
    assert path.stat().st_size <= package.MAX_ZIPPED_BYTES
    with zipfile.ZipFile(path) as archive:
        archive.extractall(project / "code")
    command = [sys.executable, "-c", _LOAD_ALL]
    done = subprocess.run(command, cwd=project / "code", capture_output=True, text=True, check=False)
    modules = [name for name in names_in(path) if name.endswith(".py")]
    assert (done.stdout.strip(), done.returncode) == (str(len(modules)), 0), done.stderr


@pytest.mark.parametrize("folder", FUNCTIONS)
def test_a_function_has_the_smallest_layer_with_its_libraries(folder: str) -> None:
    """A function without libraries has no layer."""
    assert folder in LAYERS, "add the new function and its layer to LAYERS"
    assert package.function_layer(folder) == LAYERS[folder]


def test_a_library_that_is_in_no_layer_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the library and the places to change."""
    function = tmp_path / "lambdas" / "greedy"
    function.mkdir(parents=True)
    (function / "handler.py").write_text("import numpy.typing\nimport msgspec\n")
    monkeypatch.setattr(package, "source_root", lambda: tmp_path)
    with pytest.raises(pulumi.RunError, match=r"'greedy' imports numpy, which is in no layer: add it to the group"):
        package.function_layer("greedy")


def test_imports_for_type_checkers_are_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are not executed; imports of an else branch are."""
    function = tmp_path / "lambdas" / "typed"
    function.mkdir(parents=True)
    (function / "handler.py").write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import numpy\nelse:\n    import msgspec\n"
    )
    monkeypatch.setattr(package, "source_root", lambda: tmp_path)
    assert package.function_libraries("typed") == {"msgspec"}


@pytest.mark.usefixtures("project")
def test_an_archive_is_the_same_every_time() -> None:
    """Neither the clock nor a file's age changes a byte."""
    path = archive_of("subscribe")
    first = path.read_bytes()
    os.utime(ROOT / "lambdas" / "subscribe" / "handler.py")
    archive_of("subscribe")
    assert first == path.read_bytes()


@pytest.mark.usefixtures("project")
def test_an_archive_over_the_limit_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error has both sizes, and no half-made archive is left behind."""
    monkeypatch.setattr(package, "MAX_ZIPPED_BYTES", 100)
    with pytest.raises(pulumi.RunError, match=r"connect\.zip has \d+ bytes zipped, and must have at most 100"):
        package.function_code("connect")
    assert list(package.build_dir().iterdir()) == []


@pytest.mark.usefixtures("project")
def test_a_function_without_a_folder_is_an_error() -> None:
    """The error names the function."""
    with pytest.raises(pulumi.RunError, match=r"'lunch' has no handler\.py in"):
        package.function_code("lunch")


@pytest.mark.parametrize("layer", LayerName)
def test_a_layer_is_pinned_as_the_lock_says(layer: LayerName) -> None:
    """Its requirements are its libraries and nothing else, at the locked versions, with hashes."""
    text = (ROOT / "lambdas" / package._REQUIREMENTS[layer]).read_text()  # pyright: ignore[reportPrivateUsage]
    pins = dict(re.findall(r"^([\w-]+)==([\w.]+)", text, re.MULTILINE))
    locked = {item["name"]: item["version"] for item in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}
    libraries = package._LIBRARIES[layer]  # pyright: ignore[reportPrivateUsage]
    assert {name.replace("-", "_") for name in pins} == libraries
    assert pins == {name: locked[name] for name in pins}
    assert len(pins) <= text.count("--hash=sha256:")


@pytest.mark.usefixtures("project")
def test_a_layer_holds_its_libraries_for_arm64_and_is_small() -> None:
    """The smaller layer as an example: the library and its licence, no commands, no bytecode."""
    archive = package.dependencies_layer(LayerName.MESSAGES)
    assert isinstance(archive, pulumi.FileArchive)
    names = names_in(Path(archive.path))
    assert {name.split("/")[1].partition("-")[0] for name in names} == {"msgspec"}
    assert any(name.endswith("aarch64-linux-gnu.so") for name in names)
    assert [name for name in names if name.endswith((".pyc", ".pyi"))] == []


def installation(monkeypatch: pytest.MonkeyPatch, *, uv_variable: str = "", path: str = "") -> list[str]:
    """The command that fills a layer with these environment variables."""
    monkeypatch.setenv("UV", uv_variable)
    monkeypatch.setenv("PATH", path)
    return package._installation(Path("requirements.txt"), Path("layer"))  # pyright: ignore[reportPrivateUsage]


def test_a_layer_is_filled_with_the_uv_that_runs_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`uv run` sets `UV` for its children, also when uv is not on PATH."""
    assert installation(monkeypatch, uv_variable="/tools/uv")[:2] == ["/tools/uv", "pip"]
    uv = tmp_path / "uv"
    uv.touch(mode=0o755)
    assert [str(uv), "pip"] == installation(monkeypatch, path=str(tmp_path))[:2]


def test_without_uv_a_layer_is_filled_with_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment made by `python -m venv` has pip; without both, one sentence says what to install."""
    monkeypatch.setattr(package, "find_spec", {"pip": True}.get)
    assert [sys.executable, "-m", "pip"] == installation(monkeypatch)[:3]
    monkeypatch.setattr(package, "find_spec", {}.get)
    with pytest.raises(pulumi.RunError, match="no pip and there is no uv on PATH; install either"):
        installation(monkeypatch)
