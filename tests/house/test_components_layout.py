"""The rules of a component's package, read from the syntax tree. Each failure says what to do.

`docs/architecture.md` names the layers; `CONTRIBUTING.md` has the recipe for a new component.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import components
from tests.house.syntax import ROOT, calls, classes, imported_modules, parse, relative_to_root

COMPONENTS = ROOT / "components"
LAYERS = ("core", "aws", "plan")
"""Packages that are not components."""

CLASS_OF = {"account": "AccountBaseline", "city": "CityCell"}
"""Component packages whose class has a longer name than the package."""

PACKAGES = sorted(path.parent for path in COMPONENTS.glob("*/component.py") if path.parent.name not in LAYERS)
each_package = pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)

FORBIDDEN_OUTSIDE_CONFIG = ("get", "setdefault", "pop")

_ABOVE_PLAN = {"account", "network", "backup", "monitoring", "load_balancer"}

LEVELS = (
    {"aws"},
    {"core"},
    {path.name for path in PACKAGES}
    - {"account", "network", "backup", "monitoring", "load_balancer", "edge", "region", "city"},
    {"plan"},
    {"account", "network", "backup", "monitoring", "load_balancer", "edge"},
    {"region"},
    {"city"},
)
"""Packages from the bottom up: a package imports its own level and those below it."""


def class_name(package: Path) -> str:
    """The class that a package is named after."""
    words = package.name.split("_")
    return CLASS_OF.get(package.name, "".join(word.capitalize() for word in words))


def modules(package: Path) -> Iterator[Path]:
    """The modules of a package."""
    return iter(sorted(package.glob("*.py")))


def test_packages_are_found() -> None:
    """The rules below read something."""
    assert len(PACKAGES) >= 16


@each_package
def test_a_package_is_named_like_its_class(package: Path) -> None:
    """Rule 1: rename the package or the class; a file does not repeat the package's name."""
    public = [node.name for node in classes(parse(package / "component.py")) if not node.name.startswith("_")]
    assert [class_name(package)] == public
    assert [path.name for path in modules(package) if package.name in path.stem] == []


@each_package
def test_a_package_has_arguments_and_a_configuration(package: Path) -> None:
    """Rules 1 and 3: add args.py, config.py and component.py; resolve() returns a frozen <Name>Config."""
    assert {"__init__.py", "args.py", "component.py", "config.py"} <= {path.name for path in modules(package)}
    assert (package / "__init__.py").read_text() == ""
    config = parse(package / "config.py")
    resolvers = [node for node in config.body if isinstance(node, ast.FunctionDef) and node.name == "resolve"]
    assert len(resolvers) == 1, "config.py has one resolve(name, args)"
    returned = resolvers[0].returns
    assert isinstance(returned, ast.Name)
    assert returned.id.endswith("Config")
    loose = [node.name for node in classes(config) if node.name.endswith("Config") and not is_frozen(node)]
    assert loose == [], "write @dataclass(frozen=True, kw_only=True)"


def is_frozen(node: ast.ClassDef) -> bool:
    """Whether a class is a frozen dataclass."""
    return any(
        keyword.arg == "frozen" and isinstance(keyword.value, ast.Constant) and keyword.value.value is True
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call)
        for keyword in decorator.keywords
    )


@each_package
def test_args_has_typed_dicts_and_enums_only(package: Path) -> None:
    """Rule 2: move functions and limits of args.py to config.py or limits.py."""
    allowed = (ast.ClassDef, ast.Import, ast.ImportFrom, ast.Expr)
    others = [ast.unparse(node)[:60] for node in parse(package / "args.py").body if not isinstance(node, allowed)]
    assert others == []


@pytest.mark.parametrize("path", sorted(COMPONENTS.glob("*/limits.py")), ids=relative_to_root)
def test_limits_import_no_pulumi(path: Path) -> None:
    """Rule 2: limits are facts about AWS; move what needs Pulumi to props.py."""
    assert [name for name in imported_modules(parse(path)) if name.split(".")[0].startswith("pulumi")] == []


@each_package
def test_arguments_are_read_in_the_configuration_only(package: Path) -> None:
    """Rule 3: read the argument in config.py and pass the configuration on."""
    wrong = {
        path.name: found
        for path in modules(package)
        if path.name != "config.py" and (found := list(argument_reads(parse(path))))
    }
    assert wrong == {}


def argument_reads(tree: ast.Module) -> Iterator[str]:
    """`args[…]`, `args.get(…)` and default look-ups like it."""
    for node in ast.walk(tree):
        if (isinstance(node, ast.Subscript) and is_args(node.value)) or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and is_args(node.func.value)
            and node.func.attr in FORBIDDEN_OUTSIDE_CONFIG
        ):
            yield f"line {node.lineno}: {ast.unparse(node)}"


def is_args(node: ast.expr) -> bool:
    """Whether an expression is the arguments of a component."""
    return isinstance(node, ast.Name) and node.id == "args"


