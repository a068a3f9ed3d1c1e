"""The load balancer: what it accepts, where it logs, and how it is protected."""

from collections.abc import Mapping
from typing import Any

import pulumi

from components import LoadBalancer
from components.load_balancer.limits import is_certificate_in
from tests.components.recording import ACCOUNT, REGION, Recorder, record
from tests.components.samples.load_balancer import SAMPLE

BALANCER, LISTENER = "aws:lb/loadBalancer:LoadBalancer", "aws:lb/listener:Listener"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"


def made(**change: Any) -> Recorder:
    """A load balancer on mocks."""
    return record(lambda: LoadBalancer("part", SAMPLE.args(change)))  # pyright: ignore[reportArgumentType] - the tests' dict


def outputs(recorder: Recorder) -> Mapping[str, Any]:
    """What the component registered as its outputs."""
    return recorder.outputs[recorder.one("citycell:index:LoadBalancer").urn]


def test_it_is_internal_and_drops_malformed_requests() -> None:
    """It has private addresses in the given subnets, its own security group, and strict HTTP parsing."""
    inputs = made().one(BALANCER).inputs
    assert (inputs["internal"], inputs["loadBalancerType"]) == (True, "application")
    assert (inputs["subnets"], inputs["securityGroups"]) == (["subnet-0a", "subnet-0b"], ["sg-0a"])
    assert (inputs["dropInvalidHeaderFields"], inputs["desyncMitigationMode"]) == (True, "defensive")


def test_the_only_listener_accepts_tls_and_answers_404_by_itself() -> None:
    """A request that matches no service's rule reaches no target."""
    inputs = made().one(LISTENER).inputs
    assert (inputs["port"], inputs["protocol"]) == (443, "HTTPS")
    assert inputs["sslPolicy"].startswith("ELBSecurityPolicy-TLS13-1-2")
    assert inputs["certificateArn"] == SAMPLE.good["certificate_arn"]
    (action,) = inputs["defaultActions"]
    assert (action["type"], action["fixedResponse"]["statusCode"]) == ("fixed-response", "404")


def test_access_logs_go_to_a_bucket_that_only_load_balancers_of_the_account_write() -> None:
    """The bucket has S3's own key, the only one that access logs support, and its logs expire."""
    recorder = made()
    bucket = recorder.one("aws:s3/bucket:Bucket", "part-logs-bucket")
    assert recorder.one(BALANCER).inputs["accessLogs"] == {"enabled": True, "bucket": bucket.inputs["bucket"]}
    policy = recorder.one("aws:s3/bucketPolicy:BucketPolicy").inputs["policy"]
    assert "logdelivery.elasticloadbalancing.amazonaws.com" in policy
    assert "aws:SourceArn" not in policy
    assert f"/AWSLogs/{ACCOUNT}/*" in policy
    assert recorder.of_type("aws:kms/key:Key") == []


def test_access_logs_stay_as_long_as_the_argument_says() -> None:
    """90 days by default."""

    def days(recorder: Recorder) -> list[float]:
        rules = recorder.one(LIFECYCLE).inputs["rules"]
        return [rule["expiration"]["days"] for rule in rules if rule.get("expiration", {}).get("days")]

    assert days(made()) == [90]
    assert days(made(access_log_days=30)) == [30]


def test_deletion_protection_follows_the_cell() -> None:
    """Only a disposable cell's load balancer can be deleted at once."""
    assert made().one(BALANCER).inputs["enableDeletionProtection"] is True
    assert made(disposable=True).one(BALANCER).inputs["enableDeletionProtection"] is False


def test_outputs_are_what_services_aliases_and_alarms_need() -> None:
    """The listener, the DNS name with its zone, and the dimension of metrics."""
    assert outputs(made()) == {
        "listenerArn": "arn:aws:mock:mock-1:123456789012:part-listener",
        "arn": "arn:aws:mock:mock-1:123456789012:part-balancer",
        "dnsName": "lb.example",
        "zoneId": "Z1",
        "metricsName": "app/x/1",
    }


def test_a_certificate_belongs_to_one_region() -> None:
    """A certificate of another region, or of another service, cannot be used."""
    arn = f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/x"
    assert is_certificate_in(arn, REGION)
    assert not is_certificate_in(arn, "eu-west-3")
    assert not is_certificate_in(arn.replace(":acm:", ":iam:"), REGION)


def test_a_listener_can_be_changed_by_its_role() -> None:
    """A transform of `listener` reaches the listener."""

    def newer(props: Any, opts: pulumi.ResourceOptions) -> Any:
        return {**props, "ssl_policy": "ELBSecurityPolicy-TLS13-1-3-2021-06"}, opts

    args: Any = SAMPLE.args()
    recorder = record(lambda: LoadBalancer("part", args, transforms={"listener": newer}))
    assert recorder.one(LISTENER).inputs["sslPolicy"] == "ELBSecurityPolicy-TLS13-1-3-2021-06"
