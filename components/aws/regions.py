"""The regions that can hold a cell, and the availability zones that a cell uses there.

Zones are listed, not looked up: a lookup that returns a new zone would move existing subnets. The same letter names a
different building in each account, so a cell uses the first three zones that every account has.
"""

from typing import Final

AVAILABILITY_ZONES: Final[dict[str, tuple[str, str, str]]] = {
    region: (f"{region}{letters[0]}", f"{region}{letters[1]}", f"{region}{letters[2]}")
    for region, letters in {
        "ap-northeast-1": "acd",
        "ap-south-1": "abc",
        "ap-southeast-1": "abc",
        "ap-southeast-2": "abc",
        "ca-central-1": "abd",
        "eu-central-1": "abc",
        "eu-north-1": "abc",
        "eu-south-1": "abc",
        "eu-south-2": "abc",
        "eu-west-1": "abc",
        "eu-west-2": "abc",
        "eu-west-3": "abc",
        "sa-east-1": "abc",
        "us-east-1": "abc",
        "us-east-2": "abc",
        "us-west-2": "abc",
    }.items()
}
"""Region to its three zones. Source: the zones and the resource types per region that AWS publishes for CloudFormation
(as bundled in cfn-lint, which a test compares with this table)."""
