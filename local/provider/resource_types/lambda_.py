"""Lambda: functions, layers, event source mappings, permissions, invocations."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from ..event_source_mapping import unique
from ..resource_type import ResourceContext, ResourceType
from ..values import identity, is_unknown

_ONCE = "CREATE_ONLY"


def _invoke_arn(context: ResourceContext, function: str) -> str:
    path = f"path/2015-03-31/functions/{function}/invocations"
    return f"arn:{context.account.partition}:apigateway:{context.account.region}:lambda:{path}"


def _code(context: ResourceContext) -> str:
    """A digest of the archive's content."""
    archive = identity(context.get("code"))
    content = archive.get("hash") if isinstance(archive, dict) else None
    return f"{content or context.get('sourceCodeHash') or context.get('imageUri') or context.get('s3Key') or ''}"


def _function(context: ResourceContext) -> Mapping[str, Any]:
    name = context.get("name")
    arn = context.arn("lambda", f"function:{name}")
    version = _version(context)
    qualified = f"{arn}:{version}"
    return {
        "id": name,
        "arn": arn,
        "invokeArn": _invoke_arn(context, arn),
        "qualifiedArn": qualified,
        "qualifiedInvokeArn": _invoke_arn(context, qualified),
        "responseStreamingInvokeArn": _invoke_arn(context, arn).replace("2015-03-31", "2021-11-15"),
        "version": version,
        "architectures": ["x86_64"],
        "codeSha256": _code(context),
        "sourceCodeHash": _code(context),
        "ephemeralStorage": {"size": 512},
        "loggingConfig": {"logFormat": "Text", "logGroup": f"/aws/lambda/{name}"},
        "tracingConfig": {"mode": "PassThrough"},
        "lastModified": context.now(),
    }


_PUBLISHED = (
    "architectures",
    "code",
    "deadLetterConfig",
    "description",
    "environment",
    "ephemeralStorage",
    "fileSystemConfig",
    "handler",
    "imageConfig",
    "imageUri",
    "kmsKeyArn",
    "layers",
    "loggingConfig",
    "memorySize",
    "publish",
    "role",
    "runtime",
    "s3Bucket",
    "s3Key",
    "s3ObjectVersion",
    "snapStart",
    "sourceCodeHash",
    "timeout",
    "tracingConfig",
    "vpcConfig",
)
"""Inputs whose change publishes a version, so tags and concurrency do not (`needsFunctionCodeUpdate`,
`needsFunctionConfigUpdate` and `resourceFunctionUpdate` in `internal/service/lambda/function.go` of
hashicorp/terraform-provider-aws)."""


def _version(context: ResourceContext) -> str:
    """The newest version, which the provider publishes with each change of code or configuration."""
    before = context.old.get("version", "")
    if not context.get("publish"):
        return before or "$LATEST"
    if not before.isdigit():
        return "1"
    changed = any(
        key in context.inputs and identity(context.inputs[key]) != identity(context.old.get(key)) for key in _PUBLISHED
    )
    return f"{int(before) + 1}" if changed else before


def _layer_version(context: ResourceContext) -> Mapping[str, Any]:
    layer = context.arn("lambda", f"layer:{context.get('layerName')}")
    version = context.old.get("arn", "").rpartition(":")[2] or f"{context.incremented('version')}"
    arn = f"{layer}:{version}"
    return {
        "id": arn,
        "arn": arn,
        "layerArn": layer,
        "version": version,
        "codeSha256": _code(context),
        "sourceCodeHash": _code(context),
        "createdDate": context.retained("createdDate", context.now()),
    }


def _event_source_mapping(context: ResourceContext) -> Mapping[str, Any]:
    mapping = context.uuid()
    function = f"{context.get('functionName')}"
    return {
        "id": mapping,
        "uuid": mapping,
        "arn": context.arn("lambda", f"event-source-mapping:{mapping}"),
        "functionArn": function if function.startswith("arn:") else context.arn("lambda", f"function:{function}"),
        "amazonManagedKafkaEventSourceConfig": {"consumerGroupId": mapping} if context.get("topics") else {},
        "lastModified": context.now(),
        "maximumRecordAgeInSeconds": -1,
        "maximumRetryAttempts": -1,
        "parallelizationFactor": 1,
        "state": "Enabled" if context.get("enabled", True) else "Disabled",
        "stateTransitionReason": "USER_INITIATED",
    }


def _permission(context: ResourceContext) -> Mapping[str, Any]:
    statement = context.get("statementId", f"{context.name}-{context.hex(7)}")
    return {"id": statement, "statementId": statement}


def _invoke_config(context: ResourceContext) -> Mapping[str, Any]:
    qualifier = context.get("qualifier")
    return {"id": f"{context.get('functionName')}:{qualifier}" if qualifier else context.get("functionName")}


def _alias(context: ResourceContext) -> Mapping[str, Any]:
    function = f"{context.get('functionName')}"
    base = function if function.startswith("arn:") else context.arn("lambda", f"function:{function}")
    arn = f"{base}:{context.get('name')}"
    return {"id": arn, "arn": arn, "invokeArn": _invoke_arn(context, arn)}


def _provisioned_concurrency(context: ResourceContext) -> Mapping[str, Any]:
    """Its id is that of `internal/service/lambda/provisioned_concurrency_config.go`."""
    return {"id": f"{context.get('functionName')},{context.get('qualifier')}"}


def _recursion_config(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.get("functionName")}


