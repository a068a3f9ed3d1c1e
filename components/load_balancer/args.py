"""Arguments of `LoadBalancer`."""

from enum import StrEnum
from typing import NotRequired

import pulumi

from ..core.cell import CellArgs


class DesyncMitigation(StrEnum):
    """What happens to requests that a load balancer and a task could understand differently."""

    DEFENSIVE = "defensive"
    """Ambiguous requests are forwarded on connections of their own, and dangerous ones are refused."""
    STRICTEST = "strictest"
    """Only requests that follow RFC 7230 are forwarded."""


class LoadBalancerArgs(CellArgs):
    """Arguments of `LoadBalancer`."""

    subnet_ids: pulumi.Input[list[str]]
    """Private subnets in at least two zones. The load balancer gets an address in each."""
    security_group_id: pulumi.Input[str]
    """Its security group: decides who may connect, and which targets it may reach."""
    certificate_arn: str
    """Certificate that clients see, in AWS Certificate Manager in the cell's region."""
    access_log_days: NotRequired[int]
    """How many days the bucket keeps all logs, 1 to 3653; 90 by default. They hold clients' IP addresses, so they
    always expire."""
    connection_logs: NotRequired[bool]
    """Whether each TLS connection is logged, also one that fails; true by default."""
    health_check_logs: NotRequired[bool]
    """Whether each health check of a task is logged with the reason of its failure; true by default."""
    tls13_only: NotRequired[bool]
    """Whether clients with TLS 1.2 are refused; false by default. An edge in front of it must speak TLS 1.3 then."""
    idle_timeout_seconds: NotRequired[int]
    """After how many seconds without data a connection is closed, 1 to 4000; 60 by default. Shorter than the time after
    which tasks close theirs."""
    desync_mitigation: NotRequired[DesyncMitigation]
    """What happens to ambiguous requests; defensive by default."""
    zonal_shift: NotRequired[bool]
    """Whether its traffic can be moved out of a zone that is impaired; true by default. It costs nothing, and shifts
    nothing by itself."""
    capacity_units: NotRequired[int]
    """Load balancer capacity units (LCU) that are always there, 100 to 15,000, for a rush that begins within minutes;
    none by default. AWS bills them by the hour, used or not."""
    web_acl_arn: NotRequired[pulumi.Input[str]]
    """A regional web ACL of AWS WAF that checks requests; none by default, because the edge has one. If WAF does not
    answer, requests are refused."""
