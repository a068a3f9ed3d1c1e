"""The cell's internal load balancer: TLS in, to the services by path."""

from typing import NotRequired

import pulumi
import pulumi_aws as aws

from ..aws.names import LOAD_BALANCER
from ..bucket.args import BucketEncryption
from ..bucket.component import Bucket
from ..core.cell import CellArgs, DataClass
from ..core.component import Component, Transforms
from ..core.door import Door
from ..plan.traffic import HTTPS_PORT

TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"
"""TLS 1.3, and 1.2 with forward secrecy for older phones (Elastic Load Balancing, security policies)."""


MAX_LOG_DAYS = 3653
"""Ten years; access logs hold addresses of people, and nobody may keep those for ever."""


class LoadBalancerArgs(CellArgs):
    """Arguments of `LoadBalancer`."""

    subnet_ids: pulumi.Input[list[str]]
    """Private subnets in at least two zones."""
    security_group_id: pulumi.Input[str]
    """Its security group."""
    certificate_arn: str
    """Certificate in AWS Certificate Manager, in the cell's region."""
    access_log_days: NotRequired[int]
    """How long access logs stay; 90 days by default."""


class LoadBalancer(Component):
    """An internal application load balancer that speaks TLS only.

    Requests that no service claims get 404. Malformed headers are dropped. Access logs go to a bucket of its own.
    """

    listener_arn: pulumi.Output[str]
    """The listener that services add their rules to."""
    dns_name: pulumi.Output[str]
    """Where the edge reaches it."""
    zone_id: pulumi.Output[str]
    """Hosted zone of that name, for alias records."""
    metrics_name: pulumi.Output[str]
    """Suffix of its ARN, the dimension of its metrics."""

    def __init__(
        self,
        name: str,
        args: LoadBalancerArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        door = Door("LoadBalancer", name, args, LoadBalancerArgs)
        door.cell()
        check_certificate(door, args["region"])
        door.whole("access_log_days", 1, MAX_LOG_DAYS, 90)
        super().__init__(name, args, opts, transforms)
        logs = self._log_bucket(args.get("access_log_days", 90))
        balancer = self._child(
            "balancer",
            aws.lb.LoadBalancer,
            {
                "name": self._physical("internal", LOAD_BALANCER),
                "internal": True,
                "load_balancer_type": "application",
                "subnets": args["subnet_ids"],
                "security_groups": [args["security_group_id"]],
                "drop_invalid_header_fields": True,
                "desync_mitigation_mode": "defensive",
                "enable_deletion_protection": not self._disposable,
                "access_logs": {"enabled": True, "bucket": logs.bucket_name},
            },
            # The bucket with all its settings: a load balancer tries its log bucket when it is made.
            pulumi.ResourceOptions(depends_on=[logs]),
        )
        listener = self._child(
            "listener",
            aws.lb.Listener,
            {
                "load_balancer_arn": balancer.arn,
                "port": HTTPS_PORT,
                "protocol": "HTTPS",
                "ssl_policy": TLS_POLICY,
                "certificate_arn": args["certificate_arn"],
                "default_actions": [
                    {
                        "type": "fixed-response",
                        "fixed_response": {"content_type": "text/plain", "message_body": "", "status_code": "404"},
                    }
                ],
            },
        )
        self.listener_arn = listener.arn
        self.dns_name = balancer.dns_name
        self.zone_id = balancer.zone_id
        self.metrics_name = balancer.arn_suffix
        self._finish()

    def _log_bucket(self, days: int) -> Bucket:
        """Where the load balancer writes its access logs, which it does under S3's own key only."""
        account = pulumi.Output.from_input(self._cell["account_id"])
        balancers = pulumi.Output.concat(
            f"arn:aws:elasticloadbalancing:{self._cell['region']}:", account, ":loadbalancer/*"
        )
        return self._component(
            "logs",
            Bucket,
            {
                "bucket": "access-logs",
                "data_class": DataClass.LOGS,
                "encryption": BucketEncryption.S3,
                "expiries": [{"prefix": "", "days": days}],
                "writers": [
                    {
                        "service": "logdelivery.elasticloadbalancing.amazonaws.com",
                        "prefix": pulumi.Output.concat("AWSLogs/", account),
                        "source_arns": [balancers],
                    }
                ],
            },
        )


def check_certificate(door: Door, region: str) -> None:
    """Check that a certificate is where the load balancer is."""
    marker = f":acm:{region}:"
    limit = f"it must be the ARN of a certificate in {region}"
    door.text("certificate_arn", fits=lambda arn: marker in arn, limit=limit)
