"""The provider's service in the engine's protocol (`pulumirpc.ResourceProvider`)."""

import dataclasses
import random
from typing import Any, NoReturn

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc
from typing_extensions import override

from ..errors import LocalError
from . import cloudformation, lifecycle, outputs
from .account import Account, ConfigurationError, account_from
from .cloud import Cloud
from .diff import Change, changes
from .invokes import InvokeError, invoke
from .lifecycle import Subject
from .property_names import unknown_names
from .replacement import force_new_properties, replacing
from .resource_type import Failure, Refused, ResourceType
from .resource_types import find_resource_type
from .sdk import module_name
from .values import from_struct, to_struct

VERSION = "7.51.1"
"""The version of pulumi-aws, as pinned in `pyproject.toml`."""

_ADDED, _DELETED, _UPDATED = (
    provider_pb2.PropertyDiff.ADD,
    provider_pb2.PropertyDiff.DELETE,
    provider_pb2.PropertyDiff.UPDATE,
)
_KINDS = {"add": _ADDED, "delete": _DELETED, "update": _UPDATED}
_REPLACING_KINDS = {
    "add": provider_pb2.PropertyDiff.ADD_REPLACE,
    "delete": provider_pb2.PropertyDiff.DELETE_REPLACE,
    "update": provider_pb2.PropertyDiff.UPDATE_REPLACE,
}


class LoopbackProvider(provider_pb2_grpc.ResourceProviderServicer):
    """Serves all provider instances of a deployment.

    The engine opens one connection per instance and identifies the instance in no later call, so calls are matched to
    configurations by their connection.
    """

    def __init__(self, cloud: Cloud | None = None) -> None:
        self._cloud = cloud or Cloud()
        self._accounts: dict[str, Account] = {}

    @override
    def Attach(self, request: Any, context: Any) -> Empty:
        return Empty()

    @override
    def Handshake(self, request: Any, context: Any) -> Any:
        # Without accept_secrets the engine sends secrets as plain values and marks the outputs as secrets again.
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=False)

    @override
    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo(version=VERSION)

    @override
    def GetSchema(self, request: Any, context: Any) -> Any:
        return provider_pb2.GetSchemaResponse(schema=f'{{"name": "aws", "version": "{VERSION}"}}')

    @override
    def Cancel(self, request: Any, context: Any) -> Empty:
        return Empty()

    @override
    def CheckConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    @override
    def DiffConfig(self, request: Any, context: Any) -> Any:
        found = changes(from_struct(request.old_inputs) or from_struct(request.olds), from_struct(request.news))
        return _diff_response(found, [])

    @override
    def Configure(self, request: Any, context: Any) -> Any:
        try:
            self._accounts[context.peer()] = account_from(from_struct(request.args))
        except ConfigurationError as problem:
            _abort(context, str(problem))
        return provider_pb2.ConfigureResponse(acceptSecrets=False, supportsPreview=True)

    @override
    def Check(self, request: Any, context: Any) -> Any:
        resource_type = _resource_type(request.urn, context)
        inputs, olds = from_struct(request.news), from_struct(request.olds)
        _name(resource_type, inputs, olds, request)
        account = self._account(context, inputs)
        found = unknown_names(resource_type, inputs) + _value_failures(resource_type, inputs, account.region, context)
        return provider_pb2.CheckResponse(
            inputs=to_struct(inputs),
            failures=[provider_pb2.CheckFailure(property=path, reason=reason) for path, reason in found],
        )

    @override
    def Diff(self, request: Any, context: Any) -> Any:
        resource_type = _resource_type(request.urn, context)
        olds, news = from_struct(request.olds), from_struct(request.news)
        old_inputs = from_struct(request.old_inputs)
        # The real provider compares with what it read from AWS.
        found = changes(outputs.read(resource_type, old_inputs), news)
        found += self._configuration_changes(olds, news, context, {change.root for change in found})
        further = resource_type.also_replaces(old_inputs, news) if resource_type.also_replaces else ()
        replaces = replacing(found, (*force_new_properties(resource_type), *further))
        return _diff_response(found, replaces, delete_first=_has_own_name(resource_type, news, found))

    @override
    def Create(self, request: Any, context: Any) -> Any:
        resource_type, inputs = _resource_type(request.urn, context), from_struct(request.properties)
        account = self._account(context, inputs)
        if request.preview:
            return provider_pb2.CreateResponse(properties=to_struct(outputs.planned(resource_type, account, inputs)))
        try:
            identifier, answer = lifecycle.create(self._cloud, Subject(resource_type, request.urn, account), inputs)
        except Refused as problem:
            _abort(context, str(problem))
        return provider_pb2.CreateResponse(id=identifier, properties=to_struct(answer))

    @override
    def Update(self, request: Any, context: Any) -> Any:
        resource_type, inputs, olds = (
            _resource_type(request.urn, context),
            from_struct(request.news),
            from_struct(request.olds),
        )
        account, urn = self._account(context, inputs), request.urn
        try:
            properties = (
                outputs.replanned(resource_type, urn, account, inputs, olds)
                if request.preview
                else lifecycle.update(self._cloud, Subject(resource_type, urn, account), request.id, inputs, olds)
            )
        except Refused as problem:
            _abort(context, str(problem))
        return provider_pb2.UpdateResponse(properties=to_struct({**properties, "id": request.id}))

    @override
    def Read(self, request: Any, context: Any) -> Any:
        resource_type, inputs = _resource_type(request.urn, context), from_struct(request.inputs)
        account = self._account(context, from_struct(request.properties) or inputs)
        found = lifecycle.read(self._cloud, Subject(resource_type, request.urn, account), request.id, inputs)
        if found is None:
            if not request.properties.fields:
                _abort(context, f"resource {request.id!r} does not exist")
            # A state that is older than its cloud has what the cloud does not.
            unchanged = to_struct(outputs.read(resource_type, inputs))
            return provider_pb2.ReadResponse(id=request.id, properties=request.properties, inputs=unchanged)
        properties, refreshed = found
        return provider_pb2.ReadResponse(id=request.id, properties=to_struct(properties), inputs=to_struct(refreshed))

    @override
    def Delete(self, request: Any, context: Any) -> Empty:
        olds = from_struct(request.properties)
        subject = Subject(_resource_type(request.urn, context), request.urn, self._account(context, olds))
        try:
            lifecycle.delete(self._cloud, subject, request.id, olds)
        except Refused as problem:
            _abort(context, str(problem))
        return Empty()

    @override
    def Invoke(self, request: Any, context: Any) -> Any:
        arguments = from_struct(request.args)
        try:
            answer = invoke(request.tok, self._account(context, arguments), arguments)
        except InvokeError as problem:
            _abort(context, str(problem))
        response = provider_pb2.InvokeResponse()
        getattr(response, "return").CopyFrom(to_struct(answer))  # a field whose name is a Python keyword
        return response

    def _account(self, context: Any, inputs: dict[str, Any]) -> Account:
        """The account of a call, in the region of the resource if it sets one."""
        account = self._accounts.get(context.peer())
        if account is None:
            _abort(context, "the AWS provider is not configured")
        region = inputs.get("region")
        return dataclasses.replace(account, region=region) if region else account

    def _configuration_changes(
        self, olds: dict[str, Any], news: dict[str, Any], context: Any, seen: set[str]
    ) -> list[Change]:
        """Changes caused by the provider's configuration: its region and its default tags."""
        account = self._account(context, news)
        expected = {"region": account.region, "tagsAll": account.tags_all(news.get("tags"))}
        return [
            Change(key, "update")
            for key, value in expected.items()
            if key in olds and olds[key] != value and key not in seen and not (key == "tagsAll" and "tags" in seen)
        ]


