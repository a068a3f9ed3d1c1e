"""The edge of a city: it is there with a domain only, and it gets what it needs of the cell."""

from typing import Any

from components import CityCell
from tests.components.recording import Recorder, record
from tests.components.samples.city_cell import EDGE, SAMPLE

DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"


def city(**change: Any) -> Recorder:
    """A city on mocks."""
    return record(lambda: CityCell("lisbon", SAMPLE.args(change)))  # pyright: ignore[reportArgumentType] - the tests' dict


def test_a_city_without_a_domain_has_no_edge(demo_city: Recorder) -> None:
    """Nothing of CloudFront and of AWS WAF is made, and no output names it."""
    assert [
        item.name for item in demo_city.registrations if ":cloudfront/" in item.type or ":wafv2/" in item.type
    ] == []
    outputs = demo_city.outputs[demo_city.one("citycell:index:CityCell").urn]
    assert {"edgeUrl", "edgeDomainName"} & set(outputs) == set()


def test_the_edge_of_a_city_reaches_its_load_balancer(madrid_city: Recorder) -> None:
    """The origin is the city's load balancer, whose group accepts CloudFront. Pages may use its WebSocket API."""
    balancer = madrid_city.one("aws:lb/loadBalancer:LoadBalancer")
    origin = madrid_city.one("aws:cloudfront/vpcOrigin:VpcOrigin").inputs["vpcOriginEndpointConfig"]
    assert origin["arn"] == f"arn:aws:mock:mock-1:123456789012:{balancer.name}"
    ingress = madrid_city.one(INGRESS, "-edge-origin-ingress").inputs
    assert ingress["securityGroupId"] == "madrid-network-load-balancer-group-id"
    assert ingress["prefixListId"] == "pl-0"
    policy = madrid_city.one("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", "page-headers").inputs
    sources = policy["securityHeadersConfig"]["contentSecurityPolicy"]["contentSecurityPolicy"]
    assert "connect-src 'self' wss://live.madrid.example.com;" in sources
    outputs = madrid_city.outputs[madrid_city.one("citycell:index:CityCell").urn]
    assert (outputs["edgeUrl"], outputs["edgeDomainName"]) == ("https://madrid.example.com", "d1.cloudfront.net")


def test_settings_reach_the_edge(madrid_city: Recorder) -> None:
    """Those of `Pulumi.madrid.yaml`."""
    inputs = madrid_city.one(DISTRIBUTION).inputs
    assert inputs["aliases"] == ["madrid.example.com"]
    assert inputs["restrictions"]["geoRestriction"]["locations"] == ["AD", "ES", "FR", "PT"]


def test_a_network_without_nat_gets_the_internet_gateway_that_a_vpc_origin_needs() -> None:
    """Without an edge it has none, and private subnets get no route to it."""
    gateway = "aws:ec2/internetGateway:InternetGateway"
    assert city(nat="none").of_type(gateway) == []
    with_edge = city(**EDGE, nat="none")
    assert len(with_edge.of_type(gateway)) == 1
    routes = [item.name for item in with_edge.of_type("aws:ec2/route:Route")]
    assert [name for name in routes if "private" in name or "data" in name] == []
