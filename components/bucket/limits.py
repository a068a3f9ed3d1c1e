"""Limits of S3 buckets and of their lifecycle rules."""

from typing import Final

ACL_READERS: Final = frozenset({"delivery.logs.amazonaws.com"})
"""Writers that read the ACL of the bucket before they write (Amazon VPC user guide, Amazon S3 bucket permissions for
flow logs). Without the right, the service changes the policy of the bucket by itself."""

MAX_LIFECYCLE_DAYS: Final = 36_500
"""A hundred years. Not a limit of S3: a larger number is a typing error."""

MIN_INFREQUENT_ACCESS_DAYS: Final = 30
"""Minimum age of objects that move to Standard-IA (Amazon S3 user guide, "Transitioning objects")."""

MAX_SHORT_NAME: Final = 20
"""Longest short name, so that cell, account and region fit into the 63 characters of a bucket's name (Amazon S3 user
guide, "General purpose bucket naming rules")."""

SHORT_NAME: Final = r"[a-z0-9]+(-[a-z0-9]+)*"
"""Characters of a short name (Amazon S3 user guide, "General purpose bucket naming rules", without dots)."""

MIN_TLS_VERSION: Final = "1.2"
"""Oldest version of TLS that the bucket accepts (AWS Security Hub, S3.5, and Amazon S3 user guide, `s3:TlsVersion`)."""
