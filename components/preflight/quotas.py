"""Quotas of the account against what the cell needs at its peak."""

from collections.abc import Iterable, Iterator
from typing import Final

from ..plan.quotas import QuotaNeed
from .account import GLOBAL_REGION
from .check import Check, Context, Result, Status, missing, ok, unchecked, warning
from .clients import CallError

TIGHT: Final = 0.8
"""Share of a quota from which other users of the account and growth come close to it."""

_NUMBER: Final = ",.10g"
_APPLIED: Final = ("service-quotas", "GetServiceQuota")
_DEFAULT: Final = ("service-quotas", "GetAWSDefaultServiceQuota")


def quota_needs(context: Context) -> tuple[QuotaNeed, ...]:
    """What the cell of the stack needs."""
    return context.settings.city.needs


def _quotas(context: Context) -> Iterator[Result]:
    """Compare each quota. Those that are large enough, or that could not be read, share a line."""
    needed = quota_needs(context)
    values, failure = _values(context, needed)
    enough = 0
    for need in needed:
        if need in values:
            result = _compared(need, values[need], _region(context, need))
            enough += result.status is Status.OK
            if result.status is not Status.OK:
                yield result
        elif need.needed > need.default:
            grants = f"by default AWS grants {need.default:{_NUMBER}}"
            text = f"{need.name}: the cell needs {need.needed:{_NUMBER}}, {grants}; {failure}"
            yield unchecked(text, f"compare quota {need.quota_code} of {need.service_code} by hand")
    if enough:
        yield ok(f"{enough} of {len(needed)} are large enough")
    if failure is not None:
        yield unchecked(f"{len(needed) - len(values)} of {len(needed)}: {failure}")


def _values(context: Context, needed: Iterable[QuotaNeed]) -> tuple[dict[QuotaNeed, float], CallError | None]:
    """The values by need, and the last failure. Without the right or an answer, no further quota is asked for."""
    values: dict[QuotaNeed, float] = {}
    failure: CallError | None = None
    for need in needed:
        try:
            values[need] = _value(context, need)
        except CallError as error:
            failure = error
            if error.is_denied or not error.code:
                break
    return values, failure


def _region(context: Context, need: QuotaNeed) -> str:
    return GLOBAL_REGION if need.is_global else context.region


def _value(context: Context, need: QuotaNeed) -> float:
    """The applied value, or AWS's default for a quota that was never changed (Service Quotas API, GetServiceQuota)."""
    names = {"at": _region(context, need), "ServiceCode": need.service_code, "QuotaCode": need.quota_code}
    try:
        return float(context.aws.call(*_APPLIED, **names)["Quota"]["Value"])
    except CallError as error:
        if error.code != "NoSuchResourceException":
            raise
        return float(context.aws.call(*_DEFAULT, **names)["Quota"]["Value"])


def _compared(need: QuotaNeed, value: float, region: str) -> Result:
    text = f"{need.name}: the cell needs {need.needed:{_NUMBER}} of {value:{_NUMBER}}"
    increase = (
        f"aws service-quotas request-service-quota-increase --region {region} --service-code {need.service_code} "
        f"--quota-code {need.quota_code} --desired-value {max(need.needed / TIGHT, need.needed + 1):.0f}"
        if need.is_adjustable
        else "AWS does not raise it: lower the load, or split the city over accounts"
    )
    if need.needed > value:
        return missing(text, increase)
    if need.needed > TIGHT * value:
        return warning(f"{text}, shared with everything else in the account", increase)
    return ok(text)


CHECKS: Final = (Check(name="quotas", run=_quotas, calls=(_APPLIED, _DEFAULT)),)
