"""Resource policies that deny requests without TLS."""

from collections.abc import Callable, Sequence

from ..model.values import Value
from ..rule import Finding, NotEvaluated, Results
from .iam.documents import Statement, parse


def require_tls_only(policy: Value, enough: Callable[[Sequence[Statement]], bool]) -> Results:
    """A finding unless the statements of a policy that deny plain text are `enough`."""
    document = parse(policy)
    if enough([statement for statement in document.statements if _denies_plain_text(statement)]):
        return
    unknown = [*document.unknown, *(path for statement in document.statements for path in statement.unknown)]
    yield NotEvaluated(unknown[0]) if unknown else Finding("policy", "does not deny requests without TLS")


def _denies_plain_text(statement: Statement) -> bool:
    """Whether it denies everyone whenever there is no TLS; other conditions or exceptions would narrow it."""
    conditions = [(condition.operator, condition.key, condition.values) for condition in statement.conditions]
    return (
        statement.effect == "Deny"
        and any(principal in statement.principals for principal in (("*", "*"), ("AWS", "*")))
        and not statement.condition_unknown
        and conditions in [[(operator, "aws:securetransport", ("false",))] for operator in ("Bool", "BoolIfExists")]
    )
