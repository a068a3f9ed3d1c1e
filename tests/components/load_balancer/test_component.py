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
    """Its ARN, the listener, the DNS name with its zone, and the dimension of metrics."""
    assert outputs(made()) == {
        "loadBalancerArn": "arn:aws:mock:mock-1:123456789012:part-balancer",
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


def test_every_kind_of_log_goes_to_the_bucket() -> None:
    """A kind that is off is sent as off, because the provider keeps what the program leaves out."""

    def logs(recorder: Recorder) -> list[tuple[bool, str]]:
        inputs = recorder.one(BALANCER).inputs
        found = [inputs[f"{kind}Logs"] for kind in ("access", "connection", "healthCheck")]
        return [(log["enabled"], log["bucket"]) for log in found]

    (bucket,) = {name for _, name in logs(made())}
    assert logs(made()) == [(True, bucket)] * 3
    without = made(connection_logs=False, health_check_logs=False)
    assert logs(without) == [(True, bucket), (False, bucket), (False, bucket)]


def test_traffic_can_leave_a_zone() -> None:
    """Unless the argument says that it must not."""
    assert made().one(BALANCER).inputs["enableZonalShift"] is True
    assert made(zonal_shift=False).one(BALANCER).inputs["enableZonalShift"] is False


def test_capacity_is_reserved_only_if_asked_for() -> None:
    """AWS bills it by the hour."""
    assert "minimumLoadBalancerCapacity" not in made().one(BALANCER).inputs
    assert made(capacity_units=200).one(BALANCER).inputs["minimumLoadBalancerCapacity"] == {"capacityUnits": 200}


def test_older_clients_can_be_refused() -> None:
    """With a policy of TLS 1.3 only."""
    assert made(tls13_only=True).one(LISTENER).inputs["sslPolicy"] == "ELBSecurityPolicy-TLS13-1-3-2021-06"


def test_connections_and_ambiguous_requests_have_their_arguments() -> None:
    """60 seconds, and defensive by default."""
    inputs = made(idle_timeout_seconds=120, desync_mitigation="strictest").one(BALANCER).inputs
    assert (inputs["idleTimeout"], inputs["desyncMitigationMode"]) == (120, "strictest")
    assert made().one(BALANCER).inputs["idleTimeout"] == 60


def test_a_web_acl_is_associated_only_if_there_is_one() -> None:
    """By its ARN, with the load balancer's."""
    association = "aws:wafv2/webAclAssociation:WebAclAssociation"
    assert made().of_type(association) == []
    inputs = made(web_acl_arn="arn:aws:wafv2:x").one(association).inputs
    assert inputs == {"webAclArn": "arn:aws:wafv2:x", "resourceArn": outputs(made())["loadBalancerArn"]}
