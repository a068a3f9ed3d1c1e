"""What CloudFront, AWS WAF and Route 53 refuse, as the loopback provider refuses it."""

from collections.abc import Mapping
from typing import Any

import pytest

from local.provider import lifecycle
from local.provider.account import Account
from local.provider.cloud import Cloud
from local.provider.lifecycle import Subject
from local.provider.resource_type import Refused
from local.provider.resource_types import RESOURCE_TYPES
from local.provider.values import UNKNOWN

HERE = Account("123456789012", "eu-west-1")
OTHER = Account("210987654321", "us-east-1")

DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
RECORD = "aws:route53/record:Record"
WEB_ACL = "aws:wafv2/webAcl:WebAcl"
WEB_ACL_LOGS = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"
LOG_SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource"

CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/1"
ACL = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/lisbon/1"
LOG_GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-lisbon"


def failures(token: str, inputs: Mapping[str, Any], region: str = "eu-west-1") -> list[tuple[str, str]]:
    """What the type's own validation finds."""
    validate = RESOURCE_TYPES[token].validate
    assert validate is not None
    return validate(inputs, region)


def create(cloud: Cloud, token: str, name: str, inputs: Mapping[str, Any], account: Account = HERE) -> str:
    """Create a resource; its id."""
    urn = f"urn:pulumi:test::citycell::{token}::{name}"
    return lifecycle.create(cloud, Subject(RESOURCE_TYPES[token], urn, account), inputs)[0]


@pytest.mark.parametrize(
    ("token", "inputs", "region", "path", "text"),
    [
        (WEB_ACL, {"scope": "CLOUDFRONT"}, "eu-west-1", "scope", "The scope is not valid"),
        (WEB_ACL_LOGS, {"logDestinationConfigs": [LOG_GROUP]}, "eu-west-1", "logDestinationConfigs[0]", "in eu-west-1"),
        (
            WEB_ACL_LOGS,
            {"logDestinationConfigs": [LOG_GROUP.replace("aws-waf-logs-", "")]},
            "us-east-1",
            "logDestinationConfigs[0]",
            "the name must begin with aws-waf-logs-",
        ),
        (
            DISTRIBUTION,
            {"viewerCertificate": {"acmCertificateArn": CERTIFICATE.replace("us-east-1", "eu-west-1")}},
            "eu-west-1",
            "viewerCertificate.acmCertificateArn",
            "isn't in us-east-1 region",
        ),
        (
            DISTRIBUTION,
            {"aliases": ["a.example.com"], "viewerCertificate": {"cloudfrontDefaultCertificate": True}},
            "eu-west-1",
            "viewerCertificate",
            "attach a certificate that covers it",
        ),
        (
            DISTRIBUTION,
            {"webAclId": "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/lisbon/1"},
            "eu-west-1",
            "webAclId",
            "InvalidWebACLId",
        ),
        (
            DISTRIBUTION,
            {"origins": [{"originId": "api"}], "defaultCacheBehavior": {"targetOriginId": "pages"}},
            "eu-west-1",
            "defaultCacheBehavior.targetOriginId",
            "NoSuchOrigin",
        ),
        (RECORD, {"name": "a.example.com"}, "eu-west-1", "aliases", "one of alias and records must be specified"),
        (RECORD, {"aliases": [{}], "ttl": 60}, "eu-west-1", "ttl", "conflicts with alias"),
        (
            LOG_SOURCE,
            {"resourceArn": "arn:aws:cloudfront::123456789012:distribution/E1"},
            "eu-west-1",
            "resourceArn",
            "ValidationException",
        ),
    ],
)
def test_what_aws_refuses_is_a_failure_of_its_property(
    token: str, inputs: Mapping[str, Any], region: str, path: str, text: str
) -> None:
    """The failure has the path of the property and the words of AWS."""
    (found,) = failures(token, inputs, region)
    assert found[0] == path
    assert text in found[1]


