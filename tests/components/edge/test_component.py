"""The edge: what reaches the load balancer and the pages, and in which region its parts are."""

import json
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

import pulumi
import pytest

from components import Edge
from components.edge.limits import ALL_VIEWER, CACHING_DISABLED
from components.package import web_folder
from local.gateway.pages import security_headers
from tests.components.contracts import children
from tests.components.recording import ACCOUNT, Recorder, Registration, record
from tests.components.samples.edge import CERTIFICATE, SAMPLE

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy"
CERTIFICATE_TYPE = "aws:acm/certificate:Certificate"
DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
HEADERS = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
KEY = "aws:kms/key:Key"
LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2"
RECORD = "aws:route53/record:Record"
VPC_ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin"

GLOBAL_TYPES = {
    CERTIFICATE_TYPE,
    LOG_GROUP,
    ALARM,
    "aws:sns/topic:Topic",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:acm/certificateValidation:CertificateValidation",
    "aws:cloudwatch/logDelivery:LogDelivery",
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
    "aws:cloudwatch/logDeliverySource:LogDeliverySource",
    "aws:wafv2/webAcl:WebAcl",
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
}
"""Types that CloudFront wants in us-east-1."""

API_PATHS = (
    "/orders",
    "/orders/1/accept",
    "/restaurants/1",
    "/couriers/1/positions",
    "/tickets",
    "/healthz",
    "/readyz",
)


def made(**change: Any) -> Recorder:
    """An edge on mocks."""
    return record(lambda: Edge("part", SAMPLE.args(change)))  # pyright: ignore[reportArgumentType] - the tests' dict


def distribution(recorder: Recorder) -> Mapping[str, Any]:
    """The inputs of the distribution."""
    return recorder.one(DISTRIBUTION).inputs


def statements(registration: Registration) -> dict[str, Any]:
    """The statements of a policy by their id."""
    return {item["Sid"]: item for item in json.loads(registration.inputs["policy"])["Statement"]}


def headers_of(registration: Registration) -> dict[str, str]:
    """The headers that a policy sets, by name."""
    security = registration.inputs["securityHeadersConfig"]
    custom = registration.inputs["customHeadersConfig"]["items"]
    assert all(item["override"] for item in [*security.values(), *custom])
    return {
        "Content-Security-Policy": security["contentSecurityPolicy"]["contentSecurityPolicy"],
        "Referrer-Policy": security["referrerPolicy"]["referrerPolicy"],
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": security["frameOptions"]["frameOption"],
        **{item["header"]: item["value"] for item in custom},
    }


def test_requests_reach_the_load_balancer_through_a_vpc_origin_only() -> None:
    """The origin is the internal load balancer over HTTPS; no origin has a public address."""
    recorder = made()
    api, pages = distribution(recorder)["origins"]
    assert api["vpcOriginConfig"] == {"vpcOriginId": "part-origin-id"}
    assert (api["domainName"], pages["domainName"]) == (
        SAMPLE.good["load_balancer_host"],
        "bucket.s3.mock-1.amazonaws.com",
    )
    assert "customOriginConfig" not in {*api, *pages}
    endpoint = recorder.one(VPC_ORIGIN).inputs["vpcOriginEndpointConfig"]
    assert endpoint["arn"] == SAMPLE.good["load_balancer_arn"]
    assert (endpoint["originProtocolPolicy"], endpoint["httpsPort"]) == ("https-only", 443)
    assert endpoint["originSslProtocols"] == {"items": ["TLSv1.2"], "quantity": 1}


def test_another_load_balancer_has_a_vpc_origin_of_another_name() -> None:
    """The new one is made before the distribution leaves the old one, and CloudFront refuses a second of a name."""
    arn = SAMPLE.good["load_balancer_arn"].replace("50dc6c495c0c9188", "1111111111111111")
    names = {
        recorder.one(VPC_ORIGIN).inputs["vpcOriginEndpointConfig"]["name"]
        for recorder in (made(), made(load_balancer_arn=arn))
    }
    assert names == {"lisbon-edge-50dc6c495c0c9188", "lisbon-edge-1111111111111111"}


@pytest.mark.parametrize(
    ("change", "source"),
    [
        ({}, {"prefixListId": "pl-4fa04526"}),
        ({"origin_group_id": "sg-0b"}, {"referencedSecurityGroupId": "sg-0b"}),
        ({"origin_group_id": "sg-0b", "origin_prefix_list_id": None}, {"referencedSecurityGroupId": "sg-0b"}),
    ],
)
def test_the_load_balancer_accepts_https_of_cloudfront(change: Mapping[str, Any], source: Mapping[str, str]) -> None:
    """From its prefix list, or from the group that it made in the VPC."""
    inputs = made(**change).one(INGRESS).inputs
    keys = ("prefixListId", "referencedSecurityGroupId", "cidrIpv4")
    assert {key: inputs[key] for key in keys if key in inputs} == source
    assert (inputs["securityGroupId"], inputs["fromPort"], inputs["toPort"]) == ("sg-0a", 443, 443)


