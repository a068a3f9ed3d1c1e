"""The loopback AWS provider: `pulumi up` talks to it instead of AWS.

It serves package `aws` to a real engine. It answers with outputs in AWS's formats and rejects inputs that violate AWS's
CloudFormation schemas, so preview, up, refresh, destroy and policy packs run as they do on AWS. It creates nothing: the
local runtime builds the cell from the state that the engine stores.
"""

from .server import serving

__all__ = ["serving"]
