"""One Kafka user for each role, with the ACLs that its policies stand for: deny by default, as MSK with IAM."""
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

from ..backing_services.kafka import ANSWER_SECONDS
from ..errors import LocalError
from .access import Access, Grant

SCRAM_ITERATIONS = 4096
"""The least that Kafka takes: passwords are random, so more would only cost time."""
KINDS = {
    "cluster": ResourceType.BROKER,
    "topic": ResourceType.TOPIC,
    "group": ResourceType.GROUP,
    "transactional-id": ResourceType.TRANSACTIONAL_ID,
}
ANY: Any = None  # what a filter takes for "whatever name", against its annotations


def enforce(admin: AdminClient, roles: Iterable[Access], passwords: Mapping[str, str]) -> None:
    """Make a user for each role that may connect, and replace the broker's ACLs by those of the roles.

    Raises:
        LocalError: the broker refuses.
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
    every = AclBindingFilter(
        ResourceType.ANY, ANY, ResourcePatternType.ANY, ANY, ANY, AclOperation.ANY, AclPermissionType.ANY
    )
    bindings = [_binding(access.role, grant) for access in connecting for grant in access.grants]
    try:
        for future in admin.delete_acls([every]).values():
            future.result(ANSWER_SECONDS)
        if users:
            for future in admin.alter_user_scram_credentials(users).values():
                future.result(ANSWER_SECONDS)
        if bindings:
            for future in admin.create_acls(bindings).values():
                future.result(ANSWER_SECONDS)
    except KafkaException as error:
        raise LocalError(f"kafka refuses the roles of the stack: {error.args[0].str()}") from None


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
