"""The cell's internal load balancer: TLS in, to the services by path."""

from typing import NotRequired

import pulumi
import pulumi_aws as aws

from .component import CellArgs, Component, DataClass, Transforms, refuse
from .iam import Statement, allow, document
from .plan.names import BUCKET, LOAD_BALANCER
from .plan.traffic import HTTPS_PORT

TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"
"""TLS 1.3, and 1.2 with forward secrecy for older phones (Elastic Load Balancing, security policies)."""


class LoadBalancerArgs(CellArgs):
    """Arguments of `LoadBalancer`."""

    subnet_ids: pulumi.Input[list[str]]
    """Private subnets in at least two zones."""
    security_group_id: pulumi.Input[str]
    """Its security group."""
    certificate_arn: str
    """Certificate in AWS Certificate Manager, in the cell's region."""
    log_days: NotRequired[int]
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
        if f":acm:{args['region']}:" not in args["certificate_arn"]:
            limit = f"it must be the ARN of a certificate in {args['region']}"
            raise refuse("LoadBalancer", name, "certificate_arn", args["certificate_arn"], limit)
        super().__init__(name, args, opts, transforms)
        bucket, ready = self._log_bucket(args.get("log_days", 90))
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
                "access_logs": {"enabled": True, "bucket": bucket.bucket},
            },
            pulumi.ResourceOptions(depends_on=ready),
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

    def _log_bucket(self, days: int) -> tuple[aws.s3.Bucket, list[pulumi.Resource]]:
        """The bucket, and what must stand before the load balancer may write to it."""
        name = pulumi.Output.from_input(self._cell["account_id"]).apply(
            lambda account: self._physical(f"access-logs-{account}-{self._cell['region']}", BUCKET)
        )
        bucket = self._child(
            "logs",
            aws.s3.Bucket,
            {"bucket": name, "force_destroy": self._disposable},
            self._stateful(),
            data_class=DataClass.LOGS,
        )
        target = {"bucket": bucket.bucket}
        self._child(
            "logs-ownership",
            aws.s3.BucketOwnershipControls,
            target | {"rule": {"object_ownership": "BucketOwnerEnforced"}},
        )
        self._child(
            "logs-encryption",
            aws.s3.BucketServerSideEncryptionConfiguration,
            # Load balancers write to S3-managed keys only (Elastic Load Balancing, access log bucket requirements).
            target | {"rules": [{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}]},
        )
        self._child(
            "logs-versions", aws.s3.BucketVersioning, target | {"versioning_configuration": {"status": "Enabled"}}
        )
        self._child(
            "logs-lifecycle",
            aws.s3.BucketLifecycleConfiguration,
            target
            | {
                "rules": [
                    {
                        "id": "expire",
                        "status": "Enabled",
                        "filter": {"prefix": ""},
                        "expiration": {"days": days},
                        "noncurrent_version_expiration": {"noncurrent_days": 7},
                        "abort_incomplete_multipart_upload": {"days_after_initiation": 1},
                    }
                ]
            },
        )
        block = self._child(
            "logs-public-access",
            aws.s3.BucketPublicAccessBlock,
            target
            | {
                "block_public_acls": True,
                "block_public_policy": True,
                "ignore_public_acls": True,
                "restrict_public_buckets": True,
            },
        )
        policy = self._child(
            "logs-policy", aws.s3.BucketPolicy, target | {"policy": document(self._bucket_statements(bucket))}
        )
        return bucket, [block, policy]

    def _bucket_statements(self, bucket: aws.s3.Bucket) -> list[Statement]:
        """Load balancers of this account may write; nobody may come without TLS."""
        account = pulumi.Output.from_input(self._cell["account_id"])
        objects = pulumi.Output.concat(bucket.arn, "/AWSLogs/", account, "/*")
        balancers = pulumi.Output.concat(
            f"arn:aws:elasticloadbalancing:{self._cell['region']}:", account, ":loadbalancer/*"
        )
        write = allow(
            "LoadBalancersOfThisAccount",
            ["s3:PutObject"],
            objects,
            {"StringEquals": {"aws:SourceAccount": account}, "ArnLike": {"aws:SourceArn": balancers}},
        )
        plain = {
            "Sid": "OnlyTls",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": [bucket.arn, pulumi.Output.concat(bucket.arn, "/*")],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
        return [write | {"Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}}, plain]
