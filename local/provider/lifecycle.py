"""Creates, reads, updates and deletes resources in the loopback cloud, as the provider does on AWS."""

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from . import outputs, scaling
from .account import Account
from .cloud import Cloud, Standing
from .resource_type import Refused, ResourceType
from .taken import TAKEN
from .values import is_special

Properties = Mapping[str, Any]


@dataclasses.dataclass(frozen=True)
class Subject:
    """The resource of a call: its type, its URN, and the account and region it is in."""

    type: ResourceType
    urn: str
    account: Account

    @property
    def place(self) -> Account:
        """The account and region in which the cloud has it; roles are in no region."""
        taken = TAKEN.get(self.type.token)
        return dataclasses.replace(self.account, region="") if taken and taken.regionless else self.account

    def find(self, cloud: Cloud, identifier: str) -> Standing | None:
        """What the cloud has of it."""
        return cloud.find(self.type.token, self.place, identifier, self.urn)

    def unique(self, properties: Properties) -> str:
        """What no other resource of the account and region may have, whatever its type; empty if there is nothing."""
        return self.type.unique(properties) if self.type.unique else ""


def create(cloud: Cloud, subject: Subject, inputs: Properties) -> tuple[str, dict[str, Any]]:
    """Create a resource; its id and outputs.

    Raises:
        Refused: the provider or AWS would not create it, for example because its name is taken.
    """
    token, place, taken = subject.type.token, subject.place, TAKEN.get(subject.type.token)
    name = taken.name(inputs) if taken else ""
    if taken and name and cloud.named(token, place, name, worldwide=taken.worldwide):
        raise Refused(taken.message(inputs))
    unique = subject.unique(inputs)
    if unique and (other := cloud.holding(place, unique)):
        raise Refused(f"ResourceConflictException: {other.id} already exists; delete or update it")
    _refuse(cloud, subject, inputs)
    used = cloud.used(token, place, str(inputs.get(subject.type.numbered[0]))) if subject.type.numbered else 0
    identifier, answer = outputs.created(subject.type, subject.urn, subject.account, inputs, used)
    declared = _declared(inputs)
    cloud.put(Standing(token, place.id, place.region, identifier, subject.urn, name or unique, declared, answer))
    if token == scaling.TARGET:
        scaling.register(cloud, subject.account, inputs)
    return identifier, answer


def update(cloud: Cloud, subject: Subject, identifier: str, inputs: Properties, olds: Properties) -> dict[str, Any]:
    """Update a resource in place; its outputs. What the update does not change keeps what it is in the cloud.

    Raises:
        Refused: the provider or AWS would not make the change.
    """
    after = outputs.updated(subject.type, subject.urn, subject.account, inputs, olds)
    standing = subject.find(cloud, identifier)
    if standing is None:
        return after
    _refuse(cloud, subject, inputs, standing)
    unchanged = {key: standing.properties[key] for key in after if _kept(key, after, olds, standing.properties)}
    merged = {**after, **unchanged}
    name = subject.unique(inputs) or standing.name
    cloud.put(dataclasses.replace(standing, name=name, inputs=_declared(inputs), properties=merged))
    if subject.type.token == scaling.TARGET:
        scaling.register(cloud, subject.account, inputs)
    return merged


def read(
    cloud: Cloud, subject: Subject, identifier: str, inputs: Properties
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Outputs and inputs of a resource for a refresh, or for an import if there are no inputs; None if it is gone.

    A refreshed input is what the cloud has, as with the real provider; inputs that the program does not set stay unset.
    """
    standing = subject.find(cloud, identifier)
    if standing is None:
        return None
    properties = {**standing.properties}
    for name in subject.type.sets:
        if name in properties:
            properties[name] = in_set_order(properties[name])
    known = outputs.read(subject.type, inputs or standing.inputs)
    return properties, {key: _refreshed(properties, key, value) for key, value in known.items()}


def delete(cloud: Cloud, subject: Subject, identifier: str, olds: Properties) -> None:
    """Delete a resource, if it exists. Its replacement may have the same id, such as that of a task definition.

    Raises:
        Refused: AWS protects it from deletion.
    """
    standing = subject.find(cloud, identifier)
    if standing is not None and subject.type.undeletable and (reason := subject.type.undeletable(standing.properties)):
        raise Refused(reason)
    if standing is None and (unique := subject.unique(olds)):
        # An alias gives a resource another type; its replacement has what the old one had.
        other = cloud.holding(subject.place, unique)
        standing = other if other and other.id == identifier else None
    if standing is not None and standing.properties.get("arn") == olds.get("arn"):
        cloud.delete(standing)


def in_set_order(items: list[Any]) -> list[Any]:
    """The items of a set in the order in which the provider returns them.

    They are sorted by the bytes of their values, attribute by attribute in alphabetical order (`setRules.Less` in
    cty/set_internals.go of go-cty). Items of sets therefore move when they change (pulumi-aws issue 2856).
    """
    return sorted(items, key=lambda item: json.dumps(item, sort_keys=True))


def _refuse(cloud: Cloud, subject: Subject, inputs: Properties, own: Standing | None = None) -> None:
    """Refuse what AWS refuses because of other resources of the type, in whichever account they are."""
    if subject.type.refuses is None:
        return
    others = [item for item in cloud.of_type(subject.type.token) if own is None or item.id != own.id]
    if reason := subject.type.refuses(inputs, [item.inputs for item in others]):
        raise Refused(reason)


def _kept(key: str, after: Properties, olds: Properties, standing: Properties) -> bool:
    return key in standing and key in olds and after[key] == olds[key]


def _refreshed(properties: Properties, key: str, value: Any) -> Any:
    return value if is_special(value) or key.startswith("__") else properties.get(key, value)


def _declared(inputs: Properties) -> dict[str, Any]:
    return {key: value for key, value in inputs.items() if not key.startswith("__")}
