"""The command line."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .. import packs
from ..rule import Rule
from ..settings import Environment
from . import configuration
from .errors import CheckError
from .preview import preview
from .report import junit, sarif, table, write

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
    settings = configuration.load(given.config, given.environment, own=bool(given.policy_pack))
    project = given.program / "Pulumi.yaml"
    if not project.is_file():
        raise CheckError(f"{given.program.resolve()}: has no Pulumi.yaml")
    chosen = given.pack or packs.names()
    run = preview(given.program, given.stack, chosen, given.policy_pack, settings)
    violations = list(run.violations)
    rules = [(f"citycell-{pack}", rule) for pack in chosen for rule in packs.rules(pack)]
    print(table(violations))
    if given.sarif:
        place = os.path.relpath(project).replace(os.sep, "/")
        write(given.sarif, sarif(violations, [rule for _, rule in rules], place, packs.version(chosen[0])))
    if given.junit:
        write(given.junit, junit(violations, rules))
    if run.errors:
        raise CheckError("\n".join(["the preview failed, and may not have come to every resource:", *run.errors]))
    return FOUND if any(violation.mandatory for violation in violations) else PASSED


def _rules(_: argparse.Namespace) -> int:
    for pack in packs.names():
        for rule in packs.rules(pack):
            print(_line(pack, rule))
    return PASSED


def _line(pack: str, rule: Rule) -> str:
    return f"{pack}/{rule.id}  {rule.severity.value}  {rule.title}"
