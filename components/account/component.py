"""What an account has once in a region, or once at all, and what the cells in it rely on."""

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from ..core.component import Component, Props, Transforms
from ..core.iam import trust
from .args import AccountBaselineArgs, ServiceLinkedRole
from .config import AccountBaselineConfig, resolve
from .limits import LOGGING_POLICY, MANAGED_TYPES


class AccountBaseline(Component):
    """The settings of an account in a region that cells rely on.

    It belongs to no cell: make it once for each account and region, in a stack of its own, before the first cell.
    `docs/account.md` lists everything that a cell relies on, also without a baseline.

    Its settings are shared by all programs of the account in the region. Destroying a baseline therefore changes
    nothing on AWS, unless it is disposable: a provider that deletes the settings would stop the logs of every API of
    the region and switch off the encryption of new volumes. A new baseline takes the settings over. Service-linked
    roles always stay.
    """

    api_gateway_role_arn: pulumi.Output[str] | None
    """The role with which API Gateway writes logs. None where `api_gateway_logs` is false."""
    service_linked_role_arns: pulumi.Output[dict[str, str]] | None
    """Service to the ARN of its role. None where no role was made."""

    def __init__(
        self,
        name: str,
        args: AccountBaselineArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        self.api_gateway_role_arn = self._make_api_gateway_logs() if config.api_gateway_logs else None
        self._make_instance_defaults(config)
        self._make_blocks(config)
        self._make_container_settings(config)
        if config.backup_types:
            self._make_backup_settings(config.backup_types)
        self.service_linked_role_arns = self._make_service_linked_roles(config)
        self._finish()

    def _make_api_gateway_logs(self) -> pulumi.Output[str]:
        """The role and the setting. The role has a generated name, because it can outlive this stack."""
        trusted = trust("apigateway.amazonaws.com", self._cell["account_id"])
        role = self._child("api-gateway-role", aws.iam.Role, {"assume_role_policy": trusted}, self._kept())
        attachment = self._child(
            "api-gateway-role-policy",
            aws.iam.RolePolicyAttachment,
            {"role": role.name, "policy_arn": LOGGING_POLICY},
            self._kept(),
        )
        # API Gateway rejects a role without the permissions.
        after = pulumi.ResourceOptions.merge(self._kept(), pulumi.ResourceOptions(depends_on=[attachment]))
        self._child("api-gateway", aws.apigateway.Account, {"cloudwatch_role_arn": role.arn}, after)
        return role.arn

    def _make_instance_defaults(self, config: AccountBaselineConfig) -> None:
        if config.ebs_encryption:
            self._child("ebs-encryption", aws.ebs.EncryptionByDefault, {"enabled": True}, self._kept())
        if config.ebs_key_arn is not None:
            self._child("ebs-key", aws.ebs.DefaultKmsKey, {"key_arn": config.ebs_key_arn}, self._kept())
        if config.instance_metadata_tokens:
            tokens = {"http_tokens": "required"}
            self._child("instance-metadata", aws.ec2.InstanceMetadataDefaults, tokens, self._kept())

    def _make_blocks(self, config: AccountBaselineConfig) -> None:
        if config.public_access_block is not None:
            mode = {"internet_gateway_block_mode": config.public_access_block.value}
            self._child("vpc-block", aws.ec2.VpcBlockPublicAccessOptions, mode, self._kept())
        if config.s3_public_access_block:
            blocks = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")
            props: Props = {**dict.fromkeys(blocks, True), "account_id": self._cell["account_id"]}
            self._child("s3-block", aws.s3.AccountPublicAccessBlock, props, self._kept())

    def _make_container_settings(self, config: AccountBaselineConfig) -> None:
        if config.container_insights is not None:
            self._make_ecs_setting("container-insights", "containerInsights", config.container_insights.value)
        if config.task_retirement_days is not None:
            days = str(config.task_retirement_days)
            self._make_ecs_setting("task-retirement", "fargateTaskRetirementWaitPeriod", days)
        if config.image_scanning is not None:
            frequency = {"BASIC": "SCAN_ON_PUSH", "ENHANCED": "CONTINUOUS_SCAN"}[config.image_scanning.value]
            every = [{"filter": "*", "filter_type": "WILDCARD"}]
            props = {
                "scan_type": config.image_scanning.value,
                "rules": [{"scan_frequency": frequency, "repository_filters": every}],
            }
            self._child("image-scanning", aws.ecr.RegistryScanningConfiguration, props, self._kept())

    def _make_ecs_setting(self, role: str, setting: str, value: str) -> None:
        self._child(role, aws.ecs.AccountSettingDefault, {"name": setting, "value": value}, self._kept())

    def _make_backup_settings(self, types: Mapping[str, bool]) -> None:
        props = {
            "resource_type_opt_in_preference": dict(types),
            "resource_type_management_preference": dict.fromkeys(MANAGED_TYPES, True),
        }
        self._child("backup", aws.backup.RegionSettings, props, self._kept())

    def _make_service_linked_roles(self, config: AccountBaselineConfig) -> pulumi.Output[dict[str, str]] | None:
        roles = {service.value: self._make_service_linked_role(service) for service in config.service_linked_roles}
        return pulumi.Output.all(**{service: role.arn for service, role in roles.items()}) if roles else None

    def _make_service_linked_role(self, service: ServiceLinkedRole) -> aws.iam.ServiceLinkedRole:
        return self._child(
            service.value.removesuffix(".amazonaws.com").replace(".", "-"),
            aws.iam.ServiceLinkedRole,
            {"aws_service_name": service.value},
            pulumi.ResourceOptions(retain_on_delete=True),
        )

    def _kept(self) -> pulumi.ResourceOptions:
        """Options of a setting that other programs rely on: it stays on AWS unless the baseline is disposable."""
        return pulumi.ResourceOptions(retain_on_delete=not self._disposable)
