"""What pollers of event source mappings need of the network, beside the rights of their role."""

from components.function.props import SOURCE_TYPE
from components.plan.traffic import KAFKA_PORT
from tests.components.recording import Recorder

EGRESS, INGRESS = (f"aws:vpc/securityGroup{kind}Rule:SecurityGroup{kind}Rule" for kind in ("Egress", "Ingress"))


def test_pollers_reach_the_brokers_through_the_group_of_the_brokers(demo_city: Recorder) -> None:
    """Pollers use the subnets and the security groups of the cluster, so the group accepts itself.

    Source: AWS Lambda developer guide, configuring your Amazon MSK cluster and Amazon VPC network for Lambda.
    """
    out = demo_city.one(EGRESS, "-stream-to-stream-out").inputs
    into = demo_city.one(INGRESS, "-stream-to-stream-in").inputs
    assert {out["securityGroupId"], out["referencedSecurityGroupId"]} == {into["securityGroupId"]}
    assert into["securityGroupId"] == into["referencedSecurityGroupId"]
    assert {KAFKA_PORT} == {int(rule[port]) for rule in (out, into) for port in ("fromPort", "toPort")}


def test_pollers_need_no_route_to_other_services(demo_city: Recorder) -> None:
    """Only pollers on demand need NAT or endpoints of Lambda and STS in the subnets of the brokers, which have neither.

    Source: AWS Lambda developer guide, configuring your self-managed Apache Kafka cluster and network for Lambda, note
    on provisioned mode.
    """
    mappings = demo_city.of_cloud_control(SOURCE_TYPE)
    assert mappings
    assert all(mapping["ProvisionedPollerConfig"]["MinimumPollers"] >= 1 for mapping in mappings)
