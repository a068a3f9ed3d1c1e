"""The security headers that the edge adds to responses. Nothing here makes a resource.

Those of pages are in `web/headers.json`, which the gateway of a local cell reads too.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pulumi

from ..core.component import Props

FILE: Final = "headers.json"
_WEBSOCKET: Final = "{websocket}"
_SECONDS_A_DAY: Final = 86_400

_API_HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Headers of responses that are data: nothing may show or keep them."""

_PUBLIC_HEADERS: Final[Mapping[str, str]] = {
    name: "cross-origin" if name == "Cross-Origin-Resource-Policy" else value
    for name, value in _API_HEADERS.items()
    if name != "Cache-Control"
}
"""Headers of data that everyone may read and keep: its own Cache-Control says for how long."""

_SECURITY: Final[Mapping[str, tuple[str, str]]] = {
    "Content-Security-Policy": ("content_security_policy", "content_security_policy"),
    "Referrer-Policy": ("referrer_policy", "referrer_policy"),
    "X-Content-Type-Options": ("content_type_options", ""),
    "X-Frame-Options": ("frame_options", "frame_option"),
}
"""Header to the property of CloudFront that sets it, and to the key of its value there; `nosniff` needs none."""

_REMOVED: Final = ("Server",)
"""Headers of origins that tell which software they run."""


def page_headers(folder: Path, websocket_url: pulumi.Input[str], hsts_days: int) -> Props:
    """Inputs of the response headers policy of pages."""
    found: dict[str, str] = json.loads((folder / FILE).read_text())
    origin = pulumi.Output.from_input(websocket_url).apply(_origin)
    values = {name: _filled(text, origin) for name, text in found.items()}
    return _policy(values, hsts_days)


def api_headers(hsts_days: int) -> Props:
    """Inputs of the response headers policy of the API."""
    return _policy(_API_HEADERS, hsts_days)


def public_data_headers(hsts_days: int) -> Props:
    """Inputs of the response headers policy of public data, which pages of every origin may read.

    Without credentials (CloudFront API, ResponseHeadersPolicyCorsConfig). A GET without headers of its own needs no
    preflight request (Fetch standard, CORS-safelisted), so OPTIONS is no method of the distribution.
    """
    cors: Props = {
        "access_control_allow_credentials": False,
        "access_control_allow_headers": {"items": ["*"]},
        "access_control_allow_methods": {"items": ["GET", "HEAD"]},
        "access_control_allow_origins": {"items": ["*"]},
        "access_control_expose_headers": {"items": ["Age", "ETag"]},
        "origin_override": True,
    }
    return _policy(_PUBLIC_HEADERS, hsts_days) | {"cors_config": cors}


def _filled(text: str, origin: pulumi.Output[str]) -> pulumi.Input[str]:
    return origin.apply(lambda known: text.replace(_WEBSOCKET, known)) if _WEBSOCKET in text else text


def _origin(url: str) -> str:
    """The scheme and the host of a URL, as a content security policy names a source."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _policy(values: Mapping[str, pulumi.Input[str]], hsts_days: int) -> Props:
    """CloudFront has a property of its own for some headers, and accepts those in no other place.

    Amazon CloudFront API, ResponseHeadersPolicySecurityHeadersConfig.
    """
    custom = {name: value for name, value in values.items() if name not in _SECURITY}
    security: Props = {
        block: {"override": True, **({key: values[name]} if key else {})}
        for name, (block, key) in _SECURITY.items()
        if name in values
    }
    return {
        "security_headers_config": security | {"strict_transport_security": _hsts(hsts_days)},
        "custom_headers_config": {
            "items": [{"header": name, "value": value, "override": True} for name, value in sorted(custom.items())]
        },
        "remove_headers_config": {"items": [{"header": name} for name in _REMOVED]},
    }


def _hsts(days: int) -> Props:
    """Without subdomains, which may be of others."""
    return {"access_control_max_age_sec": days * _SECONDS_A_DAY, "override": True}
