"""Checks of what the region offers, of quotas, and of the certificate."""

import dataclasses
import json
from datetime import timedelta
from typing import Any

import pytest

from components.plan.quotas import QuotaNeed
from components.preflight import certificate, offers, quotas
from components.preflight.check import Check, Status
from components.preflight.planned import Planned, PlannedResource
from tests.components.preflight import answers
from tests.components.preflight.answers import ACCOUNT, NOW, Given, found

OK, WARNING, MISSING, UNCHECKED = Status.OK, Status.WARNING, Status.MISSING, Status.UNCHECKED
BY_NAME = {check.name: check for check in (*offers.CHECKS, *certificate.CHECKS, *quotas.CHECKS)}
ZONES = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]


def one(name: str, given: list[Given], **changes: Any) -> tuple[Status, str]:
    """The only result of a check."""
    (result,) = found(BY_NAME[name], given, **changes)
    return result.status, f"{result.text} → {result.advice}"


def test_services() -> None:
    """A service that AWS's list does not have in the region is missing; ten names are asked at once."""
    planned = answers.planned("demo")
    names = sorted(
        {
            service
            for resource in planned.resources
            for service in offers.SERVICES.get(resource.type.split(":")[1].split("/")[0], ())
        }
    )
    paths = [f"/aws/service/global-infrastructure/services/{name}/regions/eu-west-1" for name in names]
    answer = [{"Parameters": [{"Name": path} for path in paths[start : start + 10]]} for start in (0, 10)]
    status, text = one("services", [("ssm", "GetParameters", page) for page in answer])
    assert (status, f"all {len(names)} services" in text) == (OK, True)
    answer[0]["Parameters"].pop(0)
    status, text = one("services", [("ssm", "GetParameters", page) for page in answer])
    assert (status, names[0] in text) == (MISSING, True)


@pytest.mark.parametrize(
    ("versions", "status", "text"),
    [
        ([("3.9.x.kraft", "ACTIVE"), ("3.6.0", "ACTIVE")], OK, "MSK offers Kafka 3.9.x.kraft"),
        ([("3.9.x.kraft", "DEPRECATED")], WARNING, "DEPRECATED"),
        ([("3.6.0", "ACTIVE"), ("2.8.1", "DEPRECATED")], MISSING, "it offers 3.6.0"),
    ],
)
def test_kafka_version(versions: list[tuple[str, str]], status: Status, text: str) -> None:
    """MSK's own list of the region decides."""
    answer = {"KafkaVersions": [{"Version": version, "Status": state} for version, state in versions]}
    assert (status, True) == (
        (line := one("Kafka version", [("kafka", "ListKafkaVersions", answer)]))[0],
        text in line[1],
    )


def products(*attributes: dict[str, str]) -> list[Given]:
    """An answer of the price list."""
    items = [json.dumps({"product": {"attributes": item}}) for item in attributes]
    return [("pricing", "GetProducts", {"FormatVersion": "aws_v1", "PriceList": items})]


@pytest.mark.parametrize(
    ("usage", "status"),
    [("EU-Kafka.m7g.large", OK), ("EU-Kafka.m7g.large.other", UNCHECKED), ("EU-Express.m7g.large", UNCHECKED)],
)
def test_broker_type(usage: str, status: Status) -> None:
    """A price in the region shows that a type is offered; without one nothing is known."""
    assert status is one("broker type", products({"usagetype": usage}))[0]


def test_a_broker_type_without_a_price_names_the_only_source() -> None:
    """No API of MSK lists broker types."""
    assert "price list" in one("broker type", products())[1]


@pytest.mark.parametrize(("kind", "status"), [("cache.t4g.small", OK), ("cache.t4g.medium", UNCHECKED)])
def test_cache_node_type(kind: str, status: Status) -> None:
    """The node type is compared exactly."""
    assert status is one("cache node type", products({"usagetype": f"EU-NodeUsage:{kind}", "instanceType": kind}))[0]


def test_arm64() -> None:
    """Both Lambda and Fargate run on ARM64."""
    item = products({"usagetype": "EU-Lambda-GB-Second-ARM"})
    results = found(BY_NAME["ARM64"], [*item, *products()])
    assert [result.status for result in results] == [OK, UNCHECKED]


def options(*zones: str) -> list[Given]:
    """An answer of RDS."""
    choices = [{"AvailabilityZones": [{"Name": zone} for zone in zones]}] if zones else []
    return [("rds", "DescribeOrderableDBInstanceOptions", {"OrderableDBInstanceOptions": choices})]


