"""IAM statements of a database proxy."""

from collections.abc import Sequence

import pulumi

from ..core.iam import Statement, allow


def sign_in(user_arns: pulumi.Output[str] | Sequence[pulumi.Output[str]]) -> Statement:
    """Signing in as database users, for clients and for the proxy's role (Aurora user guide, IAM for RDS Proxy)."""
    return allow("SignIn", ["rds-db:connect"], user_arns)
