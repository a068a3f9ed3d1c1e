"""EC2: what an account sets once in a region for its instances and VPCs."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType


def _metadata_defaults(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.account.region}


def _public_access_options(context: ResourceContext) -> Mapping[str, Any]:
    region = context.account.region
    return {"id": region, "awsAccountId": context.account.id, "awsRegion": region}


RESOURCE_TYPES = (
    # Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_instance_metadata_defaults
    ResourceType(
        "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
        _metadata_defaults,
        defaults={
            "httpEndpoint": "no-preference",
            "httpPutResponseHopLimit": -1,
            "httpTokens": "no-preference",
            "instanceMetadataTags": "no-preference",
        },
    ),
    ResourceType(
        "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
        _public_access_options,
        cloudformation_type="AWS::EC2::VPCBlockPublicAccessOptions",
    ),
)
