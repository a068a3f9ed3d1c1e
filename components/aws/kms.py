"""AWS KMS: actions on a key, and services as conditions name them."""

DECRYPT = ("kms:Decrypt", "kms:DescribeKey")
"""Read what a key protects."""


def via_service(service: str, region: str) -> str:
    """A service as `kms:ViaService` names it in a region."""
    return f"{service}.{region}.amazonaws.com"
