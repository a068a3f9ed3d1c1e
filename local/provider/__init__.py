"""The loopback AWS provider: `pulumi up` talks to it instead of AWS.

It serves package `aws` to a real engine. It answers with outputs in AWS's formats and rejects inputs that violate AWS's
CloudFormation schemas, so preview, up, refresh, import, destroy and policy packs run as they do on AWS. It creates
nothing that runs: the local runtime builds the cell from the state that the engine stores. `cloud.sqlite` beside the
backend has what would exist on AWS, so retained resources outlive a destroy and their names stay taken; deleting the
file empties the account.
"""

from .server import serving

__all__ = ["serving"]
