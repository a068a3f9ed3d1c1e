"""Names that the cell would give: free, or taken by something else, such as what an earlier cell left behind."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from .check import Check, Context, Result, missing, ok, unchecked
from .clients import CallError, action
from .lookup import Lookup
from .lookups import LOOKUPS, NOT_LOOKED_UP

_KEYS: Final = {lookup.type: lookup.key for lookup in LOOKUPS}


def owned(state: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """Types and names of the resources in an exported state, as `pulumi stack export` writes it."""
    resources: Iterable[Mapping[str, Any]] = state.get("deployment", {}).get("resources") or ()
    found: set[tuple[str, str]] = set()
    for resource in resources:
        token = resource.get("type")
        if token in _KEYS:
            values = {**(resource.get("inputs") or {}), **(resource.get("outputs") or {})}
            found.add((token, str(values.get(_KEYS[token], ""))))
    return frozenset(found)


def _names(lookup: Lookup, context: Context) -> Iterator[Result]:
    """Compare the names of one type, region by region."""
    planned = context.planned.of(lookup.type)
    if not planned:
        return
    own = {name for token, name in context.existing or () if token == lookup.type}
    names = {(resource.region, resource.text(lookup.key)) for resource in planned}
    new = {(region, name) for region, name in names if name and name not in own}
    try:
        taken = [
            name for region in sorted({region for region, _ in new}) for name in _taken(lookup, context, region, new)
        ]
    except CallError as error:
        yield unchecked(f"{lookup.noun}: {error}")
        return
    nameless = len(names) - len({name for name in names if name[1]})
    if nameless:
        yield unchecked(f"{lookup.noun}: {nameless} get a name during the update")
    if taken:
        yield _collision(lookup, taken, is_state_known=context.existing is not None)
    elif not nameless:
        yield ok(f"{lookup.noun}: {len(new)} free" + (f", {len(names) - len(new)} of the stack exist" if own else ""))


def _collision(lookup: Lookup, taken: list[str], *, is_state_known: bool) -> Result:
    text = f"{lookup.noun}: {', '.join(taken)} exist already"
    if not is_state_known:
        advice = "export the stack's state and name it with --state"
        return unchecked(f"{text}; whether the stack made them is not known", advice)
    return missing(
        text,
        f"remove them, or adopt each with {lookup.import_id} as the id: pulumi import {lookup.type} <resource> <id>",
    )


def _taken(lookup: Lookup, context: Context, region: str, new: set[tuple[str, str]]) -> list[str]:
    wanted = sorted(name for place, name in new if place == region)
    if not lookup.absent:
        return sorted(_listed(lookup, context, region, wanted) & set(wanted))
    return [name for name in wanted if _exists(lookup, context, region, name)]


def _exists(lookup: Lookup, context: Context, region: str, name: str) -> bool:
    try:
        context.aws.call(*lookup.call, at=region, **lookup.request(name, context.account_id, region))
    except CallError as error:
        if error.code in lookup.absent:
            return False
        if error.is_denied and lookup.call == ("s3", "HeadBucket"):
            # S3 answers so for buckets of other accounts, too (Amazon S3 API, HeadBucket).
            text = f"{name} belongs to another account, or this needs {action(lookup.call)}"
            raise CallError(text, error.code) from None
        raise
    return True


def _listed(lookup: Lookup, context: Context, region: str, wanted: list[str]) -> set[str]:
    import jmespath  # noqa: PLC0415 - a dependency of boto3, which the preflight imports when it runs

    found: set[str] = set()
    for request in lookup.list_requests(wanted):
        read = context.aws.pages if lookup.has_pages else _single(context)
        for page in read(*lookup.call, at=region, **request):
            if lookup.more and jmespath.search(lookup.more, page):
                raise CallError(f"{action(lookup.call)} has more than one page")
            found.update(jmespath.search(lookup.names, page))
    return found


def _single(context: Context) -> Callable[..., Iterable[dict[str, Any]]]:
    """A list without pages."""
    return lambda *call, **parameters: [context.aws.call(*call, **parameters)]


def _unknown_types(context: Context) -> Iterator[Result]:
    """Name the types that a component began to make without a row in the tables."""
    unknown = sorted({resource.type for resource in context.planned.resources} - _KEYS.keys() - NOT_LOOKED_UP.keys())
    if unknown:
        yield unchecked(f"names of {', '.join(unknown)}", "look them up by hand")


def _check(lookup: Lookup) -> Check:
    run: Callable[[Context], Iterator[Result]] = partial(_names, lookup)
    return Check(name="names", run=run, calls=(lookup.call,))


CHECKS: Final = (*(_check(lookup) for lookup in LOOKUPS), Check(name="names", run=_unknown_types))