@pytest.mark.parametrize(
    ("zones", "status", "text"),
    [
        (ZONES, OK, "db.serverless can be ordered with aurora-postgresql 17.6"),
        (ZONES[:2], MISSING, "is not in eu-west-1c"),
        ([], MISSING, "cannot be ordered"),
    ],
)
def test_aurora(zones: list[str], status: Status, text: str) -> None:
    """Engine version and instance class can be ordered together, in each zone of the cell."""
    line = one("Aurora", options(*zones))
    assert (status, True) == (line[0], text in line[1])


@pytest.mark.parametrize(
    ("versions", "status"), [(["8.1"], OK), (["8.1.3"], OK), (["8.10"], MISSING), (["7.2"], MISSING), ([], MISSING)]
)
def test_valkey_version(versions: list[str], status: Status) -> None:
    """8.10 is not a version of 8.1."""
    answer = {"CacheEngineVersions": [{"EngineVersion": version} for version in versions]}
    assert status is one("Valkey version", [("elasticache", "DescribeCacheEngineVersions", answer)])[0]


def endpoint(service: str, kind: str, *zones: str) -> dict[str, Any]:
    """A service that endpoints reach."""
    return {"ServiceName": service, "ServiceType": [{"ServiceType": kind}], "AvailabilityZones": list(zones)}


@pytest.mark.parametrize(
    ("details", "status", "text"),
    [
        ([endpoint("kms", "Interface", *ZONES)], OK, "all 1 endpoints"),
        ([endpoint("kms", "Interface", *ZONES[1:])], MISSING, "kms has no endpoint in eu-west-1a"),
        ([endpoint("kms", "Gateway", *ZONES)], MISSING, "there is no interface endpoint for kms"),
        ([], MISSING, "there is no interface endpoint for kms"),
    ],
)
def test_endpoints(details: list[dict[str, Any]], status: Status, text: str) -> None:
    """An interface endpoint needs its service in every zone of the cell."""
    inputs = {"serviceName": "kms", "vpcEndpointType": "Interface"}
    subnets = [
        PlannedResource("aws:ec2/subnet:Subnet", zone, {"availabilityZone": zone}, "eu-west-1") for zone in ZONES
    ]
    planned = Planned((*subnets, PlannedResource("aws:ec2/vpcEndpoint:VpcEndpoint", "kms", inputs, "eu-west-1")))
    answer = {"ServiceDetails": details}
    line = one("endpoints", [("ec2", "DescribeVpcEndpointServices", answer)], planned=planned)
    assert (status, True) == (line[0], text in line[1])


@pytest.mark.parametrize(
    "name", ["Kafka version", "broker type", "Aurora", "Valkey version", "cache node type", "endpoints"]
)
def test_a_stack_without_the_resource_has_no_line(name: str) -> None:
    """A check asks only about what the stack makes."""
    assert found(BY_NAME[name], planned=Planned(())) == []


def quota(value: float) -> dict[str, Any]:
    """An answer of Service Quotas."""
    return {"Quota": {"Value": value}}


NEED = QuotaNeed(
    service_code="lambda",
    quota_code="L-1",
    name="concurrency",
    needed=90,
    default=100,
    is_adjustable=True,
    source="page",
)


@pytest.mark.parametrize(
    ("value", "is_adjustable", "status", "text"),
    [
        (1_000_000, True, OK, "1 of 1 are large enough"),
        (100, True, WARNING, "the cell needs 90 of 100, shared with everything else"),
        (50, True, MISSING, "--quota-code L-1 --desired-value 112"),
        (50, False, MISSING, "split the city"),
    ],
)
def test_quotas(monkeypatch: pytest.MonkeyPatch, value: float, is_adjustable: bool, status: Status, text: str) -> None:
    """The applied value is compared, with some room for others."""
    need = dataclasses.replace(NEED, is_adjustable=is_adjustable)
    monkeypatch.setattr(quotas, "quota_needs", answers.returning((need,)))
    line = one("quotas", [("service-quotas", "GetServiceQuota", quota(value))])
    assert (status, True) == (line[0], text in line[1])


