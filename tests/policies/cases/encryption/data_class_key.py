"""Cases of the rule `data-class-key`."""

from policies.testing import UNKNOWN, Cases, case, linked

_TABLE = "aws:dynamodb/table:Table"
_SETTINGS = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
_ORDERS = linked("aws:kms/key:Key", "orders", tags={"data-class": "orders"})
_BARE = linked("aws:kms/key:Key", "bare")
_MINE = {"tags": {"data-class": "orders"}}
_THEIRS = {"tags": {"data-class": "personal"}}
_BUCKET = linked("aws:s3/bucket:Bucket", tags={"data-class": "lake"})

CASES = Cases(
    passes=[
        case(_MINE, edges={"kmsKeyId": [_ORDERS]}),
        case({**_MINE, "kmsKeyId": "arn:aws:kms:eu-west-1:1:key/1"}),
        case({}, edges={"kmsKeyId": [_ORDERS]}),
    ],
    fails=[
        case({**_THEIRS, "kmsKeyId": UNKNOWN}, "kmsKeyId", edges={"kmsKeyId": [_ORDERS]}),
        case(_MINE, "serverSideEncryption", kind=_TABLE, edges={"serverSideEncryption": [_BARE]}),
        case({}, "rules", kind=_SETTINGS, edges={"bucket": [_BUCKET], "rules": [_ORDERS]}),
    ],
    unknown=[
        case({"tags": UNKNOWN}, "tags.data-class", edges={"kmsKeyId": [_ORDERS]}),
        case(_MINE, "tags.data-class", edges={"kmsKeyId": [linked("aws:kms/key:Key", tags=UNKNOWN)]}),
    ],
)
