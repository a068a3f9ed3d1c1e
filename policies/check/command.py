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
from .report import junit, sarif, table, unseen, write

PASSED, FOUND, FAILED = 0, 1, 2

_EXITS = f"""exit codes:
  {PASSED}  nothing that stops an update
  {FOUND}  at least one mandatory finding
  {FAILED}  the check could not be made: arguments, configuration, or the preview itself
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
    """Print at once, so that an output which takes nothing is told.

    Raises:
        CheckError: it does not.
    """
    try:
        print(text, flush=True)
    except OSError as error:
        # What is left in the buffer would fail again when the interpreter ends.
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - no file of ours
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        raise CheckError(f"the output cannot be written: {error.strerror}") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="policies", description="Policy packs for Pulumi stacks on AWS.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check",
        help="hold a stack's preview against the packs",
        description="Runs `pulumi preview` of a stack with policy packs, and tells what they find.",
        epilog=_EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument("--program", type=Path, default=Path(), metavar="DIR", help="the folder with Pulumi.yaml")
    check.add_argument("--stack", help="its name; the selected one by default")
    check.add_argument("--pack", action="append", choices=packs.names(), help="a pack, again for more; all by default")
    check.add_argument("--policy-pack", action="append", type=Path, default=[], metavar="DIR", help="one of your own")
    check.add_argument(
        "--config", type=Path, metavar="FILE", help="JSON: levels, knobs, settings; see docs/policies.md"
    )
    check.add_argument("--environment", choices=list(map(str, Environment)), help="in place of the configured one")
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
    return FOUND if any(violation.mandatory for violation in run.violations) else PASSED


def _project(program: Path) -> Path:
    for name in ("Pulumi.yaml", "Pulumi.yml"):
        if (program / name).is_file():
            return program / name
    raise CheckError(f"{program.resolve()}: has no Pulumi.yaml")


def _reported(given: argparse.Namespace, run: Run, project: Path, chosen: Sequence[str]) -> Iterator[str]:
    """Tell and write what was found; what cannot be told in one way is in the others, and is yielded."""
    violations, failed = list(run.violations), bool(run.errors)
    rules = [(f"citycell-{pack}", rule) for pack in chosen for rule in packs.rules(pack)]
    place = os.path.relpath(project).replace(os.sep, "/")
    log = sarif(violations, [rule for _, rule in rules], place, packs.version(chosen[0]), failed=failed)
    strange = unseen(Counter(run.resources.values()))
    ways = [
        *([] if failed and not violations else [lambda: _print(table(violations))]),
        *([lambda: _print(f"\n{strange}")] if strange else []),
        *([lambda: write(given.sarif, log)] if given.sarif else []),
        *([lambda: write(given.junit, junit(violations, rules, failed=failed))] if given.junit else []),
    ]
    for way in ways:
        try:
            way()
        except CheckError as error:
            yield str(error)


def _rules(_: argparse.Namespace) -> int:
    _print("\n".join(_line(pack, rule) for pack in packs.names() for rule in packs.rules(pack)))
    return PASSED


def _line(pack: str, rule: Rule) -> str:
    return f"{pack}/{rule.id}  {rule.severity.value}  {rule.title}"