def _resource_type(urn: str, context: Any) -> ResourceType:
    token = urn.split("::")[2].rsplit("$", maxsplit=1)[-1]
    found = find_resource_type(token)
    if found is None:
        module = f"local/provider/resource_types/{module_name(token)}.py"
        _abort(context, f"the loopback provider does not serve {token}; add it in {module}")
    return found


def _value_failures(resource_type: ResourceType, inputs: dict[str, Any], region: str, context: Any) -> list[Failure]:
    try:
        found = cloudformation.failures(resource_type, inputs, region)
        return found + (resource_type.validate(inputs, region) if resource_type.validate else [])
    except LocalError as problem:
        _abort(context, str(problem))


def _name(resource_type: ResourceType, inputs: dict[str, Any], olds: dict[str, Any], request: Any) -> None:
    """Generate a name for a resource without one, and retain it in later updates.

    `__defaults` lists the properties that the provider set, as with the real provider.
    """
    key = resource_type.name_property
    if not key or key in inputs or f"{key}Prefix" in inputs:
        return
    if key in olds.get("__defaults", []):
        inputs[key] = olds[key]
    else:
        digits = random.Random(request.randomSeed).randbytes(4).hex()[:7]  # noqa: S311 - a name, no secret
        name = resource_type.name_prefix + request.urn.rsplit("::", 1)[-1]
        inputs[key] = f"{name[: resource_type.max_name_length - 8]}-{digits}"
    inputs["__defaults"] = [key]


def _has_own_name(resource_type: ResourceType, news: dict[str, Any], found: list[Change]) -> bool:
    """Whether a replacement has the name of the old resource, which must be deleted first.

    The bridge decides so for names that the program sets (`nameRequiresDeleteBeforeReplace` in pkg/tfbridge/schema.go).
    """
    name = resource_type.name_property
    changed = {change.root for change in found}
    return name in news and name not in news.get("__defaults", []) and name not in changed


def _diff_response(found: list[Change], replaces: list[str], *, delete_first: bool = False) -> Any:
    some, none = provider_pb2.DiffResponse.DIFF_SOME, provider_pb2.DiffResponse.DIFF_NONE
    return provider_pb2.DiffResponse(
        changes=some if found else none,
        replaces=replaces,
        deleteBeforeReplace=delete_first,
        diffs=sorted({change.root for change in found}),
        detailedDiff={
            change.path: provider_pb2.PropertyDiff(
                kind=(_REPLACING_KINDS if change.path in replaces else _KINDS)[change.kind], inputDiff=True
            )
            for change in found
        },
        hasDetailedDiff=True,
    )


def _abort(context: Any, message: str) -> NoReturn:
    """Fail a call with one line, which the engine prints."""
    context.abort(grpc.StatusCode.INVALID_ARGUMENT, message)
    raise AssertionError("unreachable: abort raises")
