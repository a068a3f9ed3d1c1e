"""A bucket is private, encrypted and versioned, and deletes objects at their age."""

import json
from collections.abc import Mapping
from typing import Any

import pulumi
import pytest

from components import Bucket, LoadBalancer
from tests.components.recording import ACCOUNT, Recorder, record
from tests.components.samples import SAMPLES

POLICY = "aws:s3/bucketPolicy:BucketPolicy"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"


def built(**change: Any) -> Recorder:
    """A bucket on mocks."""
    return record(lambda: Bucket("part", SAMPLES[Bucket].args(change)))  # pyright: ignore[reportArgumentType] - the tests' dict


def statements(bucket: Recorder) -> dict[str, dict[str, Any]]:
    """The policy's statements by their Sid."""
    return {item["Sid"]: item for item in json.loads(bucket.one(POLICY).inputs["policy"])["Statement"]}


def rules(bucket: Recorder) -> dict[str, dict[str, Any]]:
    """The lifecycle's rules by their id."""
    return {rule["id"]: rule for rule in bucket.one(LIFECYCLE).inputs["rules"]}


@pytest.mark.parametrize("account", [ACCOUNT, pulumi.Output.from_input(ACCOUNT)], ids=["plain", "output"])
def test_a_name_is_globally_unique(account: Any) -> None:
    """The name has the account and the region, since bucket names are global."""
    assert built(account_id=account).one("aws:s3/bucket:Bucket").inputs["bucket"] == f"lisbon-lake-{ACCOUNT}-eu-west-1"


def test_public_access_is_blocked() -> None:
    """All four settings are on, and ACLs are disabled."""
    bucket = built()
    block = bucket.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs
    assert {value for key, value in block.items() if key != "bucket"} == {True}
    assert len(block) == 5
    ownership = bucket.one("aws:s3/bucketOwnershipControls:BucketOwnershipControls").inputs["rule"]
    assert ownership == {"objectOwnership": "BucketOwnerEnforced"}
    versions = bucket.one("aws:s3/bucketVersioning:BucketVersioning").inputs["versioningConfiguration"]
    assert versions == {"status": "Enabled"}


@pytest.mark.parametrize(
    ("sid", "condition"),
    [
        ("OnlyTls", {"Bool": {"aws:SecureTransport": "false"}}),
        ("OnlyNewTls", {"NumericLessThan": {"s3:TlsVersion": "1.2"}}),
        (
            "OnlyThisAccount",
            {
                "StringNotEquals": {"aws:PrincipalAccount": ACCOUNT},
                "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
            },
        ),
        ("OnlyOwnEncryption", {"StringNotEqualsIfExists": {"s3:x-amz-server-side-encryption": "aws:kms"}}),
        ("NoKeyOfTheCaller", {"Null": {"s3:x-amz-server-side-encryption-customer-algorithm": "false"}}),
        ("OnlyOwnKey", {"StringNotEqualsIfExists": {"s3:x-amz-server-side-encryption-aws-kms-key-id": KEY}}),
    ],
)
def test_the_policy_denies(sid: str, condition: Mapping[str, Any]) -> None:
    """Each statement denies every principal and has one condition."""
    found = statements(built())[sid]
    assert (found["Effect"], found["Principal"], found["Condition"]) == ("Deny", "*", condition)


def test_nothing_is_granted_unless_a_service_writes_logs() -> None:
    """Roles of this account decide who may read and write."""
    assert {item["Effect"] for item in statements(built()).values()} == {"Deny"}


def test_a_log_target_is_encrypted_with_the_key_of_s3() -> None:
    """Other keys are denied, since logs would not arrive; the writer is restricted to its source."""
    change = SAMPLES[Bucket].others[1]
    bucket = built(**change)
    rule = bucket.one(ENCRYPTION).inputs["rules"][0]
    assert rule == {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}
    found = statements(bucket)
    assert "OnlyOwnKey" not in found
    assert found["OnlyOwnEncryption"]["Condition"] == {
        "StringNotEqualsIfExists": {"s3:x-amz-server-side-encryption": "AES256"}
    }
    writer = found["Writer0"]
    assert (writer["Principal"], writer["Action"]) == ({"Service": "logging.s3.amazonaws.com"}, ["s3:PutObject"])
    assert writer["Resource"].endswith("/lake/*")
    assert writer["Condition"]["StringEquals"] == {"aws:SourceAccount": ACCOUNT}
    assert writer["Condition"]["ArnLike"] == {"aws:SourceArn": ["arn:aws:s3:::lisbon-lake"]}


