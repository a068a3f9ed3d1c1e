"""The edge of a city: CloudFront with a firewall in front of the internal load balancer, and the city's pages."""

from collections.abc import Sequence
from typing import Any

import pulumi
import pulumi_aws as aws

from ..aws.names import CLOUDFRONT_POLICY, LOG_DELIVERY, ORIGIN_ACCESS_CONTROL, WEB_ACL
from ..bucket.args import BucketEncryption
from ..bucket.component import Bucket
from ..bucket.names import physical_name
from ..bucket.policies import bucket_statements
from ..core.cell import DataClass, with_suffix
from ..core.component import Component, Props, Transforms
from ..core.iam import Statement, document
from ..core.outputs import known_after
from ..monitoring.alarm import Severity
from ..monitoring.limits import MAX_NAME
from ..monitoring.policies import topic_statements
from ..monitoring.props import alarm_props
from ..package import web_folder
from . import firewall, headers, pages, policies, props
from .alarms import edge_alarms
from .args import EdgeArgs
from .config import resolve
from .limits import ACCESS_LOG_FIELDS, GLOBAL_REGION, VENDED_LOG_PREFIX, VPC_ORIGIN_MINUTES, WAF_LOG_PREFIX

_GLOBAL: Props = {"region": GLOBAL_REGION}


