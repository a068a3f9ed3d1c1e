"""Components with right arguments, by turns in one region and in another, each with its provider.

The stack's own region is a third one, so that what a component leaves to the default provider is seen there.
"""

import pulumi
import pulumi_aws as aws

from components import Region
from tests.components.contracts import CASES
from tests.components.recording import REGION
from tests.engine.samples import FAR, placed, region_of

PROVIDERS = {region: aws.Provider(region, region=region) for region in (REGION, FAR)}

for number in pulumi.Config().require_object("cases"):
    sample, change = CASES[number]
    region = region_of(number)
    cell = {"cell": f"cell-{number}", "city": f"city-{number}"}
    if sample.kind is Region:  # Its names have the region's in place of a cell's.
        cell["name_suffix"] = f"s{number}"
    args = placed(sample.args({**change, **cell}), number)
    sample.kind(f"part-{number}", args, pulumi.ResourceOptions(provider=PROVIDERS[region]))
