"""The stack program of a region: what its cells share, as `Pulumi.region-<aws-region>.yaml` describes it."""

import sys
from pathlib import Path

import pulumi
import pulumi_aws as aws

sys.path.insert(0, str(Path(__file__).parents[2]))  # the checkout, whose packages this program uses

from components import Region
from components.region.settings import READER

settings = READER.load()
# The last outputs of this stack itself: the version of the routing table goes up from what clients have.
# Everything else waits for it: backends in a folder write the state while resources are made, which tears the read.
itself = pulumi.StackReference(f"{pulumi.get_organization()}/{pulumi.get_project()}/{pulumi.get_stack()}")
provider = aws.Provider(
    f"{settings.cell}-aws",
    region=settings.region,
    # A backup: components tag what they make themselves.
    default_tags={"tags": settings.tags},
    opts=pulumi.ResourceOptions(depends_on=[itself]),
)
account_id = (
    settings.account_id or aws.get_caller_identity_output(opts=pulumi.InvokeOptions(provider=provider)).account_id
)
region = Region(
    settings.cell,
    {**settings.args, "account_id": account_id, "published_routing": itself.get_output("routingTable")},  # pyright: ignore[reportArgumentType] - the reader has validated them
    pulumi.ResourceOptions(providers=[provider], depends_on=[itself]),
)

pulumi.export("region", region.region_name)
pulumi.export("cellsTable", region.cells_table)
pulumi.export("repositoryUrls", region.repository_urls)
pulumi.export("routingTable", region.routing_table)
pulumi.export("routingBucket", region.routing_bucket)
pulumi.export("routingKey", region.routing_key)
pulumi.export("routingUrl", region.routing_url)
pulumi.export("routingDomainName", region.routing_domain_name)
pulumi.export("apiGatewayRole", region.api_gateway_role_arn)
pulumi.export("dashboard", region.dashboard)
