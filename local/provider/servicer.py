"""The provider's side of the engine's protocol (`pulumirpc.ResourceProvider`)."""

import dataclasses
import random
from typing import Any, NoReturn

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc
from typing_extensions import override

from ..errors import LocalError
from . import cloudformation, outputs
from .account import Account, ConfigurationError, account_from
from .diff import Change, changes, replacing
from .invokes import InvokeError, invoke
from .property_names import unknown_names
from .resource_type import Shape
from .resource_types import shape_of
from .values import from_struct, to_struct

VERSION = "7.51.1"
"""Of pulumi-aws, whose types are served; pinned in `pyproject.toml`."""

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

    The engine opens one connection per instance and names the instance in no later call, so the connection tells which
    configuration a call is about.
    """

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}

    @override
    def Attach(self, request: Any, context: Any) -> Empty:
        return Empty()

    @override
    def Handshake(self, request: Any, context: Any) -> Any:
        # Without accept_secrets the engine itself takes secrets out of what it sends and marks the answers again.
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
            _refuse(context, str(problem))
        return provider_pb2.ConfigureResponse(acceptSecrets=False, supportsPreview=True)

    @override
    def Check(self, request: Any, context: Any) -> Any:
        shape = _shape(request.urn, context)
        inputs, olds = from_struct(request.news), from_struct(request.olds)
        _name(shape, inputs, olds, request)
        account = self._account(context, inputs)
        found = unknown_names(shape, inputs) + _published_failures(shape, inputs, account.region, context)
        return provider_pb2.CheckResponse(
            inputs=to_struct(inputs),
            failures=[provider_pb2.CheckFailure(property=path, reason=reason) for path, reason in found],
        )

    @override
    def Diff(self, request: Any, context: Any) -> Any:
        shape = _shape(request.urn, context)
        olds, news = from_struct(request.olds), from_struct(request.news)
        found = changes(from_struct(request.old_inputs), news)
        found += self._implied(olds, news, context, {change.root for change in found})
        return _diff_response(found, replacing(found, shape.replacing))

    @override
    def Create(self, request: Any, context: Any) -> Any:
        shape, inputs = _shape(request.urn, context), from_struct(request.properties)
        account = self._account(context, inputs)
        if request.preview:
            return provider_pb2.CreateResponse(properties=to_struct(outputs.planned(shape, account, inputs)))
        identifier, answer = outputs.created(shape, request.urn, account, inputs)
        return provider_pb2.CreateResponse(id=identifier, properties=to_struct(answer))

    @override
    def Update(self, request: Any, context: Any) -> Any:
        shape, inputs, olds = _shape(request.urn, context), from_struct(request.news), from_struct(request.olds)
        answer = outputs.replanned if request.preview else outputs.updated
        properties = answer(shape, request.urn, self._account(context, inputs), inputs, olds)
        return provider_pb2.UpdateResponse(properties=to_struct({**properties, "id": request.id}))

    @override
    def Read(self, request: Any, context: Any) -> Any:
        if not request.properties.fields:
            _refuse(context, f"the loopback provider holds no resources, so it cannot look up {request.id!r}")
        return provider_pb2.ReadResponse(id=request.id, properties=request.properties, inputs=request.inputs)

    @override
    def Delete(self, request: Any, context: Any) -> Empty:
        return Empty()

    @override
    def Invoke(self, request: Any, context: Any) -> Any:
        arguments = from_struct(request.args)
        try:
            answer = invoke(request.tok, self._account(context, arguments), arguments)
        except InvokeError as problem:
            _refuse(context, str(problem))
        response = provider_pb2.InvokeResponse()
        getattr(response, "return").CopyFrom(to_struct(answer))  # a field whose name is a Python keyword
        return response

    def _account(self, context: Any, inputs: dict[str, Any]) -> Account:
        """The account that a call is about, in the region that the resource itself may name."""
        account = self._accounts.get(context.peer())
        if account is None:
            _refuse(context, "the AWS provider is not configured")
        region = inputs.get("region")
        return dataclasses.replace(account, region=region) if region else account

    def _implied(self, olds: dict[str, Any], news: dict[str, Any], context: Any, seen: set[str]) -> list[Change]:
        """Changes that come from the provider's configuration: its region and its default tags."""
        account = self._account(context, news)
        expected = {"region": account.region, "tagsAll": account.tags_all(news.get("tags"))}
        return [
            Change(key, "update")
            for key, value in expected.items()
            if key in olds and olds[key] != value and key not in seen and not (key == "tagsAll" and "tags" in seen)
        ]


def _shape(urn: str, context: Any) -> Shape:
    token = urn.split("::")[2].rsplit("$", maxsplit=1)[-1]
    shape = shape_of(token)
    if shape is None:
        service = token.split(":")[1].split("/")[0]
        _refuse(
            context,
            f"the loopback provider has no shape for {token}; add one in local/provider/resource_types/{service}.py",
        )
    return shape


def _published_failures(
    shape: Shape, inputs: dict[str, Any], region: str, context: Any
) -> list[cloudformation.Failure]:
    try:
        return cloudformation.failures(shape, inputs, region)
    except LocalError as problem:
        _refuse(context, str(problem))


def _name(shape: Shape, inputs: dict[str, Any], olds: dict[str, Any], request: Any) -> None:
    """Name a resource that the program left unnamed, and keep that name from then on.

    `__defaults` lists what the provider filled in; the real provider writes it the same way.
    """
    if not shape.named or shape.named in inputs or f"{shape.named}Prefix" in inputs:
        return
    if shape.named in olds.get("__defaults", []):
        inputs[shape.named] = olds[shape.named]
    else:
        digits = random.Random(request.randomSeed).randbytes(4).hex()[:7]  # noqa: S311 - a name, no secret
        name = shape.name_prefix + request.urn.rsplit("::", 1)[-1]
        inputs[shape.named] = f"{name[: shape.longest_name - 8]}-{digits}"
    inputs["__defaults"] = [shape.named]


def _diff_response(found: list[Change], replaces: list[str]) -> Any:
    some, none = provider_pb2.DiffResponse.DIFF_SOME, provider_pb2.DiffResponse.DIFF_NONE
    return provider_pb2.DiffResponse(
        changes=some if found else none,
        replaces=replaces,
        diffs=sorted({change.root for change in found}),
        detailedDiff={
            change.path: provider_pb2.PropertyDiff(
                kind=(_REPLACING_KINDS if change.path in replaces else _KINDS)[change.kind], inputDiff=True
            )
            for change in found
        },
        hasDetailedDiff=True,
    )


def _refuse(context: Any, message: str) -> NoReturn:
    """End a call with one line that the engine shows."""
    context.abort(grpc.StatusCode.INVALID_ARGUMENT, message)
    raise AssertionError("unreachable: abort raises")
