"""A cell names the quotas that its account must raise, and is refused where AWS raises none."""

import dataclasses
from typing import Any

import pulumi
import pytest

from components import CityCell
from components.aws import quotas
from components.city.config import resolve
from components.plan import quotas as plan
from components.settings import settings_from
from tests.components.conftest import configuration
from tests.components.recording import record
from tests.components.samples import SAMPLES

MADRID = {
    "region": "eu-south-2",
    "certificate_arn": "arn:aws:acm:eu-south-2:123456789012:certificate/x",
    "peak_orders_per_hour": 12_000,
    "couriers_online": 5_000,
    "tracking_viewers": 7_000,
}


def warnings(monkeypatch: pytest.MonkeyPatch, **change: Any) -> list[str]:
    """The warnings of a city like Madrid."""
    texts: list[str] = []

    def warn(text: str, _resource: pulumi.Resource) -> None:
        texts.append(text)

    monkeypatch.setattr(pulumi.log, "warn", warn)
    args: Any = SAMPLES[CityCell].args({**MADRID, **change})
    record(lambda: CityCell("madrid", args))
    return texts


def test_a_quota_below_the_peak_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each warning is one line with region, name, code, count and default."""
    texts = warnings(monkeypatch)
    assert [text.split(" (", 1)[1].split(")")[0] for text in texts] == ["apigateway L-8A5B8E43", "fargate L-3032A538"]
    assert texts[0] == (
        "eu-south-2: the cell needs 3671 of the quota Throttle rate (apigateway L-8A5B8E43) at its peak, but AWS's "
        'default there is 2500: raise it in Service Quotas and state it as quotas: {"L-8A5B8E43": <value>}'
    )


def test_a_stated_quota_ends_the_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    """The account's own values are used in place of AWS's defaults, also where they are too small."""
    assert warnings(monkeypatch, quotas={"L-8A5B8E43": 3671, "L-3032A538": 100}) == []
    (text,) = warnings(monkeypatch, quotas={"L-8A5B8E43": 3670, "L-3032A538": 100})
    assert "but the account has 3670:" in text


def test_the_settings_of_madrid_state_what_it_needs() -> None:
    """Its region allows less than its peak by default."""
    settings = settings_from(configuration("madrid"), "madrid")
    assert settings.city.quotas.keys() == {"L-8A5B8E43", "L-3032A538"}
    assert settings.city.exceeded == ()


def test_a_new_account_can_state_less_than_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """AWS starts some accounts with 10 concurrent functions."""
    (text,) = warnings(monkeypatch, quotas={"L-8A5B8E43": 5000, "L-3032A538": 100, "L-B99A9384": 10})
    assert "Concurrent executions (lambda L-B99A9384)" in text


def test_a_quota_that_aws_does_not_raise_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error is one line with the quota's code, before anything is registered."""
    small = dataclasses.replace(quotas.NEW_CONNECTIONS_BURST, by_region={"eu-south-2": 50})
    counts = [(small if row is quotas.NEW_CONNECTIONS_BURST else row, count) for row, count in plan._COUNTS]  # pyright: ignore[reportPrivateUsage]
    monkeypatch.setattr(plan, "_COUNTS", counts)
    args: Any = SAMPLES[CityCell].args(MADRID)
    with pytest.raises(pulumi.RunError, match=r"needs 105 of the quota .* L-E1465507\), which is 50 there") as error:
        resolve("madrid", args)
    assert "\n" not in str(error.value)
