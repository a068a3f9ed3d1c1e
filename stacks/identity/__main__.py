"""The stack program of an identity: who signs in to the cells of a company, as `Pulumi.<stack>.yaml` describes it."""

import sys
from pathlib import Path
from typing import cast

import pulumi
import pulumi_aws as aws

sys.path.insert(0, str(Path(__file__).parents[2]))  # the checkout, whose packages this program uses

from components import Identity, IdentityArgs
from components.identity.settings import READER

settings = READER.load()
provider = aws.Provider(
    f"{settings.cell}-aws",
    region=settings.region,
    # A backup: components tag what they make themselves.
    default_tags={"tags": settings.tags},
)
account_id = (
    settings.account_id or aws.get_caller_identity_output(opts=pulumi.InvokeOptions(provider=provider)).account_id
)
identity = Identity(
    settings.cell,
    cast("IdentityArgs", {**settings.args, "account_id": account_id}),
    pulumi.ResourceOptions(providers=[provider]),
)

pulumi.export("tokenIssuers", identity.token_issuers)
pulumi.export("userPoolIds", identity.user_pool_ids)
pulumi.export("clientIds", identity.client_ids)
pulumi.export("signInUrls", identity.sign_in_urls)
pulumi.export("domainTargets", identity.domain_targets)
