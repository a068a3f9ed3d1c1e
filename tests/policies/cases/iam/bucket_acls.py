"""Cases of the rule `bucket-acls`."""

from policies.testing import UNKNOWN, Cases, case

_ACL = "aws:s3/bucketAcl:BucketAcl"
_BUCKET = "aws:s3/bucket:Bucket"
_GRANT = {"grantee": {"type": "Group", "uri": "http://acs.amazonaws.com/groups/s3/LogDelivery"}, "permission": "WRITE"}

CASES = Cases(
    passes=[
        case({"rule": {"objectOwnership": "BucketOwnerEnforced"}}),
        case({"acl": "private"}, kind=_ACL),
        case({}, kind=_BUCKET),
    ],
    fails=[
        case({"rule": {"objectOwnership": "ObjectWriter"}}, "rule.objectOwnership"),
        case({"rule": {"objectOwnership": "BucketOwnerPreferred"}}, "rule.objectOwnership"),
        case({"acl": "public-read"}, "acl", kind=_ACL),
        case({"acl": "public-read"}, "acl", kind="aws:s3/bucketAclV2:BucketAclV2"),
        case({"acl": "public-read"}, "acl", kind="aws:s3/bucketV2:BucketV2"),
        case({"accessControlPolicy": {"grants": [_GRANT]}}, "accessControlPolicy", kind=_ACL),
        case({"acl": "log-delivery-write", "grants": [_GRANT]}, "acl", "grants", kind=_BUCKET),
    ],
    unknown=[
        case({"rule": {"objectOwnership": UNKNOWN}}, "rule.objectOwnership"),
        case({"acl": UNKNOWN}, "acl", kind=_ACL),
    ],
)