@pytest.mark.parametrize(
    ("token", "inputs", "region"),
    [
        (WEB_ACL, {"scope": "CLOUDFRONT"}, "us-east-1"),
        (WEB_ACL, {"scope": "REGIONAL"}, "eu-west-1"),
        (WEB_ACL_LOGS, {"logDestinationConfigs": [LOG_GROUP, "arn:aws:s3:::aws-waf-logs-lisbon"]}, "us-east-1"),
        (WEB_ACL_LOGS, {"logDestinationConfigs": [UNKNOWN]}, "us-east-1"),
        (DISTRIBUTION, {"viewerCertificate": {"acmCertificateArn": CERTIFICATE}, "webAclId": ACL}, "eu-west-1"),
        (DISTRIBUTION, {"viewerCertificate": {"acmCertificateArn": UNKNOWN}, "webAclId": UNKNOWN}, "eu-west-1"),
        (RECORD, {"aliases": [{}]}, "eu-west-1"),
        (RECORD, {"records": UNKNOWN, "ttl": 60}, "eu-west-1"),
        (LOG_SOURCE, {"resourceArn": "arn:aws:cloudfront::123456789012:distribution/E1"}, "us-east-1"),
    ],
)
def test_what_aws_accepts_has_no_failure(token: str, inputs: Mapping[str, Any], region: str) -> None:
    """Values that a preview does not know are accepted too."""
    assert failures(token, inputs, region) == []


def test_a_host_name_belongs_to_one_distribution_of_the_world() -> None:
    """Another account cannot have it either, in any spelling; other names are free."""
    cloud = Cloud()
    create(cloud, DISTRIBUTION, "first", {"aliases": ["www.example.com", "a.example.com"]})
    with pytest.raises(Refused, match="CNAMEAlreadyExists"):
        create(cloud, DISTRIBUTION, "second", {"aliases": ["b.example.com", "A.example.com"]}, OTHER)
    create(cloud, DISTRIBUTION, "third", {"aliases": ["b.example.com"]}, OTHER)


def test_a_distribution_may_change_and_keep_its_host_names() -> None:
    """It does not collide with itself, but with another one."""
    cloud = Cloud()
    subject = Subject(RESOURCE_TYPES[DISTRIBUTION], f"urn:pulumi:test::citycell::{DISTRIBUTION}::first", HERE)
    identifier, outputs = lifecycle.create(cloud, subject, {"aliases": ["a.example.com"]})
    create(cloud, DISTRIBUTION, "second", {"aliases": ["b.example.com"]})
    lifecycle.update(cloud, subject, identifier, {"aliases": ["a.example.com"], "comment": "new"}, outputs)
    with pytest.raises(Refused, match="CNAMEAlreadyExists"):
        lifecycle.update(cloud, subject, identifier, {"aliases": ["a.example.com", "b.example.com"]}, outputs)


def test_a_record_that_exists_is_overwritten_only_on_demand() -> None:
    """Names are compared in lower case and without the last dot; another type is another record."""
    cloud, record = Cloud(), {"zoneId": "Z1", "name": "a.example.com", "type": "A", "ttl": 60}
    assert create(cloud, RECORD, "first", record) == "Z1_a.example.com_A"
    with pytest.raises(Refused, match=r"\[name='a.example.com.', type='A'\] but it already exists"):
        create(cloud, RECORD, "second", record | {"name": "A.example.com."})
    create(cloud, RECORD, "third", record | {"allowOverwrite": True})
    create(cloud, RECORD, "fourth", record | {"type": "AAAA"})


def test_global_resources_name_no_region() -> None:
    """Web ACLs for CloudFront are `global` in us-east-1; a distribution has no region at all."""
    acl = {"name": "lisbon", "scope": "CLOUDFRONT", "defaultAction": {}, "visibilityConfig": {}}
    subject = Subject(RESOURCE_TYPES[WEB_ACL], f"urn:pulumi:test::citycell::{WEB_ACL}::acl", OTHER)
    _, outputs = lifecycle.create(Cloud(), subject, acl)
    assert outputs["arn"].startswith("arn:aws:wafv2:us-east-1:210987654321:global/webacl/lisbon/")
    subject = Subject(RESOURCE_TYPES[DISTRIBUTION], f"urn:pulumi:test::citycell::{DISTRIBUTION}::d", HERE)
    _, outputs = lifecycle.create(Cloud(), subject, {})
    assert outputs["arn"].startswith("arn:aws:cloudfront::123456789012:distribution/E")
    assert outputs["hostedZoneId"] == "Z2FDTNDATAQYW2"
