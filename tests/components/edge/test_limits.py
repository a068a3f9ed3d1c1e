"""The limits of an edge, compared with the models of AWS's APIs."""

from typing import Any

import botocore.session
import pytest

from components import EdgeTls, PriceClass
from components.edge import limits


def shape(service: str, name: str) -> Any:
    """A shape of an API's model."""
    return botocore.session.get_session().get_service_model(service).shape_for(name)


def test_countries_are_those_of_the_api() -> None:
    """AWS WAF and CloudFront use the same codes."""
    assert set(shape("wafv2", "CountryCode").enum) == limits.COUNTRIES


def test_choices_are_those_of_the_api() -> None:
    """Security policies of TLS, and classes of prices."""
    assert set(EdgeTls) <= set(shape("cloudfront", "MinimumProtocolVersion").enum)
    assert set(PriceClass) <= set(shape("cloudfront", "PriceClass").enum)


def test_rates_have_the_bounds_of_the_api() -> None:
    """Of a rate-based statement."""
    bounds = shape("wafv2", "RateLimit").metadata
    assert (bounds["min"], bounds["max"]) == (limits.MIN_RATE, limits.MAX_RATE)


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("lisbon.example.com", True),
        ("a.b-c.example.com", True),
        ("xn--lisba-dta.example.com", True),
        ("example.com", True),
        ("com", False),
        ("-a.example.com", False),
        ("a..example.com", False),
        ("a_b.example.com", False),
        ("1.2.3.4", False),
        ("lisbon.example.com.", False),
        ("", False),
        (f"{'a' * 63}.{'b' * 63}.{'c' * 63}.{'d' * 57}.com", True),
        (f"{'a' * 63}.{'b' * 63}.{'c' * 63}.{'d' * 63}.com", False),
    ],
)
def test_host_names_are_full_and_in_lower_case(text: str, valid: bool) -> None:
    """At most 253 characters, 63 in each part."""
    assert limits.is_host_name(text) is valid
