"""Each class of data under its own key."""

from collections.abc import Iterator, Sequence

from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_TAG = "data-class"
_KEYS = ("aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey")
_ALIAS = "aws:kms/alias:Alias"
_BUCKETS = ("aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2")
_SETTINGS = (
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
)
_HOLDERS = {
    "aws:rds/cluster:Cluster": "kmsKeyId",
    "aws:dynamodb/table:Table": "serverSideEncryption",
    "aws:elasticache/replicationGroup:ReplicationGroup": "kmsKeyId",
    "aws:elasticache/serverlessCache:ServerlessCache": "kmsKeyId",
    "aws:msk/cluster:Cluster": "encryptionInfo",
    **dict.fromkeys(_SETTINGS, "rules"),
}
"""Stores, and the property from which an edge leads to their key."""


def check(resource: Resource) -> Results:
    """A finding on a store whose key is of another class of data than the store."""
    place = _HOLDERS[resource.type]
    store = next(resource.sources(resource["bucket"], *_BUCKETS), None) if resource.type in _SETTINGS else resource
    mine = store["tags"][_TAG] if store else None
    if mine is None or mine.absent:
        return
    for key in _keys(resource.edges.get(place, ())):
        theirs = key["tags"][_TAG]
        if mine.unknown or theirs.unknown:
            yield NotEvaluated(mine.path if store is resource else place)
        elif mine.text != theirs.text:
            yield Finding(place, f"names a key whose tag {_TAG} is not the store's")


def _keys(sources: Sequence[Resource]) -> Iterator[Resource]:
    for source in sources:
        if source.type == _ALIAS:
            yield from source.sources(source["targetKeyId"], *_KEYS)
        elif source.type in _KEYS:
            yield source


RULE = Rule(
    id="data-class-key",
    title="A store's key belongs to its class of data",
    description="Who may decrypt one class of data must not thereby read another.",
    severity=Severity.MEDIUM,
    types=tuple(_HOLDERS),
    remediation="Name the key whose tag data-class is that of the store",
    url="https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html",
    check=check,
    scope=Scope.STACK,
)
