"""Policies of resources that refuse what is asked without TLS."""

from collections.abc import Callable, Sequence

from ..model.values import Value
from ..rule import Finding, NotEvaluated, Results
from .iam.documents import Statement, parse


def require_refusal(policy: Value, enough: Callable[[Sequence[Statement]], bool]) -> Results:
    """A finding unless the statements of a policy that refuse plain text are `enough`."""
    document = parse(policy)
    if enough([statement for statement in document.statements if _refuses_plain_text(statement)]):
        return
    unknown = [*document.unknown, *(path for statement in document.statements for path in statement.unknown)]
    yield NotEvaluated(unknown[0]) if unknown else Finding("policy", "does not refuse plain text")


def _refuses_plain_text(statement: Statement) -> bool:
    """Whether it holds for everyone, always when there is no TLS; more conditions, or exceptions, would narrow it."""
    conditions = [(condition.operator, condition.key, condition.values) for condition in statement.conditions]
    return (
        statement.effect == "Deny"
        and any(principal in statement.principals for principal in (("*", "*"), ("AWS", "*")))
        and not statement.condition_unknown
        and conditions in [[(operator, "aws:securetransport", ("false",))] for operator in ("Bool", "BoolIfExists")]
    )