def test_the_api_is_never_cached_and_gets_the_whole_request() -> None:
    """The managed policies forward the Authorization header; HTTP is refused, not redirected."""
    behavior = distribution(made())["defaultCacheBehavior"]
    assert behavior["targetOriginId"] == "api"
    assert behavior["cachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    assert behavior["originRequestPolicyId"] == "216adef6-5c7f-47e4-b989-5492eafa07d3"
    assert behavior["viewerProtocolPolicy"] == "https-only"
    assert {"POST", "PUT", "GET"} < set(behavior["allowedMethods"])


def test_another_name_in_the_certificate_of_the_load_balancer_is_the_host_header() -> None:
    """CloudFront compares the certificate with the origin's name, and sends that name."""
    recorder = made(origin_host="internal.example.com")
    assert distribution(recorder)["origins"][0]["domainName"] == "internal.example.com"
    policy = distribution(recorder)["defaultCacheBehavior"]["originRequestPolicyId"]
    assert policy == "b689b0a8-53d0-40ac-baab-68738e2966ac"


@pytest.mark.parametrize("path", API_PATHS)
def test_no_path_of_the_api_is_a_page(path: str) -> None:
    """A pattern that matched it would send the request to the bucket."""
    patterns = [item["pathPattern"] for item in distribution(made())["orderedCacheBehaviors"]]
    assert [pattern for pattern in patterns if fnmatchcase(path, pattern)] == []


def test_every_file_of_the_pages_is_an_object_that_a_behavior_serves() -> None:
    """With its media type and a short time to live; the file with the headers is none of them."""
    recorder = made()
    objects = {item.inputs["key"]: item.inputs for item in recorder.of_type(OBJECT)}
    files = {path.relative_to(web_folder()).as_posix() for path in web_folder().rglob("*") if path.is_file()}
    assert set(objects) == files - {"headers.json"} | {"config.json"}
    patterns = [item["pathPattern"] for item in distribution(recorder)["orderedCacheBehaviors"]]
    unserved = [key for key in [*objects, ""] if not any(fnmatchcase(f"/{key}", pattern) for pattern in patterns)]
    assert unserved == []
    assert objects["js/api.js"]["contentType"] == "text/javascript; charset=utf-8"
    assert objects["index.html"]["cacheControl"] == "public, max-age=60, must-revalidate"
    assert distribution(recorder)["defaultRootObject"] == "index.html"


def test_the_configuration_of_the_pages_is_never_kept() -> None:
    """It names the city; the API has the host name of the pages."""
    recorder = made()
    (config,) = [item.inputs for item in recorder.of_type(OBJECT) if item.inputs["key"] == "config.json"]
    assert json.loads(config["content"]) == {"city": "lisbon", "api_url": ""}
    assert config["cacheControl"] == "no-store"
    cache = recorder.one("aws:cloudfront/cachePolicy:CachePolicy").inputs
    assert (cache["minTtl"], cache["defaultTtl"]) == (0, 60)


def test_pages_have_the_headers_of_a_local_cell() -> None:
    """Both read one file; the only difference is the WebSocket API and HTTPS."""
    policy = made().one(HEADERS, "page-headers")
    expected = security_headers(web_folder(), "wss://abc.execute-api.eu-west-1.amazonaws.com")
    assert headers_of(policy) == expected
    hsts = policy.inputs["securityHeadersConfig"]["strictTransportSecurity"]
    assert hsts == {"accessControlMaxAgeSec": 365 * 86_400, "override": True}


def test_answers_of_the_api_are_shown_and_kept_by_nothing() -> None:
    """They are data: no frame, no script, no cache."""
    found = headers_of(made().one(HEADERS, "api-headers"))
    assert found["Cache-Control"] == "no-store"
    assert found["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize("change", [{}, {"region": "us-east-1"}])
def test_what_cloudfront_wants_in_us_east_1_is_there(change: Mapping[str, Any]) -> None:
    """Whichever region the cell is in; everything else is in the region of the cell."""
    recorder = made(**change)
    away = {item.name for item in children(recorder) if item.inputs.get("region") == "us-east-1"}
    expected = {item.name for item in children(recorder) if item.type in GLOBAL_TYPES}
    assert away == expected | {"part-log-key", "part-log-key-alias"}
    assert {item.type for item in children(recorder)} >= GLOBAL_TYPES


def test_logs_have_a_key_that_only_their_groups_can_use() -> None:
    """The group of the firewall has the name that AWS WAF demands."""
    recorder = made()
    names = sorted(item.inputs["name"] for item in recorder.of_type(LOG_GROUP))
    assert names == ["/aws/vendedlogs/cloudfront/lisbon", "aws-waf-logs-lisbon"]
    assert {item.inputs["kmsKeyId"] for item in recorder.of_type(LOG_GROUP)} == {
        f"arn:aws:mock:mock-1:{ACCOUNT}:part-log-key"
    }
    use = statements(recorder.one(KEY, "log-key"))["LogGroupsOfTheEdge"]
    assert use["Principal"] == {"Service": "logs.us-east-1.amazonaws.com"}
    assert use["Condition"]["ArnLike"]["kms:EncryptionContext:aws:logs:arn"] == [
        f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:{name}" for name in names
    ]


def test_the_log_of_the_firewall_stays_longer_than_that_of_all_requests() -> None:
    """Attacks are noticed late; addresses of customers are not kept for a year."""
    days = {item.inputs["name"]: item.inputs["retentionInDays"] for item in made().of_type(LOG_GROUP)}
    assert days == {"/aws/vendedlogs/cloudfront/lisbon": 90, "aws-waf-logs-lisbon": 365}


def test_one_distribution_reads_the_pages() -> None:
    """The bucket names it; the key, which is made before it, allows the distributions of the account to decrypt."""
    recorder = made()
    policy = recorder.one(BUCKET_POLICY, "pages-policy")
    read = statements(policy)["DistributionReads"]
    assert (read["Principal"], read["Action"]) == ({"Service": "cloudfront.amazonaws.com"}, ["s3:GetObject"])
    assert read["Condition"] == {"StringEquals": {"aws:SourceArn": f"arn:aws:cloudfront::{ACCOUNT}:distribution/E1"}}
    assert {"OnlyTls", "OnlyThisAccount", "OnlyOwnKey"} < statements(policy).keys()
    decrypt = statements(recorder.one(KEY, "pages-key"))["DistributionsDecrypt"]
    assert decrypt["Action"] == ["kms:Decrypt"]
    assert decrypt["Condition"] == {"ArnLike": {"aws:SourceArn": f"arn:aws:cloudfront::{ACCOUNT}:distribution/*"}}


def test_the_access_log_names_nobody() -> None:
    """No cookie, no query string and no referrer."""
    fields = made().one("aws:cloudwatch/logDelivery:LogDelivery").inputs["recordFields"]
    assert {"cs(Cookie)", "cs-uri-query", "cs(Referer)"} & set(fields) == set()
    assert {"c-ip", "cs-uri-stem", "sc-status"} < set(fields)


def test_a_certificate_is_validated_before_the_distribution_uses_it() -> None:
    """One for all host names; the records stay, because other certificates of the account share them."""
    recorder = made(aliases=["www.lisbon.example.com"])
    inputs = recorder.one(CERTIFICATE_TYPE).inputs
    assert (inputs["domainName"], inputs["subjectAlternativeNames"]) == (
        "lisbon.example.com",
        ["www.lisbon.example.com"],
    )
    proofs = [item for item in recorder.of_type(RECORD) if item.inputs["type"] == "CNAME"]
    assert [item.inputs["name"] for item in proofs] == ["_proof.lisbon.example.com.", "_proof.www.lisbon.example.com."]
    assert all(item.retain and item.inputs["allowOverwrite"] for item in proofs)
    validation = recorder.one("aws:acm/certificateValidation:CertificateValidation")
    assert validation.urn in recorder.one(DISTRIBUTION).dependencies


def test_a_certificate_of_ones_own_needs_no_zone() -> None:
    """Then the edge makes no record, and the DNS of another provider points to its domain name."""
    recorder = made(hosted_zone_id=None, certificate_arn=CERTIFICATE)
    assert recorder.of_type(RECORD) + recorder.of_type(CERTIFICATE_TYPE) == []
    assert distribution(recorder)["viewerCertificate"]["acmCertificateArn"] == CERTIFICATE


def test_host_names_point_to_the_distribution_once_it_is_complete() -> None:
    """IPv4 and IPv6, after pages, their policy and the rule of the load balancer."""
    recorder = made(aliases=["www.lisbon.example.com"])
    records = [item for item in recorder.of_type(RECORD) if item.inputs["type"] != "CNAME"]
    found = {(item.inputs["name"], item.inputs["type"]) for item in records}
    assert found == {(host, kind) for host in distribution(recorder)["aliases"] for kind in ("A", "AAAA")}
    target = {"name": "d1.cloudfront.net", "zoneId": "Z2FDTNDATAQYW2", "evaluateTargetHealth": False}
    assert [item.inputs["aliases"] for item in records] == [[target]] * 4
    needed = {item.urn for item in recorder.registrations if item.type in {INGRESS, OBJECT, DISTRIBUTION}}
    needed.add(recorder.one(BUCKET_POLICY, "pages-policy").urn)
    assert all(needed <= item.dependencies for item in records)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, {"restrictionType": "none"}),
        ({"countries": ["PT", "ES"]}, {"restrictionType": "whitelist", "locations": ["ES", "PT"]}),
    ],
)
def test_countries_are_those_of_the_arguments(change: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    """All by default."""
    assert distribution(made(**change))["restrictions"]["geoRestriction"] == expected


def test_clients_need_a_new_tls_and_may_use_new_http() -> None:
    """TLS 1.2 by default, 1.3 on demand."""
    inputs = distribution(made())
    assert (inputs["httpVersion"], inputs["isIpv6Enabled"]) == ("http2and3", True)
    assert inputs["viewerCertificate"]["minimumProtocolVersion"] == "TLSv1.2_2025"
    assert inputs["viewerCertificate"]["sslSupportMethod"] == "sni-only"
    newest = distribution(made(tls="TLSv1.3_2025"))
    assert newest["viewerCertificate"]["minimumProtocolVersion"] == "TLSv1.3_2025"


def test_a_distribution_can_be_changed_by_its_role() -> None:
    """A transform of `distribution` reaches the distribution."""

    def cheaper(props: Any, opts: pulumi.ResourceOptions) -> Any:
        return {**props, "comment": "mine"}, opts

    args: Any = SAMPLE.args()
    recorder = record(lambda: Edge("part", args, transforms={"distribution": cheaper}))
    assert distribution(recorder)["comment"] == "mine"


def test_headers_of_cells_reach_services_and_refusals_are_never_kept() -> None:
    """The edge forwards every header of a client, removes none of a cell, and caches nothing, errors neither.

    CloudFront keeps some errors for 10 seconds by default; 421 is none of them. Bodies and statuses stay as they are.
    """
    recorder = made()
    api = distribution(recorder)["defaultCacheBehavior"]
    assert api["originRequestPolicyId"] == ALL_VIEWER
    assert api["cachePolicyId"] == CACHING_DISABLED
    errors = {item.pop("errorCode"): item for item in map(dict, distribution(recorder)["customErrorResponses"])}
    assert errors == {code: {"errorCachingMinTtl": 0} for code in (404, 405, 414, 500, 501, 502, 503, 504)}
    assert "functionAssociations" not in api
    policy = recorder.one(HEADERS, "api-headers")
    assert [item["header"] for item in policy.inputs["removeHeadersConfig"]["items"]] == ["Server"]
    set_by_edge = {name.lower() for name in headers_of(policy)}
    assert set_by_edge & {"citycell-city", "citycell-zone", "citycell-table-version", "retry-after"} == set()
    assert headers_of(policy)["Cache-Control"] == "no-store"


def test_alarms_are_where_the_metrics_are_and_notify_by_severity() -> None:
    """Metric, alarm, topic and key are in us-east-1; a failing edge pages, and blocked requests are a ticket."""
    recorder = made(email="ops@example.com")
    alarms = {item.inputs["name"]: item.inputs for item in recorder.of_type(ALARM)}
    actions = {name: inputs["alarmActions"][0].rsplit("-", 1)[-1] for name, inputs in alarms.items()}
    assert actions == {"lisbon-edge-errors": "alarms", "lisbon-firewall-blocks": "tickets"}
    assert alarms["lisbon-edge-errors"]["dimensions"] == {
        "DistributionId": "part-distribution-id",
        "Region": "Global",
    }
    blocked = alarms["lisbon-firewall-blocks"]["metricQueries"][0]["metric"]
    assert blocked["dimensions"] == {"Rule": "ALL", "WebACL": recorder.one("aws:wafv2/webAcl:WebAcl").inputs["name"]}
    visibility = recorder.one("aws:wafv2/webAcl:WebAcl").inputs["visibilityConfig"]
    assert visibility["metricName"] == blocked["dimensions"]["WebACL"], "the dimension is the name of its metric"
    topics = recorder.of_type("aws:sns/topic:Topic")
    assert {item.inputs["kmsMasterKeyId"] for item in topics} == {f"arn:aws:mock:mock-1:{ACCOUNT}:part-log-key"}
    notify = statements(recorder.one(KEY, "log-key"))["AlarmsOfTheAccount"]
    assert notify["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    subscriptions = recorder.of_type("aws:sns/topicSubscription:TopicSubscription")
    assert [item.inputs["region"] for item in subscriptions] == ["us-east-1", "us-east-1"]
