"""Policies of resources that refuse what is asked without TLS."""

from collections.abc import Callable, Sequence

from ..documents import Statement, parse
from ..rule import Finding, NotEvaluated, Results
from ..values import Value


def require_refusal(policy: Value, enough: Callable[[Sequence[Statement]], bool]) -> Results:
    """A finding unless the statements of a policy that refuse plain text are `enough`."""
    document = parse(policy)
    if enough([statement for statement in document.statements if _refuses_plain_text(statement)]):
        return
    unknown = [*document.unknown, *(path for statement in document.statements for path in statement.unknown)]
    yield NotEvaluated(unknown[0]) if unknown else Finding("policy", "does not refuse plain text")


def _refuses_plain_text(statement: Statement) -> bool:
    """Whether it holds for everyone, always when there is no TLS; a second condition would narrow it."""
    conditions = [(condition.operator, condition.key, condition.values) for condition in statement.conditions]
    return (
        statement.effect == "Deny"
        and statement.anyone
        and not statement.condition_unknown
        and conditions == [("Bool", "aws:securetransport", ("false",))]
    )
