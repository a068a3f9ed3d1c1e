"""The configuration of `AccountBaseline`: its arguments with their defaults, validated."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from ..core.arguments import Arguments
from ..network.args import PublicAccessBlock
from .args import AccountBaselineArgs, ContainerInsights, ImageScanning, ServiceLinkedRole
from .limits import BACKUP_TYPE, BACKUP_TYPES, RETIREMENT_DAYS


@dataclass(frozen=True, kw_only=True)
class AccountBaselineConfig:
    """What `AccountBaseline` is made from. None leaves a setting as it is."""

    api_gateway_logs: bool
    ebs_encryption: bool
    ebs_key_arn: pulumi.Input[str] | None
    instance_metadata_tokens: bool
    backup_types: Mapping[str, bool]
    """Empty leaves the settings as they are."""
    public_access_block: PublicAccessBlock | None
    image_scanning: ImageScanning | None
    container_insights: ContainerInsights | None
    task_retirement_days: int | None
    s3_public_access_block: bool
    service_linked_roles: tuple[ServiceLinkedRole, ...]


def resolve(name: str, args: AccountBaselineArgs) -> AccountBaselineConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: an argument is invalid, or global without `global_settings`.
    """
    arguments = Arguments("AccountBaseline", name, args, AccountBaselineArgs)
    arguments.cell()
    is_global = arguments.boolean("global_settings", default=False)
    for argument in ("s3_public_access_block", "service_linked_roles"):
        arguments.requires(argument, is_global, "it is one for all regions: set global_settings in one region only")
    ebs_encryption = arguments.boolean("ebs_encryption", default=True)
    arguments.requires("ebs_key_arn", ebs_encryption, "it has no effect without ebs_encryption")
    message = "AWS does not offer that wait"
    return AccountBaselineConfig(
        api_gateway_logs=arguments.boolean("api_gateway_logs", default=True),
        ebs_encryption=ebs_encryption,
        ebs_key_arn=arguments.input("ebs_key_arn"),
        instance_metadata_tokens=arguments.boolean("instance_metadata_tokens", default=True),
        backup_types=_backup_types(arguments),
        public_access_block=arguments.enum("public_access_block", PublicAccessBlock, None),
        image_scanning=arguments.enum("image_scanning", ImageScanning, None),
        container_insights=arguments.enum("container_insights", ContainerInsights, None),
        task_retirement_days=arguments.one_of_numbers("task_retirement_days", RETIREMENT_DAYS, None, message=message),
        s3_public_access_block=arguments.boolean("s3_public_access_block", default=is_global),
        service_linked_roles=arguments.enums("service_linked_roles", ServiceLinkedRole),
    )


def _backup_types(arguments: Arguments) -> Mapping[str, bool]:
    chosen = arguments.mapping("backup_types")
    if arguments.is_set("backup_types") and not chosen:
        return {}
    for kind, value in chosen.items():
        if not re.fullmatch(BACKUP_TYPE, kind):
            raise arguments.error(f"backup_types.{kind}", value, "it must be named as AWS Backup names it, such as EFS")
    return dict.fromkeys(BACKUP_TYPES, True) | dict(chosen)
