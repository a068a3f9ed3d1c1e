"""The components of pulumi-awsx that the examples and `Region` use, for engines without its plugin.

`pulumi-resource-awsx` comes from no package registry. This provider registers the same children under the same names as
version 3.11.0 does (`awsx/ec2/vpc.ts`, `awsx/ec2/subnetDistributorNew.ts` and `awsx/ecr/repository.ts` of
github.com/pulumi/pulumi-awsx), and refuses arguments that it does not imitate.
"""

from .server import serving

__all__ = ["serving"]
