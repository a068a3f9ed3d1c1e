"""Quotas of the account against what the cell needs at its peak."""

from collections.abc import Iterator
from typing import Final

from ..plan.quotas import QuotaNeed
from .account import GLOBAL_REGION
from .check import Check, Context, Result, missing, ok, unchecked, warning
from .clients import CallError

TIGHT: Final = 0.8
"""Share of a quota from which other users of the account and growth come close to it."""

_APPLIED: Final = ("service-quotas", "GetServiceQuota")
_DEFAULT: Final = ("service-quotas", "GetAWSDefaultServiceQuota")


def quota_needs(context: Context) -> tuple[QuotaNeed, ...]:
    """What the cell of the stack needs."""
    return context.settings.city.needs


def _quotas(context: Context) -> Iterator[Result]:
    for need in quota_needs(context):
        try:
            yield _compared(need, _value(context, need), GLOBAL_REGION if need.is_global else context.region)
        except CallError as error:
            text = f"{need.name}: the cell needs {need.needed:g} of {need.default:g} by default; {error}"
            yield unchecked(text, f"compare quota {need.quota_code} of {need.service_code} by hand")


def _value(context: Context, need: QuotaNeed) -> float:
    """The applied value, or AWS's default for a quota that was never changed (Service Quotas API, GetServiceQuota)."""
    at = GLOBAL_REGION if need.is_global else context.region
    names = {"ServiceCode": need.service_code, "QuotaCode": need.quota_code}
    try:
        return float(context.aws.call(*_APPLIED, at=at, **names)["Quota"]["Value"])
    except CallError as error:
        if error.code != "NoSuchResourceException":
            raise
        return float(context.aws.call(*_DEFAULT, at=at, **names)["Quota"]["Value"])


def _compared(need: QuotaNeed, value: float, region: str) -> Result:
    text = f"{need.name}: the cell needs {need.needed:g} of {value:g}"
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
