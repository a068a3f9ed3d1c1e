"""Cases of the rule `snapshot-sharing`."""

from policies.iam.rules.snapshot_sharing import Parameters
from policies.testing import UNKNOWN, Cases, case

_IMAGE = "aws:ec2/amiLaunchPermission:AmiLaunchPermission"
_VOLUME = "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission"
_BLOCK = "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess"
_KNOWN = Parameters(accounts=("123456789012",))

CASES = Cases(
    passes=[
        case({}),
        case({"sharedAccounts": []}),
        case({"sharedAccounts": ["123456789012"]}, parameters=_KNOWN),
        case({"accountId": "123456789012"}, kind=_VOLUME, parameters=_KNOWN),
        case({"state": "block-all-sharing"}, kind=_BLOCK),
    ],
    fails=[
        case({"sharedAccounts": ["all"]}, "sharedAccounts[0]"),
        case({"sharedAccounts": ["all"]}, "sharedAccounts[0]", parameters=Parameters(accounts=("all",))),
        case({"sharedAccounts": ["123456789012", "210987654321"]}, "sharedAccounts[1]", parameters=_KNOWN),
        case(
            {"sharedAccounts": ["all"]},
            "sharedAccounts[0]",
            kind="aws:rds/snapshotCopy:SnapshotCopy",
            parameters=_KNOWN,
        ),
        case({"accountId": "210987654321"}, "accountId", kind=_VOLUME, parameters=_KNOWN),
        case({"group": "all"}, "group", kind=_IMAGE),
        case({"organizationArn": "arn:aws:organizations::1:organization/o-1"}, "organizationArn", kind=_IMAGE),
        case({"state": "unblocked"}, "state", kind=_BLOCK),
    ],
    unknown=[
        case({"sharedAccounts": UNKNOWN}, "sharedAccounts"),
        case({"sharedAccounts": [UNKNOWN]}, "sharedAccounts[0]"),
        case({"accountId": UNKNOWN}, "accountId", kind=_VOLUME),
        case({"state": UNKNOWN}, "state", kind=_BLOCK),
    ],
)
