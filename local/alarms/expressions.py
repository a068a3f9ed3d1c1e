"""Metric math: reads an expression and calculates it over the periods of an alarm.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html. Operators bind as in most
languages: powers, then products, sums, comparisons, AND, OR (unverified: the page does not say). Functions that need
more than the values of the periods, such as ANOMALY_DETECTION_BAND, are not known here.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from .functions import FILLERS, FUNCTIONS, Context
from .series import NotEvaluatedError
from .values import TimeSeries, Value, choose, combine

Expression = Callable[[Context], Value]

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|(?P<name>[A-Za-z]\w*)|(?P<text>\"[^\"]*\"|'[^']*')"
    r"|(?P<sign>==|!=|<=|>=|&&|\|\||[-+*/^<>()\[\],]))"
)
_WORDS: Final = {"&&": "AND", "||": "OR"}
_LEVELS: Final = (("OR",), ("AND",), ("==", "!=", "<=", ">=", "<", ">"), ("+", "-"), ("*", "/"))
"""Operators from those that bind least to those that bind most."""


def parse_expression(text: str) -> Expression:
    """Read an expression.

    Raises:
        NotEvaluatedError: it has another syntax, or a function that is not known here.
    """
    return _Parser(text).parse()


def names(text: str) -> set[str]:
    """The ids that an expression refers to."""
    words = {token for kind, token in _tokens(text) if kind == "name"}
    return {word for word in words if word[0].islower()}


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    position = 0
    while text[position:].strip():
        match = _TOKEN.match(text, position)
        if match is None:
            raise NotEvaluatedError(f"the expression is not understood at {text[position:].strip()[:40]!r}")
        position = match.end()
        assert match.lastgroup
        token = match[match.lastgroup]
        found.append((match.lastgroup, _WORDS.get(token, token)))
    return found


class _Parser:
    """Recursive descent over the levels of operators."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [*_tokens(text), ("end", "")]
        self._at = 0

    def parse(self) -> Expression:
        """The whole expression."""
        expression = self._level(0)
        if self._tokens[self._at][0] != "end":
            raise self._unexpected()
        return expression

    def _level(self, level: int) -> Expression:
        """Operators of one level, from left to right."""
        if level == len(_LEVELS):
            return self._signed()
        left = self._level(level + 1)
        while (operator := self._tokens[self._at][1]) in _LEVELS[level] and self._tokens[self._at][0] != "text":
            self._at += 1
            left = _applied(operator, left, self._level(level + 1))
        return left

    def _signed(self) -> Expression:
        if self._take("-"):
            return _applied("*", lambda _context: -1.0, self._signed())
        base = self._operand()
        return _applied("^", base, self._signed()) if self._take("^") else base

    def _operand(self) -> Expression:
        kind, token = self._tokens[self._at]
        if self._take("("):
            inner = self._level(0)
            self._expect(")")
            return inner
        if self._take("["):
            parts = self._list("]")
            return lambda context: _array([part(context) for part in parts])
        self._at += 1
        match kind:
            case "number":
                return lambda _context: float(token)
            case "name" if token[0].islower():
                return lambda context: context.value(token)
            case "name" if token.isupper():
                return self._function(token)
            case _:
                self._at -= 1
                raise self._unexpected()

    def _function(self, name: str) -> Expression:
        self._expect("(")
        if name == "FILL":
            return self._fill()
        if name == "METRICS":
            kind, text = self._tokens[self._at]
            if kind == "text":
                self._at += 1
            self._expect(")")
            part = text[1:-1] if kind == "text" else ""
            return lambda context: context.metrics(part)
        arguments = self._list(")")
        if name == "IF":
            return _choice(arguments)
        if name not in FUNCTIONS:
            raise NotEvaluatedError(f"the function {name} is not known here")
        function = FUNCTIONS[name]
        return lambda context: function(context, [argument(context) for argument in arguments])

    def _fill(self) -> Expression:
        """The filler is a word or a value."""
        filled = self._level(0)
        self._expect(",")
        word = self._tokens[self._at][1]
        if word in FILLERS:
            self._at += 1
            self._expect(")")
            return lambda context: context.fill(filled(context), word)
        filler = self._level(0)
        self._expect(")")
        return lambda context: context.fill(filled(context), filler(context))

    def _list(self, end: str) -> list[Expression]:
        found: list[Expression] = []
        while not self._take(end):
            if found:
                self._expect(",")
            found.append(self._level(0))
        return found

    def _take(self, token: str) -> bool:
        if self._tokens[self._at] == ("sign", token):
            self._at += 1
            return True
        return False

    def _expect(self, token: str) -> None:
        if not self._take(token):
            raise self._unexpected()

    def _unexpected(self) -> NotEvaluatedError:
        token = self._tokens[self._at][1] or "the end"
        return NotEvaluatedError(f"the expression {self._text!r} is not understood at {token!r}")


def _applied(operator: str, left: Expression, right: Expression) -> Expression:
    return lambda context: combine(operator, left(context), right(context))


def _choice(arguments: Sequence[Expression]) -> Expression:
    if len(arguments) not in {2, 3}:
        raise NotEvaluatedError("IF takes two or three arguments")
    condition, chosen, *rest = arguments
    return lambda context: choose(condition(context), chosen(context), rest[0](context) if rest else None)


def _array(parts: Sequence[Value]) -> tuple[TimeSeries, ...]:
    found: list[TimeSeries] = []
    for part in parts:
        if isinstance(part, TimeSeries):
            found.append(part)
        elif isinstance(part, tuple):
            found.extend(part)
        else:
            raise NotEvaluatedError("an array has a scalar")
    return tuple(found)
