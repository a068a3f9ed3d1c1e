"""Encryption keys by data class."""

from collections.abc import Iterator, Mapping, Sequence

from ...aws import types as aws
from ...indexes import answered, by_text
from ...model.values import Value
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_TAG = "data-class"
_KEYS = (aws.KMS_KEY, aws.KMS_REPLICA_KEY)
_ALIAS = aws.KMS_ALIAS
_BUCKETS = (aws.S3_BUCKET, aws.S3_BUCKET_V2)
_SETTINGS = aws.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION
_OF_OBJECTS = ("applyServerSideEncryptionByDefault", "kmsMasterKeyId")
_HOLDERS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            aws.RDS_CLUSTER,
            aws.RDS_INSTANCE,
            aws.DOCDB_CLUSTER,
            aws.ELASTICACHE_REPLICATION_GROUP,
            aws.ELASTICACHE_SERVERLESS_CACHE,
            aws.REDSHIFT_CLUSTER,
            aws.EFS_FILE_SYSTEM,
            aws.KINESIS_STREAM,
            aws.SECRETSMANAGER_SECRET,
        ),
        ("kmsKeyId",),
    ),
    aws.NEPTUNE_CLUSTER: ("kmsKeyArn",),
    aws.SQS_QUEUE: ("kmsMasterKeyId",),
    aws.OPENSEARCH_DOMAIN: ("encryptAtRest", "kmsKeyId"),
    aws.DYNAMODB_TABLE: ("serverSideEncryption", "kmsKeyArn"),
    aws.MSK_CLUSTER: ("encryptionInfo", "encryptionAtRestKmsKeyArn"),
    aws.S3_BUCKET: ("serverSideEncryptionConfiguration", "rule", *_OF_OBJECTS),
    _SETTINGS: ("rules", *_OF_OBJECTS),
}
"""Stores and the path of the property that names their key."""

_aliases_by_name = by_text(_ALIAS, "name")


def check(resource: Resource) -> Results:
    """A finding on a store whose key has another data class than the store."""
    path = _HOLDERS[resource.type]
    store = next(resource.sources(resource["bucket"], *_BUCKETS), None) if resource.type == _SETTINGS else resource
    mine = store["tags"][_TAG] if store else None
    if mine is None or mine.absent:
        return
    called = [key for value in _named(resource.properties, path) for key in _by_name(resource, value.text)]
    theirs = [key["tags"][_TAG] for key in _keys(called or resource.edges.get(path[0], ()))]
    if theirs and (mine.unknown or any(tag.unknown for tag in theirs)):
        yield NotEvaluated(mine.path if store is resource else path[0])
        return
    wrong = [tag for tag in theirs if tag.text != mine.text]
    if wrong and (called or len(wrong) == len(theirs)):
        yield Finding(path[0], f"is a key whose tag {_TAG} differs from the tag of the store")
    elif wrong:
        yield NotEvaluated(path[0])  # edges lead to several keys, and it is unknown which one is used


def _keys(sources: Sequence[Resource]) -> Iterator[Resource]:
    """The keys among some resources, with aliases resolved."""
    for source in sources:
        if source.type == _ALIAS:
            yield from _target_keys(source)
        elif source.type in _KEYS:
            yield source


def _named(value: Value, path: tuple[str, ...]) -> Iterator[Value]:
    """The values at a path, in every element of the lists on the path."""
    if not path:
        yield value
        return
    for element in value[path[0]].elements():
        yield from _named(element, path[1:])


def _by_name(resource: Resource, text: str) -> list[Resource]:
    """The keys and aliases of the stack with this ARN, id or name."""
    if not text:
        return []
    return [*answered(resource.stack, text, *_KEYS, _ALIAS), *_aliases_by_name(resource.stack).get(text, ())]


def _target_keys(alias: Resource) -> list[Resource]:
    """The keys of the stack that an alias points to."""
    target = alias["targetKeyId"]
    named = answered(alias.stack, target.text, *_KEYS) if target.text else []
    return named or list(alias.sources(target, *_KEYS))


RULE = Rule(
    id="data-class-key",
    title="Stores use the encryption key of their data class",
    description="Permission to decrypt one class of data must not give access to another.",
    severity=Severity.MEDIUM,
    types=tuple(_HOLDERS),
    remediation="Use the key whose tag data-class equals the tag of the store",
    url="https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html",
    check=check,
    scope=Scope.STACK,
)
