"""Where the stack's state and secrets are, and whether that is fit for production."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

from .check import Check, Context, Result, missing, ok, unchecked, warning
from .clients import CallError

SERVICE: Final = "https://api.pulumi.com"
"""The backend of someone who signed in to no other (Pulumi documentation, state and backends)."""

_VERSIONING: Final = ("s3", "GetBucketVersioning")
_ENCRYPTION: Final = ("s3", "GetBucketEncryption")
_KEY: Final = ("kms", "DescribeKey")
_ALONE: Final = "use an S3 bucket with versions, or Pulumi Cloud: pulumi login s3://<bucket>"
_CHANGE: Final = "pulumi stack change-secrets-provider 'awskms://alias/<alias>?region=<region>'"
_ARN: Final = re.compile(r"arn:[\w-]+:kms:([a-z0-9-]+):")


def backend_url(context: Context) -> str:
    """The backend: from the environment, the project, or the last `pulumi login` (Pulumi documentation, login)."""
    return context.environment.get("PULUMI_BACKEND_URL", "") or context.stack.backend or _signed_in(context.environment)


def _signed_in(environment: Mapping[str, str]) -> str:
    home = Path(environment.get("PULUMI_HOME") or Path(environment.get("HOME") or "/") / ".pulumi")
    try:
        current = json.loads((home / "credentials.json").read_text(encoding="utf-8")).get("current")
    except (OSError, ValueError, AttributeError):
        return SERVICE
    return current if isinstance(current, str) and current else SERVICE


def _backend(context: Context) -> Iterator[Result]:
    url = backend_url(context)
    parts = urlsplit(url)
    if parts.scheme == "s3":
        yield from _bucket(context, parts.netloc, parse_qs(parts.query).get("region", [context.region])[0])
    elif parts.scheme == "file":
        yield warning("the state is in files of one machine", _ALONE)
    elif parts.scheme == "https":
        yield ok(f"{parts.hostname} keeps the state")
    else:
        yield unchecked(f"a backend {parts.scheme}://: look up whether it keeps versions and encrypts")


def _bucket(context: Context, bucket: str, region: str) -> Iterator[Result]:
    try:
        versions = context.aws.call(*_VERSIONING, at=region, Bucket=bucket).get("Status")
        rules = context.aws.call(*_ENCRYPTION, at=region, Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    except CallError as error:
        if error.code != "NoSuchBucket":
            raise
        yield missing(f"there is no bucket {bucket}", f"aws s3 mb s3://{bucket} --region {region}")
        return
    algorithms = ", ".join(sorted({rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] for rule in rules}))
    if versions != "Enabled":
        advice = f"aws s3api put-bucket-versioning --bucket {bucket} --versioning-configuration Status=Enabled"
        yield warning(f"bucket {bucket} keeps no old versions of the state", advice)
    else:
        yield ok(f"bucket {bucket} keeps versions, encrypted with {algorithms}")


def _secrets(context: Context) -> Iterator[Result]:
    provider = context.stack.secrets_provider
    parts = urlsplit(provider)
    if parts.scheme == "awskms":
        yield from _key(context, provider)
    elif provider not in {"", "default", "passphrase"}:
        yield unchecked(f"a secrets provider {provider.split(':')[0]}")
    elif provider == "passphrase" or context.stack.has_passphrase or urlsplit(backend_url(context)).scheme != "https":
        yield warning("secrets are encrypted with a passphrase, which is lost with who knows it", _CHANGE)
    else:
        yield ok("the backend encrypts the secrets")


def _key(context: Context, provider: str) -> Iterator[Result]:
    """Look up a key: `awskms://<id, alias or ARN>?region=<region>` (Pulumi documentation, secrets)."""
    name, _, query = provider.removeprefix("awskms://").lstrip("/").partition("?")
    found = _ARN.match(name)
    region = found[1] if found else parse_qs(query).get("region", [context.region])[0]
    try:
        key = context.aws.call(*_KEY, at=region, KeyId=name)["KeyMetadata"]
    except CallError as error:
        if error.code != "NotFoundException":
            raise
        yield missing(f"there is no key {name} in {region}", "make it, or change the secrets provider")
        return
    state, usage = key["KeyState"], key.get("KeyUsage", "ENCRYPT_DECRYPT")
    if state != "Enabled" or usage != "ENCRYPT_DECRYPT":
        yield missing(f"key {name} is {state}, for {usage}", "enable it, or use another key")
    else:
        yield ok(f"key {name} in {region} encrypts the secrets")


CHECKS: Final = (
    Check(name="state backend", run=_backend, calls=(_VERSIONING, _ENCRYPTION)),
    Check(name="secrets provider", run=_secrets, calls=(_KEY,)),
)