def _code_signing_config(context: ResourceContext) -> Mapping[str, Any]:
    config = f"csc-{context.text(17)}"
    arn = context.arn("lambda", f"code-signing-config:{config}")
    return {"id": arn, "arn": arn, "configId": config, "lastModified": context.now()}


def _invocation(context: ResourceContext) -> Mapping[str, Any]:
    """The invocation, which the local runtime makes when the cell starts: at deployment no function runs.

    Its result is therefore JSON's null. Id and defaults are those of `internal/service/lambda/invocation.go` in
    hashicorp/terraform-provider-aws.
    """
    payload = f"{context.get('input')}"
    if not _invoked_once(context.inputs):
        before = json.loads(context.old["input"]) if context.old else None
        lifecycle = {"action": "update" if context.old else "create", "prev_input": before}
        document = json.loads(payload) | {context.get("terraformKey", "tf"): lifecycle}
        payload = json.dumps(document, sort_keys=True, separators=(",", ":"))
    digest = hashlib.md5(payload.encode(), usedforsecurity=False).hexdigest()
    qualifier = context.get("qualifier", "$LATEST")
    return {"id": f"{context.get('functionName')},{qualifier},{digest}", "result": "null"}


def _invoked_once(inputs: Mapping[str, Any]) -> bool:
    return inputs.get("lifecycleScope", _ONCE) == _ONCE


def _invoked_again(_old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """A changed input replaces an invocation that runs only when it is created."""
    return ("input",) if _invoked_once(new) else ()


def _invocation_failures(inputs: Mapping[str, Any], _region: str) -> list[tuple[str, str]]:
    """What the provider rejects before it invokes anything."""
    found: list[tuple[str, str]] = []
    scope, text = inputs.get("lifecycleScope", _ONCE), inputs.get("input")
    if not is_unknown(scope) and scope not in (_ONCE, "CRUD"):
        found.append(("lifecycleScope", f"expected CREATE_ONLY or CRUD, got {scope}"))
    if isinstance(text, str) and not is_unknown(text):
        try:
            document = json.loads(text)
        except ValueError as error:
            return [*found, ("input", f"contains an invalid JSON: {error}")]
        if scope == "CRUD" and not isinstance(document, dict):
            found.append(("input", "lifecycle_scope other than CREATE_ONLY requires input to be a JSON object"))
    return found


RESOURCE_TYPES = (
    ResourceType(
        "aws:lambda/function:Function",
        _function,
        cloudformation_type="AWS::Lambda::Function",
        # CloudFormation's `Code` is an object; here it is an archive.
        unchecked=("code",),
        name_property="name",
        max_name_length=64,
        force_new=("packageType", "tenancyConfig"),
        defaults={
            "packageType": "Zip",
            "memorySize": 128,
            "timeout": 3,
            "publish": False,
            "reservedConcurrentExecutions": -1,
        },
    ),
    ResourceType(
        "aws:lambda/layerVersion:LayerVersion",
        _layer_version,
        cloudformation_type="AWS::Lambda::LayerVersion",
        numbered=("layerName", "version"),
        force_new=(
            "code",
            "compatibleArchitectures",
            "compatibleRuntimes",
            "description",
            "layerName",
            "licenseInfo",
            "s3Bucket",
            "s3Key",
            "s3ObjectVersion",
            "sourceCodeHash",
        ),
    ),
    ResourceType(
        "aws:lambda/eventSourceMapping:EventSourceMapping",
        _event_source_mapping,
        cloudformation_type="AWS::Lambda::EventSourceMapping",
        force_new=(
            "amazonManagedKafkaEventSourceConfig.consumerGroupId",
            "eventSourceArn",
            "queues",
            "selfManagedEventSource",
            "selfManagedKafkaEventSourceConfig",
            "startingPosition",
            "startingPositionTimestamp",
            "topics",
        ),
        defaults={"enabled": True},
        unique=unique,
    ),
    ResourceType(
        "aws:lambda/permission:Permission",
        _permission,
        cloudformation_type="AWS::Lambda::Permission",
        force_new=(
            "action",
            "eventSourceToken",
            "function",
            "functionUrlAuthType",
            "invokedViaFunctionUrl",
            "principal",
            "principalOrgId",
            "qualifier",
            "sourceAccount",
            "sourceArn",
            "statementId",
            "statementIdPrefix",
        ),
    ),
    ResourceType(
        "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
        _invoke_config,
        cloudformation_type="AWS::Lambda::EventInvokeConfig",
        force_new=("functionName", "qualifier"),
        defaults={"maximumRetryAttempts": 2},
    ),
    ResourceType(
        "aws:lambda/alias:Alias",
        _alias,
        cloudformation_type="AWS::Lambda::Alias",
        name_property="name",
        force_new=("functionName",),
    ),
    ResourceType(
        "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
        _provisioned_concurrency,
        force_new=("functionName", "qualifier"),
        defaults={"skipDestroy": False},
    ),
    ResourceType(
        "aws:lambda/functionRecursionConfig:FunctionRecursionConfig",
        _recursion_config,
        force_new=("functionName",),
    ),
    ResourceType(
        "aws:lambda/codeSigningConfig:CodeSigningConfig",
        _code_signing_config,
        cloudformation_type="AWS::Lambda::CodeSigningConfig",
    ),
    ResourceType(
        "aws:lambda/invocation:Invocation",
        _invocation,
        force_new=("functionName", "qualifier", "triggers"),
        also_replaces=_invoked_again,
        validate=_invocation_failures,
        defaults={"lifecycleScope": _ONCE, "qualifier": "$LATEST", "terraformKey": "tf"},
    ),
)
