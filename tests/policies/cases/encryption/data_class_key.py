"""Cases of the rule `data-class-key`."""

from policies.testing import UNKNOWN, Cases, Node, case, linked, stack_of, within

_TABLE = "aws:dynamodb/table:Table"
_SETTINGS = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
_ALIAS = "aws:kms/alias:Alias"
_ORDERS = linked("aws:kms/key:Key", "orders", tags={"data-class": "orders"})
_BARE = linked("aws:kms/key:Key", "bare")
_MINE = {"tags": {"data-class": "orders"}}
_THEIRS = {"tags": {"data-class": "personal"}}
_BUCKET = linked("aws:s3/bucket:Bucket", tags={"data-class": "lake"})
_KEY_ARN = "arn:aws:kms:eu-west-1:123456789012:key/1"
_ENCRYPTION = {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": "1"}}
_KNOWN = stack_of(
    {
        "key": Node("aws:kms/key:Key", _MINE, arn=_KEY_ARN, id="1"),
        "personal": Node("aws:kms/key:Key", _THEIRS, id="2"),
        "alias": Node(_ALIAS, {"name": "alias/orders", "targetKeyId": "1"}),
        "by-arn": Node("aws:rds/cluster:Cluster", {**_THEIRS, "kmsKeyId": _KEY_ARN}),
        "right": Node("aws:rds/cluster:Cluster", {**_MINE, "kmsKeyId": _KEY_ARN}, {"kmsKeyId": ("key", "personal")}),
        "by-alias": Node("aws:sqs/queue:Queue", {**_THEIRS, "kmsMasterKeyId": "alias/orders"}),
        "bucket": Node("aws:s3/bucket:Bucket", {**_THEIRS, "serverSideEncryptionConfiguration": {"rule": _ENCRYPTION}}),
        "settings": Node(_SETTINGS, {"rules": [_ENCRYPTION]}, {"bucket": "bucket"}),
    }
)

CASES = Cases(
    passes=[
        case(_MINE, edges={"kmsKeyId": [_ORDERS]}),
        case({**_MINE, "kmsKeyId": "arn:aws:kms:eu-west-1:1:key/1"}),
        case({}, edges={"kmsKeyId": [_ORDERS]}),
        within(_KNOWN, "right"),
    ],
    fails=[
        within(_KNOWN, "by-arn", "kmsKeyId"),
        within(_KNOWN, "by-alias", "kmsMasterKeyId"),
        within(_KNOWN, "bucket", "serverSideEncryptionConfiguration"),
        within(_KNOWN, "settings", "rules"),
        *(
            case({**_THEIRS, place: UNKNOWN}, place, kind=kind, edges={place: [_ORDERS]})
            for kind, place in (
                ("aws:rds/instance:Instance", "kmsKeyId"),
                ("aws:docdb/cluster:Cluster", "kmsKeyId"),
                ("aws:neptune/cluster:Cluster", "kmsKeyArn"),
                ("aws:redshift/cluster:Cluster", "kmsKeyId"),
                ("aws:efs/fileSystem:FileSystem", "kmsKeyId"),
                ("aws:kinesis/stream:Stream", "kmsKeyId"),
                ("aws:secretsmanager/secret:Secret", "kmsKeyId"),
                ("aws:opensearch/domain:Domain", "encryptAtRest"),
            )
        ),
        case({**_THEIRS, "kmsKeyId": UNKNOWN}, "kmsKeyId", edges={"kmsKeyId": [_ORDERS]}),
        case(_MINE, "serverSideEncryption", kind=_TABLE, edges={"serverSideEncryption": [_BARE]}),
        case({}, "rules", kind=_SETTINGS, edges={"bucket": [_BUCKET], "rules": [_ORDERS]}),
    ],
    unknown=[
        case({**_MINE, "kmsKeyId": UNKNOWN}, "kmsKeyId", edges={"kmsKeyId": [_ORDERS, _BARE]}),
        case({"tags": UNKNOWN}, "tags.data-class", edges={"kmsKeyId": [_ORDERS]}),
        case(_MINE, "tags.data-class", edges={"kmsKeyId": [linked("aws:kms/key:Key", tags=UNKNOWN)]}),
    ],
)
