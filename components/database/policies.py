"""IAM statements of a database."""

from typing import Final

import pulumi

from ..core.iam import Statement, allow, key_statement

MONITORING_ARN: Final = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
"""AWS's policy for the role of enhanced monitoring (Aurora user guide, setting up Enhanced Monitoring)."""


def master_secret(secret_arn: pulumi.Input[str], key_arn: pulumi.Input[str], region: str) -> list[Statement]:
    """Reading the master user's password: the secret, and its key through Secrets Manager only."""
    return [
        allow("MasterSecret", ["secretsmanager:GetSecretValue"], secret_arn),
        key_statement("MasterSecretKey", key_arn, "secretsmanager", region, ["kms:Decrypt"]),
    ]
