"""Arguments of `LoadBalancer`."""

from typing import NotRequired

import pulumi

from ..core.cell import CellArgs


class LoadBalancerArgs(CellArgs):
    """Arguments of `LoadBalancer`."""

    subnet_ids: pulumi.Input[list[str]]
    """Private subnets in at least two zones. The load balancer gets an address in each."""
    security_group_id: pulumi.Input[str]
    """Its security group: decides who may connect, and which targets it may reach."""
    certificate_arn: str
    """Certificate that clients see, in AWS Certificate Manager in the cell's region."""
    access_log_days: NotRequired[int]
    """How many days the bucket keeps access logs, 1 to 3653; 90 by default. They hold clients' IP addresses, so they
    always expire."""
