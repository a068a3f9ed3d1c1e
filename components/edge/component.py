"""The edge of a city: CloudFront with a firewall in front of the internal load balancer, and the city's pages."""

import pulumi
import pulumi_aws as aws

from ..aws.names import CLOUDFRONT_POLICY
from ..bucket.args import BucketEncryption
from ..bucket.component import Bucket
from ..bucket.names import physical_name
from ..core.cell import DataClass, with_suffix
from ..core.component import Props, Transforms
from ..core.iam import document
from ..core.outputs import known_after
from ..monitoring.alarm import Severity
from ..monitoring.limits import MAX_NAME
from ..monitoring.policies import topic_statements
from ..monitoring.props import alarm_props
from ..package import web_folder
from . import headers, pages, props
from .alarms import edge_alarms
from .args import EdgeArgs
from .base import DistributionComponent, DistributionNames
from .config import resolve
from .limits import GLOBAL_REGION, VPC_ORIGIN_MINUTES

_GLOBAL: Props = {"region": GLOBAL_REGION}


class Edge(DistributionComponent):
    """A CloudFront distribution: pages from a private bucket, the API from the internal load balancer.

    The load balancer stays internal. CloudFront reaches it through a VPC origin, and its security group accepts nothing
    else from outside, so no request bypasses the firewall (AWS WAF). Answers of the API are never cached. Pages have a
    strict content security policy and are cached for a minute. Clients need TLS 1.2 and may use HTTP/3. The log of the
    firewall has no tokens, and the access log no query strings and no cookies.

    What AWS wants in us-east-1 is made there, whichever region the cell is in.

    The WebSocket API stays outside: `docs/decisions/0018-websocket-beside-the-edge.md` has the reasons.
    """

    url: pulumi.Output[str]
    """URL of the pages and of the API."""
    domain_name: pulumi.Output[str]
    """Host name of the distribution, for DNS outside of Route 53."""
    distribution_id: pulumi.Output[str]
    """The distribution: the dimension of its metrics, which are in us-east-1."""
    distribution_arn: pulumi.Output[str]
    """Its ARN."""
    firewall_name: pulumi.Output[str]
    """The web ACL: the dimension of its metrics, which are in us-east-1."""
    log_group_name: pulumi.Output[str]
    """Log group of all requests, in us-east-1."""
    firewall_log_group_name: pulumi.Output[str]
    """Log group of requests that the firewall blocked or counted, in us-east-1."""

    def __init__(
        self,
        name: str,
        args: EdgeArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        self._config = config
        log_key = self._make_log_key()
        web_acl, firewall_log = self._make_firewall(config.firewall, log_key, config.firewall_log_retention_days)
        certificate_arn = self._make_certificate(config.domain)
        vpc_origin = self._make_vpc_origin()
        pages_key = self._make_origin_key("pages-key", DataClass.NONE)
        bucket = self._make_pages_bucket(pages_key)
        objects = self._make_pages(bucket)
        distribution = self._make_distribution(web_acl, certificate_arn, vpc_origin, bucket)
        policy = self._make_origin_policy("pages-policy", bucket, pages_key.arn, distribution)
        ingress = self._child("origin-ingress", aws.vpc.SecurityGroupIngressRule, props.origin_ingress(config.origin))
        log_group = self._make_access_log(log_key, distribution, config.log_retention_days)
        self._make_alarms(log_key, distribution, web_acl)
        self._make_records(distribution, config.domain, [*objects, policy, ingress])

        self.url = pulumi.Output.from_input(f"https://{config.domain.hosts[0]}")
        self.domain_name = distribution.domain_name
        self.distribution_id = distribution.id
        self.distribution_arn = distribution.arn
        self.firewall_name = web_acl.name
        self.log_group_name = log_group.name
        self.firewall_log_group_name = firewall_log.name
        self._finish()

    @property
    def _names(self) -> DistributionNames:
        cell = self._cell["cell"]
        return DistributionNames(part="edge", title=f"edge of cell {cell}", log=with_suffix(self._cell, cell))

    def _make_alarms(self, key: aws.kms.Key, distribution: aws.cloudfront.Distribution, acl: aws.wafv2.WebAcl) -> None:
        """The alarms with a topic for each of their severities, all where the metrics are."""
        topics = {
            Severity.PAGE: self._make_topic("alarms", key, self._config.email),
            Severity.TICKET: self._make_topic("tickets", key, self._config.ticket_email),
        }
        for alarm in edge_alarms(distribution.id, acl.name):
            actions = [topics[alarm.severity]] if alarm.severity else []
            inputs = alarm_props(alarm, actions, self._config.runbooks)
            name = {"name": self._physical(alarm.role, MAX_NAME)}
            self._child(alarm.role, aws.cloudwatch.MetricAlarm, name | inputs | _GLOBAL)

    def _make_topic(self, role: str, key: aws.kms.Key, email: str | None) -> pulumi.Output[str]:
        """A topic and its policy; its ARN is known once alarms may publish to it."""
        name = self._physical(f"edge-{role}")
        topic = self._child(role, aws.sns.Topic, {"name": name, "kms_master_key_id": key.arn, **_GLOBAL})
        account = pulumi.Output.from_input(self._cell["account_id"])
        statements = topic_statements(topic.arn, GLOBAL_REGION, account, budgets=False)
        allowed = {"arn": topic.arn, "policy": document(statements), **_GLOBAL}
        policy = self._child(f"{role}-policy", aws.sns.TopicPolicy, allowed)
        if email is not None:
            subscription = {"topic": topic.arn, "protocol": "email", "endpoint": email, **_GLOBAL}
            self._child(f"{role}-email", aws.sns.TopicSubscription, subscription)
        return known_after(topic.arn, policy.arn)

    def _make_vpc_origin(self) -> aws.cloudfront.VpcOrigin:
        """The way into the VPC.

        CloudFront changes no VPC origin that a distribution uses (CloudFront API, UpdateVpcOrigin,
        CannotUpdateEntityWhileInUse). So a change makes another one, and its name follows from the load balancer.
        """
        origin = self._config.origin
        balancer = pulumi.Output.from_input(origin.arn).apply(lambda arn: arn.rsplit("/", 1)[-1].rsplit(":", 1)[-1])
        name = pulumi.Output.concat(self._physical("edge"), "-", balancer)
        minutes = f"{VPC_ORIGIN_MINUTES}m"
        return self._child(
            "origin",
            aws.cloudfront.VpcOrigin,
            {
                "vpc_origin_endpoint_config": props.vpc_origin(name, origin),
                "timeouts": {"create": minutes, "delete": minutes},
            },
            pulumi.ResourceOptions(replace_on_changes=["vpcOriginEndpointConfig"]),
        )

    def _make_pages_bucket(self, key: aws.kms.Key) -> Bucket:
        """The private bucket of the pages, and the bucket of its access log."""
        source = pulumi.Output.concat("arn:aws:s3:::", physical_name(self._cell, "pages"))
        logs = self._component(
            "pages-logs",
            Bucket,
            {
                "bucket": "pages-logs",
                "data_class": DataClass.LOGS,
                "encryption": BucketEncryption.S3,
                "expiries": [{"prefix": "", "days": self._config.log_retention_days}],
                "writers": [{"service": "logging.s3.amazonaws.com", "prefix": "pages", "source_arns": [source]}],
            },
        )
        return self._component(
            "pages",
            Bucket,
            {
                "bucket": "pages",
                "data_class": DataClass.NONE,
                "key_arn": key.arn,
                "log_bucket": logs.bucket_name,
                "attach_policy": False,
            },
        )

    def _make_pages(self, bucket: Bucket) -> list[pulumi.Resource]:
        max_age = self._config.page_max_age_seconds
        objects = {file.role: pages.page_object(file, max_age) for file in pages.page_files(web_folder())}
        objects["page-config"] = pages.config_object(self._cell["city"])
        return [
            self._child(role, aws.s3.BucketObjectv2, item | {"bucket": bucket.bucket_name})
            for role, item in objects.items()
        ]

    def _make_distribution(
        self,
        web_acl: aws.wafv2.WebAcl,
        certificate_arn: pulumi.Input[str],
        vpc_origin: aws.cloudfront.VpcOrigin,
        bucket: Bucket,
    ) -> aws.cloudfront.Distribution:
        config = self._config
        cache = props.page_cache(self._physical("pages", CLOUDFRONT_POLICY), config.page_max_age_seconds)
        parts = props.Parts(
            web_acl_arn=web_acl.arn,
            certificate_arn=certificate_arn,
            vpc_origin_id=vpc_origin.id,
            pages_host=bucket.domain_name,
            access_control_id=self._make_origin_access("pages-access", "pages", f"pages of cell {self._cell['cell']}"),
            page_headers_id=self._make_headers(
                "page", "page-headers", headers.page_headers(web_folder(), config.websocket_url, config.hsts_days)
            ),
            api_headers_id=self._make_headers("api", "api-headers", headers.api_headers(config.hsts_days)),
            page_cache_id=self._child("page-cache", aws.cloudfront.CachePolicy, cache).id,
            page_paths=pages.path_patterns(pages.page_files(web_folder())),
        )
        return self._child(
            "distribution", aws.cloudfront.Distribution, props.distribution(self._names.title, config, parts)
        )
