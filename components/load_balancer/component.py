"""The cell's internal load balancer: TLS from clients, requests to services by their path."""

from typing import Final

import pulumi
import pulumi_aws as aws

from ..aws.names import LOAD_BALANCER
from ..bucket.args import BucketEncryption
from ..bucket.component import Bucket
from ..core.cell import DataClass
from ..core.component import Component, Props, Transforms
from ..plan.traffic import HTTPS_PORT
from .args import LoadBalancerArgs
from .config import LoadBalancerConfig, resolve

TLS_POLICY: Final = "ELBSecurityPolicy-TLS13-1-2-2021-06"
"""TLS 1.3, and 1.2 with forward secrecy for older phones (Elastic Load Balancing, "Security policies")."""

TLS13_POLICY: Final = "ELBSecurityPolicy-TLS13-1-3-2021-06"
"""TLS 1.3 only (the same page)."""


class LoadBalancer(Component):
    """An internal Application Load Balancer with one HTTPS listener.

    It accepts TLS only. Requests that match no service's rule get 404. Requests with invalid headers are dropped.
    Access, connection and health check logs go to a bucket of its own. An operator can move its traffic out of an
    impaired zone.
    """

    load_balancer_arn: pulumi.Output[str]
    """Its ARN, for an origin of the edge and for alarms."""
    listener_arn: pulumi.Output[str]
    """The listener, to which services add their rules."""
    arn: pulumi.Output[str]
    """The load balancer, for a VPC origin of CloudFront."""
    dns_name: pulumi.Output[str]
    """Its DNS name, which resolves to private addresses."""
    zone_id: pulumi.Output[str]
    """Hosted zone of the DNS name, for alias records in Route 53."""
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
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        balancer = self._make_balancer(config, self._make_log_bucket(config))
        if config.web_acl_arn is not None:
            self._make_web_acl(config.web_acl_arn, balancer)
        self.load_balancer_arn = balancer.arn
        self.listener_arn = self._make_listener(config, balancer).arn
        self.arn = balancer.arn
        self.dns_name = balancer.dns_name
        self.zone_id = balancer.zone_id
        self.metrics_name = balancer.arn_suffix
        self._finish()

    def _make_log_bucket(self, config: LoadBalancerConfig) -> Bucket:
        """The bucket of access logs. Load balancers can write to buckets with S3's own key only.

        Its policy is the documented one, without a condition (Elastic Load Balancing, "Enable access logs for your
        Application Load Balancer"). Connection logs and health check logs have the same principal and keys.
        """
        account = pulumi.Output.from_input(self._cell["account_id"])
        return self._component(
            "logs",
            Bucket,
            {
                "bucket": "access-logs",
                "data_class": DataClass.LOGS,
                "encryption": BucketEncryption.S3,
                "expiries": [{"prefix": "", "days": config.access_log_days}],
                "writers": [
                    {
                        "service": "logdelivery.elasticloadbalancing.amazonaws.com",
                        "prefix": pulumi.Output.concat("AWSLogs/", account),
                    }
                ],
            },
        )

    def _make_balancer(self, config: LoadBalancerConfig, logs: Bucket) -> aws.lb.LoadBalancer:
        return self._child(
            "balancer",
            aws.lb.LoadBalancer,
            {
                "name": self._physical("internal", LOAD_BALANCER),
                "internal": True,
                "load_balancer_type": "application",
                "subnets": config.subnet_ids,
                "security_groups": [config.security_group_id],
                "drop_invalid_header_fields": True,
                "desync_mitigation_mode": config.desync_mitigation.value,
                "idle_timeout": config.idle_timeout_seconds,
                "enable_zonal_shift": config.zonal_shift,
                "enable_deletion_protection": not self._disposable,
                # The file names of the three kinds differ. A log that is off is sent, too: the provider keeps one that
                # was on and is not in the program any more.
                "access_logs": {"enabled": True, "bucket": logs.bucket_name},
                "connection_logs": {"enabled": config.connection_logs, "bucket": logs.bucket_name},
                "health_check_logs": {"enabled": config.health_check_logs, "bucket": logs.bucket_name},
                **_capacity(config),
            },
            # The bucket with its policy: a load balancer writes a test object when it is created.
            pulumi.ResourceOptions(depends_on=[logs]),
        )

    def _make_web_acl(self, web_acl_arn: pulumi.Input[str], balancer: aws.lb.LoadBalancer) -> None:
        association = {"web_acl_arn": web_acl_arn, "resource_arn": balancer.arn}
        self._child("web-acl", aws.wafv2.WebAclAssociation, association)

    def _make_listener(self, config: LoadBalancerConfig, balancer: aws.lb.LoadBalancer) -> aws.lb.Listener:
        not_found = {"content_type": "text/plain", "message_body": "", "status_code": "404"}
        return self._child(
            "listener",
            aws.lb.Listener,
            {
                "load_balancer_arn": balancer.arn,
                "port": HTTPS_PORT,
                "protocol": "HTTPS",
                "ssl_policy": TLS13_POLICY if config.tls13_only else TLS_POLICY,
                "certificate_arn": config.certificate_arn,
                "default_actions": [{"type": "fixed-response", "fixed_response": not_found}],
            },
        )


def _capacity(config: LoadBalancerConfig) -> Props:
    if config.capacity_units is None:
        return {}
    return {"minimum_load_balancer_capacity": {"capacity_units": config.capacity_units}}
