"""Cases of the rule `bucket-public-acl`."""

from typing import Any

from policies.testing import UNKNOWN, Cases, case

_BUCKET = "aws:s3/bucket:Bucket"
_MORE = (
    "aws:s3/bucketAclV2:BucketAclV2",
    "aws:s3/bucketV2:BucketV2",
    "aws:s3/bucketObject:BucketObject",
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "aws:s3/objectCopy:ObjectCopy",
)
_ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers"
_ANY_ACCOUNT = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
_LOGS = "http://acs.amazonaws.com/groups/s3/LogDelivery"
_URI = "accessControlPolicy.grants[0].grantee.uri"


def _granted(group: Any) -> dict[str, Any]:
    grantee = {"type": "Group", "uri": group}
    return {"accessControlPolicy": {"grants": [{"permission": "READ", "grantee": grantee}]}}


CASES = Cases(
    passes=[
        case({}, kind=_BUCKET),
        *(case({"acl": "private"}, kind=kind) for kind in _MORE),
        case({"acl": "private"}),
        case(_granted(_LOGS)),
        case({"accessControlPolicy": {"grants": [{"permission": "READ", "grantee": {"id": "x"}}]}}),
    ],
    fails=[
        *(case({"acl": "public-read"}, "acl", kind=kind) for kind in _MORE),
        case({"grants": [{"uri": _ALL_USERS}]}, "grants[0].uri", kind="aws:s3/objectCopy:ObjectCopy"),
        case({"acl": "public-read"}, "acl"),
        case({"acl": "public-read-write"}, "acl", kind=_BUCKET),
        case({"acl": "authenticated-read"}, "acl"),
        case(_granted(_ALL_USERS), _URI),
        case(_granted(_ANY_ACCOUNT), _URI),
        case({"grants": [{"uri": _LOGS}, {"uri": _ALL_USERS}]}, "grants[1].uri", kind=_BUCKET),
    ],
    unknown=[
        case({"acl": UNKNOWN}, "acl"),
        case(_granted(UNKNOWN), _URI),
        case({"grants": UNKNOWN}, "grants.uri", kind=_BUCKET),
    ],
)