def test_a_quota_of_all_regions_is_asked_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Service Quotas answers about global quotas in us-east-1 only."""
    monkeypatch.setattr(quotas, "quota_needs", answers.returning((dataclasses.replace(NEED, is_global=True),)))
    aws = answers.Stubbed([("service-quotas", "GetServiceQuota", quota(50))])
    (result,) = found(BY_NAME["quotas"], aws)
    assert aws.regions == ["us-east-1"]
    assert "--region us-east-1" in result.advice


def test_a_quota_that_was_never_changed_has_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """GetServiceQuota knows some quotas only after a change."""
    monkeypatch.setattr(quotas, "quota_needs", answers.returning((NEED, dataclasses.replace(NEED, quota_code="L-2"))))
    given: list[Given] = [
        ("service-quotas", "GetServiceQuota", "NoSuchResourceException"),
        ("service-quotas", "GetAWSDefaultServiceQuota", quota(1000)),
        ("service-quotas", "GetServiceQuota", quota(1000)),
    ]
    (result,) = found(BY_NAME["quotas"], given)
    assert (result.status, result.text) == (OK, "2 of 2 are large enough")


def test_quotas_that_cannot_be_read_share_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A need beyond AWS's default has its own line, since the first update may fail for it."""
    small, large = (dataclasses.replace(NEED, quota_code=f"L-{number}", needed=number) for number in (5, 5000))
    monkeypatch.setattr(quotas, "quota_needs", answers.returning((NEED, small, large)))
    results = found(BY_NAME["quotas"], [("service-quotas", "GetServiceQuota", "AccessDeniedException")])
    assert [(result.status, result.text) for result in results] == [
        (
            UNCHECKED,
            "concurrency: the cell needs 5,000, by default AWS grants 100; needs servicequotas:GetServiceQuota",
        ),
        (UNCHECKED, "3 of 3: needs servicequotas:GetServiceQuota"),
    ]


def test_a_quota_that_does_not_exist_does_not_end_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """AWS may rename a quota."""
    monkeypatch.setattr(quotas, "quota_needs", answers.returning((NEED, dataclasses.replace(NEED, quota_code="L-2"))))
    given: list[Given] = [
        ("service-quotas", "GetServiceQuota", "NoSuchResourceException"),
        ("service-quotas", "GetAWSDefaultServiceQuota", "NoSuchResourceException"),
        ("service-quotas", "GetServiceQuota", quota(1000)),
    ]
    assert [result.status for result in found(BY_NAME["quotas"], given)] == [OK, UNCHECKED]


def issued(**fields: Any) -> list[Given]:
    """An answer of ACM."""
    base = {"DomainName": "api.example", "Status": "ISSUED", "KeyAlgorithm": "RSA-2048"}
    return [("acm", "DescribeCertificate", {"Certificate": base | {"NotAfter": NOW + timedelta(days=300)} | fields})]


@pytest.mark.parametrize(
    ("given", "status", "text"),
    [
        (issued(), OK, "api.example, issued, valid until 2027-09-24"),
        (issued(KeyAlgorithm="EC_prime256v1"), OK, "issued"),
        (issued(Status="PENDING_VALIDATION"), MISSING, "make the DNS records"),
        (issued(Status="REVOKED"), MISSING, "is REVOKED"),
        (issued(NotAfter=NOW - timedelta(days=1)), MISSING, "expired on 2026-11-27"),
        (issued(NotAfter=NOW + timedelta(days=5)), WARNING, "expires in 5 days, and ACM does not renew it"),
        (issued(NotAfter=NOW + timedelta(days=5), RenewalEligibility="ELIGIBLE"), WARNING, "ACM renews it"),
        ([("acm", "DescribeCertificate", "ResourceNotFoundException")], MISSING, "there is no certificate"),
        ([("acm", "DescribeCertificate", "AccessDeniedException")], UNCHECKED, "needs acm:DescribeCertificate"),
    ],
)
def test_certificate(given: list[Given], status: Status, text: str) -> None:
    """The load balancer gets an issued certificate that lasts."""
    line = one("certificate", given)
    assert (status, True) == (line[0], text in line[1])


def test_a_weak_key_is_a_warning() -> None:
    """The certificate still has its line."""
    results = found(BY_NAME["certificate"], issued(KeyAlgorithm="RSA_1024"))
    assert [result.status for result in results] == [WARNING, OK]


@pytest.mark.parametrize(
    ("arn", "text"),
    [
        (f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/a", "is not in eu-west-1"),
        ("arn:aws:acm:eu-west-1:999999999999:certificate/a", "is in account 999999999999"),
        ("nonsense", "is not in eu-west-1"),
    ],
)
def test_a_certificate_of_another_place_is_missing(arn: str, text: str) -> None:
    """No call is needed to see it."""
    settings = answers.settings("demo")
    city = dataclasses.replace(settings.city, certificate_arn=arn)
    line = one("certificate", [], settings=dataclasses.replace(settings, config=city))
    assert (line[0], text in line[1]) == (MISSING, True)


def test_each_check_is_named_once() -> None:
    """The table above finds each check."""
    checks: list[Check] = [*offers.CHECKS, *certificate.CHECKS, *quotas.CHECKS]
    assert len(BY_NAME) == len(checks)
