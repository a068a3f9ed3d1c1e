"""What every CloudFront distribution of this package has around it: firewall, certificate, logs, headers and DNS."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from ..aws.names import CLOUDFRONT_POLICY, LOG_DELIVERY, ORIGIN_ACCESS_CONTROL, WEB_ACL
from ..bucket.component import Bucket
from ..bucket.policies import bucket_statements
from ..core.cell import DataClass
from ..core.component import Component, Props
from ..core.iam import Statement, document
from . import firewall, policies
from .config import DomainConfig, FirewallConfig
from .limits import ACCESS_LOG_FIELDS, GLOBAL_REGION, VENDED_LOG_PREFIX, WAF_LOG_PREFIX

_GLOBAL: Props = {"region": GLOBAL_REGION}


@dataclass(frozen=True, kw_only=True)
class DistributionNames:
    """How the parts of a distribution are named. AWS has most of them once per account, for all regions."""

    part: str
    """Short name in AWS names, after the cell."""
    title: str
    """What descriptions call it."""
    log: str
    """End of the names of its log groups."""


class DistributionComponent(Component, ABC):
    """A component with a CloudFront distribution.

    What AWS wants in us-east-1 is made there, whichever region the component is in.
    """

    @property
    @abstractmethod
    def _names(self) -> DistributionNames:
        """The names of the parts."""

    @property
    def _log_groups(self) -> tuple[str, str]:
        """The names of the log groups of all requests, and of those that the firewall matched."""
        return f"{VENDED_LOG_PREFIX}cloudfront/{self._names.log}", f"{WAF_LOG_PREFIX}{self._names.log}"

    def _make_key(
        self, role: str, data_class: DataClass, statements: Sequence[Statement], region: Props
    ) -> aws.kms.Key:
        key = self._child(
            role,
            aws.kms.Key,
            {
                "description": f"{role} of the {self._names.title}",
                "enable_key_rotation": True,
                "deletion_window_in_days": 7 if self._disposable else 30,
                "bypass_policy_lockout_safety_check": False,
                "policy": document(statements),
                **region,
            },
            self._stateful(),
            data_class=data_class,
        )
        alias = {
            "name": f"alias/{self._physical(f'{self._names.part}-{role}')}",
            "target_key_id": key.key_id,
            **region,
        }
        self._child(f"{role}-alias", aws.kms.Alias, alias)
        return key

    def _make_origin_key(self, role: str, data_class: DataClass) -> aws.kms.Key:
        """The key of a bucket that distributions read."""
        statements = policies.origin_key_statements(self._cell["account_id"], self._cell["region"])
        return self._make_key(role, data_class, statements, {})

    def _make_log_key(self) -> aws.kms.Key:
        statements = policies.log_key_statements(self._cell["account_id"], self._log_groups)
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

    def _make_firewall(
        self, config: FirewallConfig, key: aws.kms.Key, log_days: int
    ) -> tuple[aws.wafv2.WebAcl, aws.cloudwatch.LogGroup]:
        """The web ACL with its log."""
        name = self._physical(self._names.part, WEB_ACL)
        acl_props = firewall.web_acl(name, self._names.title, config)
        acl = self._child("firewall", aws.wafv2.WebAcl, acl_props | _GLOBAL)
        group = self._make_global_log_group("firewall-log-group", self._log_groups[1], log_days, key)
        self._child(
            "firewall-logging",
            aws.wafv2.WebAclLoggingConfiguration,
            firewall.logging() | {"resource_arn": acl.arn, "log_destination_configs": [group.arn]} | _GLOBAL,
        )
        return acl, group

    def _make_certificate(self, config: DomainConfig) -> pulumi.Input[str]:
        """The ARN of a certificate that CloudFront can use, known once it is issued."""
        if config.certificate_arn is not None:
            return config.certificate_arn
        domain, *others = config.hosts
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
        records = [self._make_validation_record(certificate, config, host) for host in config.hosts]
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

    def _make_validation_record(
        self, certificate: aws.acm.Certificate, config: DomainConfig, host: str
    ) -> aws.route53.Record:
        """The record that proves the ownership of a host name.

        All certificates of one name in an account share it, that of the load balancer too (AWS Certificate Manager user
        guide, DNS validation). So it may exist, and it stays when the edge goes: others may need it for their renewal.
        """
        option = certificate.domain_validation_options.apply(lambda options: _option(options, host))
        return self._child(
            f"validation-{_label(host)}",
            aws.route53.Record,
            {
                "zone_id": config.hosted_zone_id,
                "name": option.apply(lambda found: str(found.resource_record_name)),
                "type": option.apply(lambda found: str(found.resource_record_type)),
                "records": [option.apply(lambda found: str(found.resource_record_value))],
                "ttl": 300,
                "allow_overwrite": True,
            },
            pulumi.ResourceOptions(retain_on_delete=True),
        )

    def _make_origin_access(self, role: str, name: str, description: str) -> pulumi.Output[str]:
        """The id of an origin access control: CloudFront signs each request to a bucket."""
        access = {
            "name": self._physical(name, ORIGIN_ACCESS_CONTROL),
            "description": description,
            "origin_access_control_origin_type": "s3",
            "signing_behavior": "always",
            "signing_protocol": "sigv4",
        }
        return self._child(role, aws.cloudfront.OriginAccessControl, access).id

    def _make_headers(self, kind: str, name: str, policy: Mapping[str, Any]) -> pulumi.Output[str]:
        named = {"name": self._physical(name, CLOUDFRONT_POLICY), **policy}
        return self._child(f"{kind}-headers", aws.cloudfront.ResponseHeadersPolicy, named).id

    def _make_origin_policy(
        self,
        role: str,
        bucket: Bucket,
        key_arn: pulumi.Input[str],
        distribution: aws.cloudfront.Distribution | None,
        *,
        objects: str = "*",
        aliases: Sequence[pulumi.Alias] = (),
    ) -> aws.s3.BucketPolicy:
        """The policy of a bucket, with which a distribution reads its objects."""
        statements = bucket_statements(bucket.bucket_arn, self._cell["account_id"], key_arn=key_arn, writers=())
        if distribution is not None:
            statements = [*statements, policies.distribution_statement(bucket.bucket_arn, distribution.arn, objects)]
        return self._child(
            role,
            aws.s3.BucketPolicy,
            {"bucket": bucket.bucket_name, "policy": document(statements)},
            # S3 accepts one change of a bucket's access settings at a time and rejects a second with a conflict.
            pulumi.ResourceOptions(depends_on=[bucket], aliases=[*aliases]),
        )

    def _make_access_log(
        self, key: aws.kms.Key, distribution: aws.cloudfront.Distribution, days: int
    ) -> aws.cloudwatch.LogGroup:
        group = self._make_global_log_group("log-group", self._log_groups[0], days, key)
        name = self._physical(self._names.part, LOG_DELIVERY)
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

    def _make_records(
        self, distribution: aws.cloudfront.Distribution, config: DomainConfig, after: Sequence[pulumi.Resource]
    ) -> None:
        """The DNS of the host names, made once what they name can be reached."""
        if config.hosted_zone_id is None:
            return
        target = {
            "name": distribution.domain_name,
            "zone_id": distribution.hosted_zone_id,
            "evaluate_target_health": False,
        }
        for host in config.hosts:
            for kind in ("A", "AAAA"):
                self._child(
                    f"record-{_label(host)}-{kind.lower()}",
                    aws.route53.Record,
                    {"zone_id": config.hosted_zone_id, "name": host, "type": kind, "aliases": [target]},
                    pulumi.ResourceOptions(depends_on=[*after]),
                )


def _label(host: str) -> str:
    """A host name as a part of a role."""
    return host.replace(".", "-")


def _option(options: Sequence[Any], host: str) -> Any:
    """The record that validates a host name."""
    return next(option for option in options if option.domain_name == host)
