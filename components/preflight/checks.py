"""All checks, in the order of the report, and the rights that they need."""

from typing import Any, Final

from . import account, backend, certificate, image, names, offers, partners, quotas, state

CHECKS: Final = (
    *state.CHECKS,
    *account.CHECKS,
    *offers.CHECKS,
    *quotas.CHECKS,
    *certificate.CHECKS,
    *image.CHECKS,
    *partners.CHECKS,
    *backend.CHECKS,
    *names.CHECKS,
)


def policy() -> dict[str, Any]:
    """The IAM policy for an identity that runs the preflight: reads only, and no data of applications."""
    actions = sorted({right for check in CHECKS for right in check.rights})
    statement = {"Sid": "Preflight", "Effect": "Allow", "Action": actions, "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [statement]}
