"""Names, prefixes and ARNs of a lake's resources."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

TOPICS = "topics"
"""Prefix of the tables, one folder for each topic."""

FAILED = "failed"
"""Prefix of records that could not be delivered."""

RAW = "raw"
"""Prefix of copies of the original records."""

RESULTS = "results"
"""Prefix of query results in their bucket."""


@dataclass(frozen=True, kw_only=True)
class LakeLayout:
    """Where the data of a lake is."""

    region: str
    account_id: pulumi.Input[str]
    database: str
    bucket_arn: pulumi.Output[str]
    bucket_name: pulumi.Output[str]
    results_arn: pulumi.Output[str]
    results_name: pulumi.Output[str]
    key_arn: pulumi.Input[str]

    def location(self, table: str) -> pulumi.Output[str]:
        """The S3 location of a table's files."""
        return pulumi.Output.concat("s3://", self.bucket_name, f"/{TOPICS}/{table}")

    def object_arns(self, *prefixes: str) -> list[pulumi.Output[str]]:
        """All objects under prefixes of the lake."""
        return [pulumi.Output.concat(self.bucket_arn, f"/{prefix}/*") for prefix in prefixes]

    def catalog_arns(self, tables: Sequence[str]) -> list[pulumi.Output[str]]:
        """Tables with their database and catalog: Glue requires permissions on all three."""
        parts = ["catalog", f"database/{self.database}", *(f"table/{self.database}/{table}" for table in tables)]
        return [self.arn("glue", part) for part in parts]

    def arn(self, service: str, resource: str) -> pulumi.Output[str]:
        """An ARN in the lake's region and account."""
        return pulumi.Output.concat(f"arn:aws:{service}:{self.region}:", self.account_id, f":{resource}")
