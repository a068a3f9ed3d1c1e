"""The certificate of the load balancer."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from .check import Check, Context, Result, missing, ok, warning
from .clients import CallError

MIN_VALIDITY: Final = timedelta(days=30)

FIT_KEYS: Final = ("RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1")
"""Keys for an HTTPS listener (Elastic Load Balancing user guide, SSL certificates). RSA_1024 is too weak for TLS
clients of today, and whether a new listener takes it is unverified."""

_CERTIFICATE: Final = ("acm", "DescribeCertificate")


def _certificate(context: Context) -> Iterator[Result]:
    arn = context.settings.city.certificate_arn
    advice = "request one in AWS Certificate Manager, and set citycell:certificateArn"
    _, _, _, region, account, *_ = [*arn.split(":"), *[""] * 6]
    if region != context.region:
        yield missing(f"{arn} is not in {context.region}: a load balancer uses certificates of its region", advice)
        return
    if context.account_id and account != context.account_id:
        yield missing(f"{arn} is in account {account}: a load balancer uses certificates of its account", advice)
        return
    try:
        found = context.aws.call(*_CERTIFICATE, CertificateArn=arn)["Certificate"]
    except CallError as error:
        if error.code not in {"ResourceNotFoundException", "InvalidArnException"}:
            raise
        yield missing(f"there is no certificate {arn}", advice)
        return
    yield from _state(found, advice)
    if found["Status"] == "ISSUED":
        yield from _validity(found, context.now, advice)


def _state(found: Mapping[str, Any], advice: str) -> Iterator[Result]:
    name, status, key = found["DomainName"], found["Status"], found["KeyAlgorithm"].replace("-", "_")
    if status == "PENDING_VALIDATION":
        yield missing(f"the certificate of {name} is not validated", "make the DNS records that ACM shows, and wait")
    elif status != "ISSUED":
        yield missing(f"the certificate of {name} is {status}", advice)
    elif key not in FIT_KEYS:
        yield warning(f"the certificate of {name} has a key {key}", f"request one with {FIT_KEYS[0]} or a larger key")


def _validity(found: Mapping[str, Any], now: datetime, advice: str) -> Iterator[Result]:
    name, end = found["DomainName"], found["NotAfter"]
    left: timedelta = end - now
    text = f"the certificate of {name} expires in {left.days} days"
    if left < timedelta(0):
        yield missing(f"the certificate of {name} expired on {end:%Y-%m-%d}", advice)
    elif left >= MIN_VALIDITY:
        yield ok(f"{name}, issued, valid until {end:%Y-%m-%d}")
    elif found.get("RenewalEligibility") == "ELIGIBLE":
        yield warning(f"{text}, and ACM renews it if its DNS records still exist", "check its renewal status")
    else:
        yield warning(f"{text}, and ACM does not renew it", "import a new one")


CHECKS: Final = (Check(name="certificate", run=_certificate, calls=(_CERTIFICATE,)),)
