"""How clients get the routing table: from CloudFront, which serves this one object, and not at all without a domain."""

import json
from collections.abc import Mapping
from typing import Any

import pulumi

from components import Region
from components.region.props import ROUTING_KEY
from tests.components.recording import ACCOUNT, CELL_ARGS, Recorder, record
from tests.components.samples.region import PUBLIC, ROUTED

ALIAS = "aws:kms/alias:Alias"
BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy"
CACHE = "aws:cloudfront/cachePolicy:CachePolicy"
CERTIFICATE = "aws:acm/certificate:Certificate"
DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
HEADERS = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy"
KEY = "aws:kms/key:Key"
LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2"
LOG_SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource"
ORIGIN_ACCESS = "aws:cloudfront/originAccessControl:OriginAccessControl"
RECORD = "aws:route53/record:Record"
WEB_ACL = "aws:wafv2/webAcl:WebAcl"

PUBLIC_TYPES = (DISTRIBUTION, WEB_ACL, CERTIFICATE, RECORD, ORIGIN_ACCESS, CACHE, HEADERS)


def made(**change: Any) -> Recorder:
    """A region on mocks, with the domain unless a change removes it."""
    args = CELL_ARGS | {"city": "shared", "cell": "shared"} | ROUTED | PUBLIC | change
    given = {key: value for key, value in args.items() if value is not None}
    return record(lambda: Region("region", given))  # pyright: ignore[reportArgumentType] - the tests' dict


def private() -> Recorder:
    """A region without a domain."""
    return made(routing_domain=None, routing_hosted_zone_id=None)


def statements(policy: str) -> dict[str, Mapping[str, Any]]:
    """The statements of a policy by their id."""
    return {item["Sid"]: item for item in json.loads(policy)["Statement"]}


def test_nothing_is_public_without_a_domain() -> None:
    """No distribution and no part of one; the policy of the bucket names no service."""
    recorder = private()
    assert [kind for kind in PUBLIC_TYPES if recorder.of_type(kind)] == []
    policy = recorder.one(BUCKET_POLICY, "routing-policy").inputs["policy"]
    assert "cloudfront" not in policy
    assert "DistributionReads" not in statements(policy)