def test_a_target_of_flow_logs_has_the_documented_policy() -> None:
    """The service reads the ACL of the bucket before it writes; both are for this account only."""
    found = statements(built(**SAMPLES[Bucket].others[2]))
    write, check = found["Writer0"], found["Writer0Check"]
    assert (write["Action"], check["Action"]) == (["s3:PutObject"], ["s3:GetBucketAcl"])
    assert write["Resource"] == f"{check['Resource']}/AWSLogs/{ACCOUNT}/*"
    assert write["Condition"] == check["Condition"]
    assert write["Condition"]["ArnLike"] == {"aws:SourceArn": [f"arn:aws:logs:eu-west-1:{ACCOUNT}:*"]}


def test_objects_are_encrypted_with_the_key_and_a_bucket_key() -> None:
    """The bucket key keeps requests to KMS few."""
    rule = built().one(ENCRYPTION).inputs["rules"][0]
    default = {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": KEY}
    assert rule == {"applyServerSideEncryptionByDefault": default, "bucketKeyEnabled": True}


def test_old_versions_and_incomplete_uploads_are_removed() -> None:
    """Old versions, their delete markers and the parts of incomplete uploads have an age."""
    tidy = rules(built(noncurrent_days=3, upload_days=2))["tidy"]
    assert tidy["noncurrentVersionExpiration"] == {"noncurrentDays": 3}
    assert tidy["abortIncompleteMultipartUpload"] == {"daysAfterInitiation": 2}
    assert tidy["expiration"] == {"expiredObjectDeleteMarker": True}


def test_objects_expire_and_move_by_their_prefix() -> None:
    """Each has one rule; the empty prefix is the whole bucket."""
    found = rules(
        built(
            expiries=[{"prefix": "failed/", "days": 14}, {"prefix": "", "days": 90}],
            transitions=[{"prefix": "topics/", "days": 40, "storage_class": "GLACIER_IR"}],
        )
    )
    assert [
        (found[name]["filter"]["prefix"], found[name]["expiration"]) for name in ("expire-failed", "expire-all")
    ] == [
        ("failed/", {"days": 14}),
        ("", {"days": 90}),
    ]
    assert found["move-topics-40"]["transitions"] == [{"days": 40, "storageClass": "GLACIER_IR"}]


def test_requests_are_logged_to_the_log_bucket() -> None:
    """The bucket has its own prefix there, so that several buckets share one target."""
    assert built().of_type("aws:s3/bucketLogging:BucketLogging") == []
    logging = built(log_bucket="logs").one("aws:s3/bucketLogging:BucketLogging").inputs
    assert (logging["targetBucket"], logging["targetPrefix"]) == ("logs", "lake/")


def test_a_load_balancer_writes_its_log_for_this_account_only() -> None:
    """Its bucket accepts logs under the prefix of this account, exactly as AWS documents it, and keeps them 90 days."""
    balancer = record(lambda: LoadBalancer("part", SAMPLES[LoadBalancer].args()))  # pyright: ignore[reportArgumentType] - the tests' dict
    writer = statements(balancer)["Writer0"]
    assert writer["Principal"] == {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}
    assert writer["Resource"].endswith(f"/AWSLogs/{ACCOUNT}/*")
    assert writer["Action"] == ["s3:PutObject"]
    assert "Condition" not in writer
    assert rules(balancer)["expire-all"]["expiration"] == {"days": 90}
    logs = balancer.one("aws:lb/loadBalancer:LoadBalancer").inputs["accessLogs"]
    assert logs == {"enabled": True, "bucket": f"lisbon-access-logs-{ACCOUNT}-eu-west-1"}