@each_package
def test_a_component_resolves_first_and_finishes_last(package: Path) -> None:
    """Rule 4: __init__ is resolve, super().__init__, _make_<role> calls and outputs, self._finish()."""
    (component,) = [node for node in classes(parse(package / "component.py")) if node.name == class_name(package)]
    (initialise,) = [node for node in component.body if isinstance(node, ast.FunctionDef) and node.name == "__init__"]
    first, second, *_, last = [ast.unparse(node) for node in initialise.body]
    assert first == "config = resolve(name, args)"
    assert second == "super().__init__(name, args, opts, transforms)"
    assert last == "self._finish()"


@each_package
def test_children_are_made_by_make_methods(package: Path) -> None:
    """Rule 4: call _child and _component in a method named _make_<role>."""
    wrong = [
        f"{path.name}: {node.name}"
        for path in modules(package)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef)
        and {"_child", "_component"} & set(own_calls(node))
        and not node.name.startswith(("_make_", "make_", "__init__"))
    ]
    assert wrong == []


def own_calls(function: ast.FunctionDef) -> Iterator[str]:
    """Names of the methods of `self` that a function calls."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("self."):
            yield ast.unparse(node.func).removeprefix("self.")


@each_package
def test_documents_are_handed_out_by_policy_methods(package: Path) -> None:
    """Rule 5: name a public method that returns an IAM document <who>_policy."""
    (component,) = [node for node in classes(parse(package / "component.py")) if node.name == class_name(package)]
    wrong = [
        node.name
        for node in component.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and any(isinstance(part, ast.Return) and "document" in calls(part) for part in ast.walk(node))
        and not node.name.endswith("_policy")
    ]
    assert wrong == []


@each_package
def test_a_missing_output_is_none(package: Path) -> None:
    """Rule 6: write None, not Output.from_input("")."""
    wrong = [
        f"{path.name} line {node.lineno}"
        for path in modules(package)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call) and ast.unparse(node) == "pulumi.Output.from_input('')"
    ]
    assert wrong == []


@each_package
def test_arrows_point_down(package: Path) -> None:
    """Rule 8: move what two levels share to a lower one."""
    level = next(number for number, names in enumerate(LEVELS) if package.name in names)
    above = set().union(*LEVELS[level + 1 :])
    if level == PLAN - 1:
        above -= {"plan"}  # `plan` and the limits of components import each other
    wrong = {path.name: found for path in modules(package) if (found := imported_packages(path) & above)}
    assert wrong == {}


@pytest.mark.parametrize(("package", "allowed"), [("aws", set[str]()), ("core", {"aws"})])
def test_the_lowest_levels_know_no_component(package: str, allowed: set[str]) -> None:
    """Rule 8: move what core needs of a component to aws."""
    wrong = {path.name: found for path in modules(COMPONENTS / package) if (found := imported_packages(path) - allowed)}
    assert wrong == {}


@each_package
def test_late_errors_go_through_one_method(package: Path) -> None:
    """Rule 6: write `raise self._error(argument, value, message)`, so that the text names the component."""
    wrong = [
        f"line {node.lineno}: {ast.unparse(node)[:60]}"
        for node in ast.walk(parse(package / "component.py"))
        if isinstance(node, ast.Raise) and not ast.unparse(node).startswith("raise self._error(")
    ]
    assert wrong == []


def test_public_names_are_loaded_from_where_type_checkers_see_them() -> None:
    """Rule 7: change the imports and `_MODULES` of components/__init__.py together."""
    imports = {
        (node.module, alias.name)
        for node in ast.walk(parse(COMPONENTS / "__init__.py"))
        if isinstance(node, ast.ImportFrom) and node.level == 1
        for alias in node.names
    }
    modules_of = {(module, name) for module, names in vars(components)["_MODULES"].items() for name in names}
    assert imports == modules_of
    assert sorted(name for _, name in imports) == components.__all__ == sorted(components.__all__)


def test_moved_modules_of_plan_are_names_only() -> None:
    """Import a moved module by its new name; components/plan/ keeps the old names for adopters."""
    old = {path.stem for path in (COMPONENTS / "plan").glob("*.py") if "kept for one release" in path.read_text()}
    assert old
    users = [
        f"{relative_to_root(path)}: {node.module}"
        for folder in ("components", "tests", "bench", "local", "examples")
        for path in (ROOT / folder).rglob("*.py")
        if ".citycell" not in path.parts
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ImportFrom) and node.module
        if node.module.split(".")[-2:-1] == ["plan"] and node.module.split(".")[-1] in old
    ]
    assert users == []


PLAN = next(number for number, names in enumerate(LEVELS) if "plan" in names)


def imported_packages(path: Path) -> set[str]:
    """Packages of `components` that a module of one of them imports."""
    return {
        (node.module or node.names[0].name).split(".")[0]
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ImportFrom) and node.level == 2
    }


@each_package
def test_tests_mirror_the_tree(package: Path) -> None:
    """Rule 9: put the tests of a component into tests/components/<package>/."""
    assert list((ROOT / "tests" / "components" / package.name).glob("test_*.py"))