def test_the_distribution_reads_the_table_and_nothing_else() -> None:
    """Signed requests for one object; the statement holds for this distribution."""
    recorder = made()
    reads = statements(recorder.one(BUCKET_POLICY, "routing-policy").inputs["policy"])["DistributionReads"]
    assert reads["Action"] == ["s3:GetObject"]
    assert reads["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert reads["Resource"].endswith(f"/{ROUTING_KEY}")
    (condition,) = reads["Condition"]["StringEquals"].items()
    assert condition == ("aws:SourceArn", f"arn:aws:cloudfront::{ACCOUNT}:distribution/E1")
    (origin,) = recorder.one(DISTRIBUTION).inputs["origins"]
    assert origin["originAccessControlId"]
    access = recorder.one(ORIGIN_ACCESS).inputs
    assert (access["signingBehavior"], access["originAccessControlOriginType"]) == ("always", "s3")
    blocks = [item.inputs for item in recorder.of_type("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")]
    assert all(block["blockPublicPolicy"] and block["restrictPublicBuckets"] for block in blocks)


def test_the_key_of_the_table_is_one_that_cloudfront_may_use() -> None:
    """The platform key of images and cells stays closed to CloudFront."""
    recorder = made()
    open_keys = [item for item in recorder.of_type(KEY) if "cloudfront.amazonaws.com" in item.inputs["policy"]]
    assert [item.name for item in open_keys] == ["region-routing-key"]
    key_arn = recorder.one(OBJECT).inputs["kmsKeyId"]
    assert key_arn != private().one(OBJECT).inputs["kmsKeyId"]
    (rule,) = recorder.one(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "routing-encryption"
    ).inputs["rules"]
    assert rule["applyServerSideEncryptionByDefault"]["kmsMasterKeyId"] == key_arn


def test_clients_need_https_and_may_use_http_3() -> None:
    """TLS 1.2 or newer; reads only; a web ACL; no HTTP."""
    recorder = made()
    found = recorder.one(DISTRIBUTION).inputs
    assert found["aliases"] == ["routing.example.com"]
    assert found["httpVersion"] == "http2and3"
    assert found["viewerCertificate"]["minimumProtocolVersion"] == "TLSv1.2_2025"
    assert found["defaultRootObject"] == ROUTING_KEY
    assert found["webAclId"]
    behavior = found["defaultCacheBehavior"]
    assert behavior["viewerProtocolPolicy"] == "https-only"
    assert behavior["allowedMethods"] == ["GET", "HEAD"]
    assert "orderedCacheBehaviors" not in found


def test_pages_of_every_origin_may_read_the_table_and_caches_keep_it_for_its_time() -> None:
    """CORS without credentials; no header policy replaces the object's Cache-Control."""
    recorder = made(routing_max_age_seconds=30)
    found = recorder.one(HEADERS).inputs
    cors = found["corsConfig"]
    assert cors["accessControlAllowOrigins"] == {"items": ["*"]}
    assert cors["accessControlAllowMethods"] == {"items": ["GET", "HEAD"]}
    assert cors["accessControlAllowCredentials"] is False
    custom = {item["header"]: item["value"] for item in found["customHeadersConfig"]["items"]}
    assert "Cache-Control" not in custom
    assert custom["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert found["securityHeadersConfig"]["strictTransportSecurity"]["accessControlMaxAgeSec"] == 365 * 86_400
    assert found["securityHeadersConfig"]["contentTypeOptions"] == {"override": True}
    cache = recorder.one(CACHE).inputs
    assert (cache["minTtl"], cache["defaultTtl"]) == (0, 30)
    assert recorder.one(OBJECT).inputs["cacheControl"] == "public, max-age=30, stale-if-error=86400"


def test_a_flood_of_one_address_is_refused() -> None:
    """The limit is an argument; what was refused is logged."""
    recorder = made(routing_requests_per_address=500)
    rules = {rule["name"]: rule for rule in recorder.one(WEB_ACL).inputs["rules"]}
    assert rules["requests-per-address"]["statement"]["rateBasedStatement"]["limit"] == 500
    assert recorder.of_type("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration") != []


def test_requests_are_logged_on_demand_only() -> None:
    """A log of all requests has addresses of people and its own price."""
    delivery = "aws:cloudwatch/logDelivery:LogDelivery"
    assert made().of_type(delivery) == []
    recorder = made(routing_log_days=30)
    assert recorder.of_type(delivery) != []
    days = {item.name: item.inputs["retentionInDays"] for item in recorder.of_type(LOG_GROUP)}
    assert days["region-log-group"] == 30


def test_two_regions_of_an_account_share_no_name() -> None:
    """Parts of distributions have one list of names per account, in us-east-1."""
    kinds = (ALIAS, WEB_ACL, CACHE, HEADERS, ORIGIN_ACCESS, LOG_GROUP, LOG_SOURCE)

    def names(region: str) -> set[tuple[str, str]]:
        recorder = made(region=region, routing_log_days=30)
        return {
            (kind, item.inputs["name"])
            for kind in kinds
            for item in recorder.of_type(kind)
            if kind not in {ALIAS, LOG_GROUP} or item.inputs.get("region") == "us-east-1"
        }

    first, second = names("eu-west-1"), names("eu-central-1")
    assert {kind for kind, _ in first} == set(kinds)
    assert first & second == set()


def test_dns_follows_the_table_and_its_policy() -> None:
    """A and AAAA of the domain; without a zone there is no record and no certificate, and a host name to point to."""
    hosts = {(item.inputs["type"], item.inputs["name"]) for item in made().of_type(RECORD)}
    assert {("A", "routing.example.com"), ("AAAA", "routing.example.com")} <= hosts
    given = "arn:aws:acm:us-east-1:123456789012:certificate/x"
    own = made(routing_hosted_zone_id=None, routing_certificate_arn=given)
    assert own.of_type(RECORD) == own.of_type(CERTIFICATE) == []
    assert own.one(DISTRIBUTION).inputs["viewerCertificate"]["acmCertificateArn"] == given


def test_the_url_is_an_output() -> None:
    """With a domain only."""
    found: list[Any] = []

    def program(**change: Any) -> None:
        args = CELL_ARGS | {"city": "shared", "cell": "shared"} | ROUTED | change
        region = Region("region", args)  # pyright: ignore[reportArgumentType] - the tests' dict
        pulumi.Output.all(region.routing_url, region.routing_domain_name).apply(found.append)

    record(program)
    record(lambda: program(**PUBLIC))
    assert found[0] == [None, None]
    assert found[1][0] == f"https://routing.example.com/{ROUTING_KEY}"
    assert found[1][1]
