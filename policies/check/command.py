"""The command line."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from .. import packs
from ..engine.configuration import Environment
from ..rule import Rule
from . import configuration
from .asking import declared
from .errors import CheckError
from .events import Run
from .preview import preview
from .report import FAILED as PREVIEW_FAILED
from .report import junit, sarif, table, unchecked_types, write

PASSED, FOUND, FAILED = 0, 1, 2

_EXITS = f"""exit codes:
  {PASSED}  no error
  {FOUND}  at least one error: a mandatory finding
  {FAILED}  the check could not be made: invalid arguments or configuration, or the preview failed
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit code."""
    given = _parser().parse_args(arguments)
    try:
        return given.run(given)
    except CheckError as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED


def _print(text: str) -> None:
    """Print and flush, so that a closed output is an error.

    Raises:
        CheckError: the output cannot be written.
    """
    try:
        print(text, flush=True)
    except OSError as error:
        # The rest of the buffer would fail again at the interpreter's exit.
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - not a file
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        raise CheckError(f"the output cannot be written: {error.strerror}") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="policies", description="Policy packs for Pulumi stacks on AWS.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check",
        help="check a stack's preview with the packs",
        description="Runs `pulumi preview` of a stack with policy packs and reports their findings.",
        epilog=_EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument("--program", type=Path, default=Path(), metavar="DIR", help="the folder with Pulumi.yaml")
    check.add_argument("--stack", help="the stack's name; the selected stack by default")
    check.add_argument("--pack", action="append", choices=packs.names(), help="a pack; repeatable; all by default")
    check.add_argument(
        "--policy-pack", action="append", type=Path, default=[], metavar="DIR", help="a custom pack; repeatable"
    )
    check.add_argument(
        "--config", type=Path, metavar="FILE", help="JSON with levels, parameters and settings; see docs/policies.md"
    )
    check.add_argument(
        "--environment", choices=list(map(str, Environment)), help="overrides the configured environment"
    )
    check.add_argument("--sarif", type=Path, metavar="FILE", help="write findings as SARIF 2.1.0")
    check.add_argument("--junit", type=Path, metavar="FILE", help="write findings as JUnit XML")
    check.set_defaults(run=_check)
    rules = commands.add_parser("rules", help="list the rules", description="Lists the rules of all packs.")
    rules.set_defaults(run=_rules)
    return parser


def _check(given: argparse.Namespace) -> int:
    own = {path: declared(path) for path in given.policy_pack}
    known = [policies for policies in own.values() if policies is not None]
    names = frozenset[str]().union(*known) if len(known) == len(own) else None
    settings = configuration.load(given.config, given.environment, names)
    project = _project(given.program)
    chosen = given.pack or packs.names()
    run = preview(given.program, given.stack, chosen, own, settings)
    problems = [*_reported(given, run, project, chosen)]
    if run.errors:
        problems = ["\n".join([PREVIEW_FAILED, *run.errors]), *problems]
    if problems:
        raise CheckError("\n".join(problems))
    return FOUND if any(finding.mandatory for finding in run.findings) else PASSED


def _project(program: Path) -> Path:
    for name in ("Pulumi.yaml", "Pulumi.yml"):
        if (program / name).is_file():
            return program / name
    raise CheckError(f"{program.resolve()}: has no Pulumi.yaml")


def _reported(given: argparse.Namespace, run: Run, project: Path, chosen: Sequence[str]) -> Iterator[str]:
    """Print and write the findings to every output, and yield the error of each output that fails."""
    findings, failed = list(run.findings), bool(run.errors)
    rules = [(f"citycell-{pack}", rule) for pack in chosen for rule in packs.rules(pack)]
    location = os.path.relpath(project).replace(os.sep, "/")
    log = sarif(findings, [rule for _, rule in rules], location, packs.version(chosen[0]), failed=failed)
    unchecked = unchecked_types(Counter(run.resources.values()))
    outputs = [
        *([] if failed and not findings else [lambda: _print(table(findings))]),
        *([lambda: _print(f"\n{unchecked}")] if unchecked else []),
        *([lambda: write(given.sarif, log)] if given.sarif else []),
        *([lambda: write(given.junit, junit(findings, rules, failed=failed))] if given.junit else []),
    ]
    for output in outputs:
        try:
            output()
        except CheckError as error:
            yield str(error)


def _rules(_: argparse.Namespace) -> int:
    _print("\n".join(_line(pack, rule) for pack in packs.names() for rule in packs.rules(pack)))
    return PASSED


def _line(pack: str, rule: Rule) -> str:
    return f"{pack}/{rule.id}  {rule.severity.value}  {rule.title}"