class Edge(Component):
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
        self._account = self._cell["account_id"]
        log_key = self._make_log_key()
        web_acl, firewall_log = self._make_firewall(log_key)
        certificate_arn = self._make_certificate()
        vpc_origin = self._make_vpc_origin()
        pages_key = self._make_key(
            "pages-key", DataClass.NONE, policies.pages_key_statements(self._account, self._cell["region"]), {}
        )
        bucket = self._make_pages_bucket(pages_key)
        objects = self._make_pages(bucket)
        distribution = self._make_distribution(web_acl, certificate_arn, vpc_origin, bucket)
        policy = self._make_pages_policy(bucket, pages_key, distribution)
        ingress = self._child("origin-ingress", aws.vpc.SecurityGroupIngressRule, props.origin_ingress(config.origin))
        log_group = self._make_access_log(log_key, distribution)
        self._make_alarms(log_key, distribution, web_acl)
        self._make_records(distribution, [*objects, policy, ingress])

        self.url = pulumi.Output.from_input(f"https://{config.hosts[0]}")
        self.domain_name = distribution.domain_name
        self.distribution_id = distribution.id
        self.distribution_arn = distribution.arn
        self.firewall_name = web_acl.name
        self.log_group_name = log_group.name
        self.firewall_log_group_name = firewall_log.name
        self._finish()

    @property
    def _log_groups(self) -> tuple[str, str]:
        """The names of the log groups of all requests, and of those that the firewall matched."""
        cell = with_suffix(self._cell, self._cell["cell"])
        return f"{VENDED_LOG_PREFIX}cloudfront/{cell}", f"{WAF_LOG_PREFIX}{cell}"

    def _make_key(
        self, role: str, data_class: DataClass, statements: Sequence[Statement], region: Props
    ) -> aws.kms.Key:
        key = self._child(
            role,
            aws.kms.Key,
            {
                "description": f"{role} of the edge of cell {self._cell['cell']}",
                "enable_key_rotation": True,
                "deletion_window_in_days": 7 if self._disposable else 30,
                "bypass_policy_lockout_safety_check": False,
                "policy": document(statements),
                **region,
            },
            self._stateful(),
            data_class=data_class,
        )
        alias = {"name": f"alias/{self._physical(f'edge-{role}')}", "target_key_id": key.key_id, **region}
        self._child(f"{role}-alias", aws.kms.Alias, alias)
        return key

    def _make_log_key(self) -> aws.kms.Key:
        statements = policies.log_key_statements(self._account, self._log_groups)
        return self._make_key("log-key", DataClass.LOGS, statements, _GLOBAL)

    def _make_global_log_group(self, role: str, name: str, days: int, key: aws.kms.Key) -> aws.cloudwatch.LogGroup:
        return self._child(
            role,
            aws.cloudwatch.LogGroup,
            {
                "name": name,
                "retention_in_days": days,
                "kms_key_id": key.arn,
                **_GLOBAL,
            },
            data_class=DataClass.LOGS,
        )

    def _make_firewall(self, key: aws.kms.Key) -> tuple[aws.wafv2.WebAcl, aws.cloudwatch.LogGroup]:
        """The web ACL with its log."""
        name = self._physical("edge", WEB_ACL)
        acl_props = firewall.web_acl(name, f"edge of cell {self._cell['cell']}", self._config.firewall)
        acl = self._child("firewall", aws.wafv2.WebAcl, acl_props | _GLOBAL)
        group = self._make_global_log_group(
            "firewall-log-group", self._log_groups[1], self._config.firewall_log_retention_days, key
        )
        self._child(
            "firewall-logging",
            aws.wafv2.WebAclLoggingConfiguration,
            firewall.logging() | {"resource_arn": acl.arn, "log_destination_configs": [group.arn]} | _GLOBAL,
        )
        return acl, group

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
        statements = topic_statements(topic.arn, GLOBAL_REGION, self._account, budgets=False)
        allowed = {"arn": topic.arn, "policy": document(statements), **_GLOBAL}
        policy = self._child(f"{role}-policy", aws.sns.TopicPolicy, allowed)
        if email is not None:
            subscription = {"topic": topic.arn, "protocol": "email", "endpoint": email, **_GLOBAL}
            self._child(f"{role}-email", aws.sns.TopicSubscription, subscription)
        return known_after(topic.arn, policy.arn)

    def _make_certificate(self) -> pulumi.Input[str]:
        """The ARN of a certificate that CloudFront can use, known once it is issued."""
        if self._config.certificate_arn is not None:
            return self._config.certificate_arn
        domain, *others = self._config.hosts
        certificate = self._child(
            "certificate",
            aws.acm.Certificate,
            {
                "domain_name": domain,
                "validation_method": "DNS",
                "key_algorithm": "EC_prime256v1",
                **({"subject_alternative_names": others} if others else {}),
                **_GLOBAL,
            },
        )
        records = [self._make_validation_record(certificate, host) for host in self._config.hosts]
        validation = self._child(
            "certificate-validation",
            aws.acm.CertificateValidation,
            {
                "certificate_arn": certificate.arn,
                "validation_record_fqdns": [record.fqdn for record in records],
                **_GLOBAL,
            },
        )
        return validation.certificate_arn

    def _make_validation_record(self, certificate: aws.acm.Certificate, host: str) -> aws.route53.Record:
        """The record that proves the ownership of a host name.

        All certificates of one name in an account share it, that of the load balancer too (AWS Certificate Manager user
        guide, DNS validation). So it may exist, and it stays when the edge goes: others may need it for their renewal.
        """
        option = certificate.domain_validation_options.apply(lambda options: _option(options, host))
        return self._child(
            f"validation-{_label(host)}",
            aws.route53.Record,
            {
                "zone_id": self._config.hosted_zone_id,
                "name": option.apply(lambda found: str(found.resource_record_name)),
                "type": option.apply(lambda found: str(found.resource_record_type)),
                "records": [option.apply(lambda found: str(found.resource_record_value))],
                "ttl": 300,
                "allow_overwrite": True,
            },
            pulumi.ResourceOptions(retain_on_delete=True),
        )

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
        access = {
            "name": self._physical("pages", ORIGIN_ACCESS_CONTROL),
            "description": f"pages of cell {self._cell['cell']}",
            "origin_access_control_origin_type": "s3",
            "signing_behavior": "always",
            "signing_protocol": "sigv4",
        }
        cache = props.page_cache(self._physical("pages", CLOUDFRONT_POLICY), config.page_max_age_seconds)
        parts = props.Parts(
            web_acl_arn=web_acl.arn,
            certificate_arn=certificate_arn,
            vpc_origin_id=vpc_origin.id,
            pages_host=bucket.domain_name,
            access_control_id=self._child("pages-access", aws.cloudfront.OriginAccessControl, access).id,
            page_headers_id=self._make_headers(
                "page", headers.page_headers(web_folder(), config.websocket_url, config.hsts_days)
            ),
            api_headers_id=self._make_headers("api", headers.api_headers(config.hsts_days)),
            page_cache_id=self._child("page-cache", aws.cloudfront.CachePolicy, cache).id,
            page_paths=pages.path_patterns(pages.page_files(web_folder())),
        )
        comment = f"edge of cell {self._cell['cell']}"
        return self._child("distribution", aws.cloudfront.Distribution, props.distribution(comment, config, parts))

    def _make_headers(self, kind: str, policy: Props) -> pulumi.Output[str]:
        name = self._physical(f"{kind}-headers", CLOUDFRONT_POLICY)
        return self._child(f"{kind}-headers", aws.cloudfront.ResponseHeadersPolicy, {"name": name, **policy}).id

    def _make_pages_policy(
        self, bucket: Bucket, key: aws.kms.Key, distribution: aws.cloudfront.Distribution
    ) -> aws.s3.BucketPolicy:
        statements = bucket_statements(bucket.bucket_arn, self._account, key_arn=key.arn, writers=())
        reads = policies.distribution_statement(bucket.bucket_arn, distribution.arn)
        return self._child(
            "pages-policy",
            aws.s3.BucketPolicy,
            {"bucket": bucket.bucket_name, "policy": document([*statements, reads])},
            # S3 accepts one change of a bucket's access settings at a time and rejects a second with a conflict.
            pulumi.ResourceOptions(depends_on=[bucket]),
        )

    def _make_access_log(self, key: aws.kms.Key, distribution: aws.cloudfront.Distribution) -> aws.cloudwatch.LogGroup:
        group = self._make_global_log_group("log-group", self._log_groups[0], self._config.log_retention_days, key)
        name = self._physical("edge", LOG_DELIVERY)
        source = self._child(
            "log-source",
            aws.cloudwatch.LogDeliverySource,
            {"name": name, "log_type": "ACCESS_LOGS", "resource_arn": distribution.arn, **_GLOBAL},
        )
        destination = self._child(
            "log-destination",
            aws.cloudwatch.LogDeliveryDestination,
            {
                "name": name,
                "output_format": "json",
                "delivery_destination_configuration": {"destination_resource_arn": group.arn},
                **_GLOBAL,
            },
        )
        self._child(
            "log-delivery",
            aws.cloudwatch.LogDelivery,
            {
                "delivery_source_name": source.name,
                "delivery_destination_arn": destination.arn,
                "record_fields": list(ACCESS_LOG_FIELDS),
                **_GLOBAL,
            },
        )
        return group

    def _make_records(self, distribution: aws.cloudfront.Distribution, after: Sequence[pulumi.Resource]) -> None:
        """The DNS of the host names, made once pages and services can be reached."""
        if self._config.hosted_zone_id is None:
            return
        target = {
            "name": distribution.domain_name,
            "zone_id": distribution.hosted_zone_id,
            "evaluate_target_health": False,
        }
        for host in self._config.hosts:
            for kind in ("A", "AAAA"):
                self._child(
                    f"record-{_label(host)}-{kind.lower()}",
                    aws.route53.Record,
                    {"zone_id": self._config.hosted_zone_id, "name": host, "type": kind, "aliases": [target]},
                    pulumi.ResourceOptions(depends_on=[*after]),
                )


def _label(host: str) -> str:
    """A host name as a part of a role."""
    return host.replace(".", "-")


def _option(options: Sequence[Any], host: str) -> Any:
    """The record that validates a host name."""
    return next(option for option in options if option.domain_name == host)
