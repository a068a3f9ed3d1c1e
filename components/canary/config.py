"""The configuration of `Canary`: its arguments with their defaults, validated."""

import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import pulumi

from ..core.arguments import Arguments
from .args import CanaryArgs
from .limits import MAX_MINUTES, MAX_RETENTION_DAYS, MAX_URL, RUNTIME

DEFAULT_RUNTIME: Final = "syn-nodejs-puppeteer-13.0"
"""The newest that was found (CloudWatch user guide, runtime versions using Node.js and Puppeteer; its list is quoted in
aws/aws-cdk 36501)."""


@dataclass(frozen=True, kw_only=True)
class CanaryConfig:
    """What `Canary` is made from."""

    api_url: str
    page_url: str | None
    subnet_ids: Any
    security_group_id: pulumi.Input[str]
    key_arn: pulumi.Input[str]
    minutes: int
    retention_days: int
    runtime_version: str


def resolve(name: str, args: CanaryArgs) -> CanaryConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: an argument cannot be used.
    """
    arguments = Arguments("Canary", name, args, CanaryArgs)
    arguments.cell()
    message = "it must be a runtime with Node.js and Puppeteer, such as syn-nodejs-puppeteer-13.0"
    return CanaryConfig(
        api_url=https_url(arguments, "api_url").rstrip("/"),
        page_url=https_url(arguments, "page_url") if arguments.is_set("page_url") else None,
        subnet_ids=arguments.input("subnet_ids"),
        security_group_id=arguments.input("security_group_id"),
        key_arn=arguments.input("key_arn"),
        minutes=arguments.integer("minutes", 1, MAX_MINUTES, 5),
        retention_days=arguments.integer("retention_days", 1, MAX_RETENTION_DAYS, 31),
        runtime_version=arguments.string(
            "runtime_version",
            DEFAULT_RUNTIME,
            predicate=lambda text: re.fullmatch(RUNTIME, text) is not None,
            message=message,
        ),
    )


def https_url(arguments: Arguments, argument: str) -> str:
    """A URL that the canary can call, which `CityCell` has too.

    Raises:
        ArgumentError: it is none, or not of TLS.
    """
    message = "it must be a URL such as https://api.example.com, without user, query and fragment"
    return arguments.string(argument, predicate=_is_url, message=message)


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    extra = parts.username or parts.query or parts.fragment or any(letter.isspace() for letter in text)
    return parts.scheme == "https" and bool(parts.hostname) and not extra and len(text) <= MAX_URL
