"""The command line of the preflight."""

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pulumi

from ..settings import Settings, settings_from
from . import report
from .account import identity
from .check import Context
from .checks import CHECKS, policy
from .clients import CallError, Clients, one_line
from .planned import plan
from .runner import run
from .stack_file import StackFile, StackFileError, read
from .state import StateError, existing
from .web import Web

USAGE: Final = 2
INTERRUPTED: Final = 130
UNKNOWN_ACCOUNT: Final = "000000000000"

_EPILOG = f"""exit codes:
  {report.PASSED}  everything is in place; there may be warnings
  {report.MISSING}  something is missing
  {report.UNCHECKED}  something could not be checked and nothing is known to be missing, or the arguments are invalid
"""


class UsageError(Exception):
    """The preflight cannot begin; the text is one line."""


def main(arguments: Sequence[str] | None = None, environment: Mapping[str, str] = os.environ) -> int:
    """Run the command; its exit code."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if not (given.stack or given.policy):
        parser.error("name a stack, as in Pulumi.<stack>.yaml")
    try:
        if given.policy:
            print(json.dumps(policy(), indent=2))
            return report.PASSED
        return _preflight(given, environment)
    except (UsageError, StackFileError, StateError, pulumi.RunError) as error:
        print(f"error: {error}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:  # the reader of the report ended, as `head` does
        # The rest of the buffer would fail again at the interpreter's exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return USAGE
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - a stack trace is no user interface
        print(f"error: the preflight failed: {one_line(f'{type(error).__name__}: {error}')}", file=sys.stderr)
        return USAGE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="preflight",
        description="Checks before the first update of a stack what its AWS account lacks. It only reads.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("stack", nargs="?", metavar="STACK", help="the stack's name, as in Pulumi.<stack>.yaml")
    parser.add_argument("--program", type=Path, default=Path(), metavar="DIR", help="the folder with Pulumi.yaml")
    parser.add_argument("--profile", help="the AWS profile")
    parser.add_argument("--region", help="overrides aws:region of the stack")
    parser.add_argument("--state", type=Path, metavar="FILE", help="the stack's state, from pulumi stack export")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of the standard output")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the report as JSON")
    parser.add_argument("--policy", action="store_true", help="print the IAM policy that the preflight needs")
    return parser


def _preflight(given: argparse.Namespace, environment: Mapping[str, str]) -> int:
    stack = read(given.stack, given.program.resolve())
    context = _context(given, environment, stack, _settings(stack, given.region))
    print(_announcement(context), file=sys.stderr)
    lines = _checked(context, is_text=given.format == "text")
    document = report.as_json(stack.stack, context.region, context.account_id, lines)
    print(json.dumps(document, indent=2) if given.format == "json" else f"\n{report.summary(lines)}")
    if given.json:
        _write(given.json, document)
    return report.exit_code(lines)


def _settings(stack: StackFile, region: str | None) -> Settings:
    values = dict(stack.values) | ({"aws:region": region} if region else {})
    try:
        return settings_from(values, stack.short_name, stack.folder)
    except pulumi.RunError as error:
        hidden = [key for key in stack.encrypted if key in str(error)]
        if hidden:
            raise UsageError(f"{', '.join(hidden)} is encrypted, and the preflight decrypts nothing") from None
        raise


def _context(
    given: argparse.Namespace, environment: Mapping[str, str], stack: StackFile, settings: Settings
) -> Context:
    aws = Clients(_session(given.profile, settings.region), settings.region)
    who = identity(aws, _expiry(environment))
    known = settings.account_id or (UNKNOWN_ACCOUNT if isinstance(who, CallError) else who.account_id)
    return Context(
        stack=stack,
        settings=settings,
        aws=aws,
        web=Web(),
        identity=who,
        planned=plan(settings, known),
        existing=existing(stack, given.state),
        environment=environment,
        now=datetime.now(UTC),
    )


def _session(profile: str | None, region: str) -> Any:
    try:
        import boto3  # noqa: PLC0415 - only the preflight needs it
        from botocore.exceptions import BotoCoreError  # noqa: PLC0415
    except ImportError:
        raise UsageError("the preflight needs boto3: pip install 'citycell[preflight]'") from None
    try:
        return boto3.Session(profile_name=profile, region_name=region)
    except BotoCoreError as error:
        raise UsageError(one_line(str(error))) from None


def _expiry(environment: Mapping[str, str]) -> datetime | None:
    """The end of the session, as `aws configure export-credentials --format env` writes it."""
    try:
        return datetime.fromisoformat(environment.get("AWS_CREDENTIAL_EXPIRATION", "")).astimezone(UTC)
    except ValueError:
        return None


def _announcement(context: Context) -> str:
    count = len(context.planned.resources)
    place = f"{context.region}, account {context.account_id or 'unknown'}"
    return f"stack {context.stack.short_name}: {place}, {count} resources, {len(CHECKS)} checks"


def _checked(context: Context, *, is_text: bool) -> list[report.Line]:
    """Run the checks and print each as soon as those before it are done."""
    width = max(len(check.name) for check in CHECKS)
    lines: list[report.Line] = []
    for check, results in run(CHECKS, context):
        lines += [(check, result) for result in results]
        if is_text:
            for result in results:
                print(report.line(check, result, width), flush=True)
    return lines


def _write(path: Path, document: Mapping[str, Any]) -> None:
    try:
        path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
