"""Creates one Kafka user for each role, with the ACLs of its IAM policies; ACLs deny by default, as MSK does."""
# confluent_kafka.admin exports its classes in the manual, not in `__all__`.
# pyright: reportPrivateImportUsage=false

from collections.abc import Iterable, Mapping
from typing import Any

from confluent_kafka import KafkaException
from confluent_kafka.admin import (
    AclBinding,
    AclBindingFilter,
    AclOperation,
    AclPermissionType,
    AdminClient,
    ResourcePatternType,
    ResourceType,
    ScramCredentialInfo,
    ScramMechanism,
    UserScramCredentialUpsertion,
)

from ..backing_services.kafka import TIMEOUT_SECONDS
from ..errors import LocalError
from .access import Access, Grant

SCRAM_ITERATIONS = 4096
"""Kafka's minimum; passwords are random, so more iterations would only cost time."""
KINDS = {
    "cluster": ResourceType.BROKER,
    "topic": ResourceType.TOPIC,
    "group": ResourceType.GROUP,
    "transactional-id": ResourceType.TRANSACTIONAL_ID,
}
ANY: Any = None  # matches every name; the annotations do not allow it


def enforce(admin: AdminClient, roles: Iterable[Access], passwords: Mapping[str, str]) -> None:
    """Create a user for each role that may connect, and replace all ACLs of the broker.

    Raises:
        LocalError: the broker rejects a user or an ACL.
    """
    connecting = [access for access in roles if access.connects]
    users: list[Any] = [
        UserScramCredentialUpsertion(
            access.role,
            ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS),
            passwords[access.role].encode(),
        )
        for access in connecting
    ]
    all_acls = AclBindingFilter(
        ResourceType.ANY, ANY, ResourcePatternType.ANY, ANY, ANY, AclOperation.ANY, AclPermissionType.ANY
    )
    bindings = [_binding(access.role, grant) for access in connecting for grant in access.grants]
    try:
        for future in admin.delete_acls([all_acls]).values():
            future.result(TIMEOUT_SECONDS)
        if users:
            for future in admin.alter_user_scram_credentials(users).values():
                future.result(TIMEOUT_SECONDS)
        if bindings:
            for future in admin.create_acls(bindings).values():
                future.result(TIMEOUT_SECONDS)
    except KafkaException as error:
        raise LocalError(f"kafka rejects the roles of the stack: {error.args[0].str()}") from None


def _binding(role: str, grant: Grant) -> AclBinding:
    prefixed = grant.name.endswith("*") and grant.name != "*"
    return AclBinding(
        KINDS[grant.kind],
        grant.name.removesuffix("*") if prefixed else grant.name,
        ResourcePatternType.PREFIXED if prefixed else ResourcePatternType.LITERAL,
        f"User:{role}",
        "*",
        grant.operation,
        AclPermissionType.ALLOW if grant.effect == "Allow" else AclPermissionType.DENY,
    )
