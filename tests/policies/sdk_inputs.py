"""The inputs of every resource type of the installed SDK, read from its source: importing it all takes minutes."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pulumi_aws

_SDK = Path(pulumi_aws.__file__).parent
_TOKEN = re.compile(r"super\(\w+, __self__\)\.__init__\(\s*'(aws:[^']+)'")
_DEPRECATED = r'(?:@_utilities\.deprecated\("{3}(?:[^"]|"(?!""))*"{3}\)\n    )?'
_INPUT = re.compile(r'@pulumi\.getter(?:\(name="(\w+)"\))?\n    ' + _DEPRECATED + r"def (\w+)\(self\)")


@cache
def inputs() -> dict[str, frozenset[str]]:
    """The inputs of each type by its token."""
    return {kind: names for path in sorted(_SDK.glob("*/*.py")) for kind, names in _of_module(path)}


def _of_module(path: Path) -> Iterator[tuple[str, frozenset[str]]]:
    source = path.read_text(encoding="utf-8")
    tokens = _TOKEN.findall(source)
    if tokens:
        arguments = source.partition("@pulumi.input_type")[2].partition("@pulumi.input_type")[0]
        yield tokens[0], frozenset(given or plain for given, plain in _INPUT.findall(arguments))
