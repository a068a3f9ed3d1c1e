"""The command: the policies of a deploying role, as one JSON document or one file each."""

import argparse
import json
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from ..aws.names import MAX_CELL_NAME, is_cell_name
from ..aws.regions import AVAILABILITY_ZONES
from .limits import MAX_ATTACHED
from .policies import Scope, documents, statements
from .rights import account_types, known_types, made_types

UNUSABLE: Final = 2
_STATE_BYTES: Final = 256 * 1024 * 1024


class DeployerError(Exception):
    """The policies cannot be written; one line."""


def main(words: Sequence[str]) -> int:
    """Print or write the policies; returns the exit code."""
    given = _parser().parse_args(words)
    try:
        types = _types(given.state) if given.state else account_types() if given.baseline else made_types()
        scope = Scope(
            account=given.account,
            regions=tuple(dict.fromkeys(given.region)),
            prefix=given.prefix,
            disposable=given.disposable,
            boundary=given.boundary,
            state_bucket=given.state_bucket,
            state_key=given.state_key,
        )
        found = documents(statements(types, scope))
        if len(found) > MAX_ATTACHED:
            note = (
                f"{len(found)} policies: raise the quota of {MAX_ATTACHED} policies of a role, or attach to two roles"
            )
            print(f"note: {note}", file=sys.stderr)
        _write(found, given.out) if given.out else print(json.dumps(found, indent=1))
    except (DeployerError, ValueError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return UNUSABLE
    return 0


def _types(file: Path) -> frozenset[str]:
    """The resource types of an exported state.

    Raises:
        DeployerError: the file is unusable, or has a type with unknown rights.
    """
    try:
        if file.stat().st_size > _STATE_BYTES:
            raise DeployerError(f"--state {file}: it has over {_STATE_BYTES} bytes")
        resources = json.loads(file.read_text())["deployment"]["resources"]
        found = {str(item["type"]) for item in resources}
    except OSError as error:
        raise DeployerError(f"--state {file}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DeployerError(
            f"--state {file}: it is no state; write it with `pulumi stack export --file {file}`"
        ) from None
    types = {token for token in found if token.startswith("aws:")}
    if unknown := sorted(types - known_types()):
        raise DeployerError(f"--state {file}: the rights for {', '.join(unknown)} are unknown; add them by hand")
    return frozenset(types)


def _write(found: Sequence[dict[str, Any]], folder: Path) -> None:
    """One file for each policy.

    Raises:
        DeployerError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, policy in enumerate(found, 1):
            file = folder / f"deployer-{number}.json"
            file.write_text(json.dumps(policy, indent=1) + "\n")
            print(file)
    except OSError as error:
        raise DeployerError(f"--out {folder}: {error.strerror}") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m citycell.deployer",
        description="Print the managed policies of a role that deploys one cell with Pulumi.",
    )
    add = parser.add_argument
    add("prefix", metavar="CELL", type=_cell, help="the cell's name, with which all names begin")
    add("--account", required=True, type=_matching(r"\d{12}", "an account id of 12 digits"), help="12 digits")
    add(
        "--region",
        required=True,
        action="append",
        choices=sorted(AVAILABILITY_ZONES),
        metavar="REGION",
        help="the cell's region; again for a region of replicas or copies",
    )
    add(
        "--baseline",
        action="store_true",
        help="for the stack of an AccountBaseline with this name, whose types no cell may change",
    )
    add(
        "--state",
        type=Path,
        metavar="FILE",
        help="`pulumi stack export`: only its types (default: all of the components)",
    )
    add("--disposable", action="store_true", help="may empty buckets, so that the cell can be destroyed with its data")
    add(
        "--boundary",
        type=_matching(r"arn:aws:iam::(\d{12}|aws):policy/[\w+=,.@/-]{1,600}", "the ARN of a policy"),
        metavar="ARN",
        help="permissions boundary that every role of the cell must have",
    )
    add(
        "--state-bucket", type=_matching(r"[a-z0-9][a-z0-9.-]{2,62}", "a bucket"), metavar="NAME", help="Pulumi's state"
    )
    add(
        "--state-key",
        type=_matching(r"arn:aws:kms:[a-z0-9-]+:\d{12}:key/[\w-]{1,128}", "the ARN of a key"),
        metavar="ARN",
        help="key of Pulumi's secrets provider awskms",
    )
    add("--out", type=Path, metavar="DIR", help="folder for one file per policy")
    return parser


def _cell(text: str) -> str:
    if not is_cell_name(text):
        limits = f"at most {MAX_CELL_NAME} lower-case letters, digits and single hyphens"
        raise argparse.ArgumentTypeError(f"{text[:80]!r} is no name of a cell: {limits}")
    return text


def _matching(pattern: str, words: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise argparse.ArgumentTypeError(f"{text[:80]!r} is not {words}")
        return text

    return parse
