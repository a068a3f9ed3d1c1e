"""Arguments of `Canary`."""

from typing import NotRequired

import pulumi

from ..core.cell import CellArgs


class CanaryArgs(CellArgs):
    """Arguments of `Canary`."""

    api_url: str
    """Base URL of the order service, `https://` and a host name that its certificate has. The name must resolve inside
    the network; the load balancer's own name has no certificate."""
    page_url: NotRequired[str]
    """URL of a page that must answer with HTML; none by default."""
    subnet_ids: pulumi.Input[list[pulumi.Input[str]]]
    """Private subnets, with a way to CloudWatch and S3."""
    security_group_id: pulumi.Input[str]
    """Security group of the canary."""
    key_arn: pulumi.Input[str]
    """Key of the results."""
    minutes: NotRequired[int]
    """Minutes between runs, 1 to 60; 5 by default. AWS bills each run: every five minutes are 8,760 in a month."""
    retention_days: NotRequired[int]
    """Days that results and the access log of their bucket are kept, 1 to 455; 31 by default."""
    runtime_version: NotRequired[str]
    """Runtime of CloudWatch Synthetics, one with Node.js and Puppeteer. AWS retires them after some time."""
