"""IAM statements of a database proxy."""

from collections.abc import Sequence
from typing import Final

import pulumi

from ..core.iam import Statement, allow

TRUST: Final[Statement] = {
    # AWS's own page has no condition on the source and does not document that the proxy sends one. With a condition
    # that no call meets, the proxy could not sign in (Aurora user guide, configuring IAM for RDS Proxy).
    "Effect": "Allow",
    "Principal": {"Service": "rds.amazonaws.com"},
    "Action": "sts:AssumeRole",
}
"""Trust of the role of a proxy."""


def sign_in(user_arns: pulumi.Output[str] | Sequence[pulumi.Output[str]]) -> Statement:
    """Signing in as database users, for clients and for the proxy's role (Aurora user guide, IAM for RDS Proxy)."""
    return allow("SignIn", ["rds-db:connect"], user_arns)
