"""The rule of a composite alarm.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html, AlarmRule: ALARM, OK and
INSUFFICIENT_DATA of an alarm's name or ARN, TRUE, FALSE, AND, OR, NOT and parentheses. AND binds closer than OR, and
NOT closer than both (unverified: the page has no example of several without parentheses).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from .series import NotEvaluatedError
from .states import State

Rule = Callable[[Mapping[str, State | None]], bool]
"""Whether a rule is true for the states of alarms by name; None is an alarm that is not evaluated."""

_TOKEN: Final = re.compile(
    r"""\s*(?:
        (?P<function>ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"(?P<quoted>[^"]+)"|(?P<bare>[^\s()"]+))\s*\)
      | (?P<word>AND|OR|NOT|TRUE|FALSE)\b
      | (?P<bracket>[()])
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def children(text: str) -> set[str]:
    """The names of the alarms that a rule reads."""
    return {_name(token) for token in _tokens(text) if token["function"]}


def parse_rule(text: str) -> Rule:
    """Read a rule.

    Raises:
        NotEvaluatedError: it has another syntax.
    """
    return _Parser(text).parse()


def _name(token: re.Match[str]) -> str:
    """The name of an alarm; an ARN ends in `:alarm:<name>`."""
    return (token["quoted"] or token["bare"]).rpartition(":alarm:")[2]


def _tokens(text: str) -> Iterator[re.Match[str]]:
    position = 0
    while text[position:].strip():
        found = _TOKEN.match(text, position)
        if found is None:
            raise NotEvaluatedError(f"the rule is not understood at {text[position:].strip()[:40]!r}")
        position = found.end()
        yield found


class _Parser:
    """Recursive descent: alternatives of conjunctions of terms."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._at = 0

    def parse(self) -> Rule:
        rule = self._any()
        if self._at < len(self._tokens):
            raise NotEvaluatedError(f"the rule goes on after its end: {self._tokens[self._at][0].strip()!r}")
        return rule

    def _any(self) -> Rule:
        parts = [self._all()]
        while self._take("OR"):
            parts.append(self._all())
        return lambda states: any(part(states) for part in parts)

    def _all(self) -> Rule:
        parts = [self._term()]
        while self._take("AND"):
            parts.append(self._term())
        return lambda states: all(part(states) for part in parts)

    def _term(self) -> Rule:
        if self._take("NOT"):
            negated = self._term()
            return lambda states: not negated(states)
        if self._take("("):
            inner = self._any()
            if not self._take(")"):
                raise NotEvaluatedError("a parenthesis of the rule is not closed")
            return inner
        for word in ("TRUE", "FALSE"):
            if self._take(word):
                return lambda _states, word=word: word == "TRUE"
        if self._at == len(self._tokens) or not self._tokens[self._at]["function"]:
            raise NotEvaluatedError("the rule ends where an alarm is expected")
        token = self._tokens[self._at]
        self._at += 1
        name, wanted = _name(token), State(token["function"].upper())
        return lambda states: states.get(name) is wanted

    def _take(self, wanted: str) -> bool:
        if self._at == len(self._tokens):
            return False
        token = self._tokens[self._at]
        if (token["word"] or token["bracket"] or "").upper() != wanted:
            return False
        self._at += 1
        return True
