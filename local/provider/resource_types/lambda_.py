"""Lambda: functions, layers, event source mappings, permissions."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape
from ..values import identity


def _invoke_arn(made: Made, function: str) -> str:
    path = f"path/2015-03-31/functions/{function}/invocations"
    return f"arn:{made.account.partition}:apigateway:{made.account.region}:lambda:{path}"


def _code(made: Made) -> str:
    """A digest that follows the archive's content."""
    archive = identity(made.get("code"))
    content = archive.get("hash") if isinstance(archive, dict) else None
    return f"{content or made.get('sourceCodeHash') or made.get('imageUri') or made.get('s3Key') or ''}"


def _function(made: Made) -> Mapping[str, Any]:
    name = made.get("name")
    arn = made.arn("lambda", f"function:{name}")
    publish = bool(made.get("publish"))
    version = (
        f"{made.raised('version')}"
        if publish and made.old.get("version", "").isdigit()
        else "1"
        if publish
        else "$LATEST"
    )
    qualified = f"{arn}:{version}"
    return {
        "id": name,
        "arn": arn,
        "invokeArn": _invoke_arn(made, arn),
        "qualifiedArn": qualified,
        "qualifiedInvokeArn": _invoke_arn(made, qualified),
        "responseStreamingInvokeArn": _invoke_arn(made, arn).replace("2015-03-31", "2021-11-15"),
        "version": version,
        "architectures": ["x86_64"],
        "codeSha256": _code(made),
        "sourceCodeHash": _code(made),
        "ephemeralStorage": {"size": 512},
        "loggingConfig": {"logFormat": "Text", "logGroup": f"/aws/lambda/{name}"},
        "tracingConfig": {"mode": "PassThrough"},
        "lastModified": made.now(),
    }


def _layer_version(made: Made) -> Mapping[str, Any]:
    layer = made.arn("lambda", f"layer:{made.get('layerName')}")
    arn = f"{layer}:1"
    return {
        "id": arn,
        "arn": arn,
        "layerArn": layer,
        "version": "1",
        "codeSha256": _code(made),
        "sourceCodeHash": _code(made),
        "createdDate": made.kept("createdDate", made.now()),
    }


def _event_source_mapping(made: Made) -> Mapping[str, Any]:
    mapping = made.uuid()
    function = f"{made.get('functionName')}"
    return {
        "id": mapping,
        "uuid": mapping,
        "arn": made.arn("lambda", f"event-source-mapping:{mapping}"),
        "functionArn": function if function.startswith("arn:") else made.arn("lambda", f"function:{function}"),
        "amazonManagedKafkaEventSourceConfig": {"consumerGroupId": mapping} if made.get("topics") else {},
        "lastModified": made.now(),
        "maximumRecordAgeInSeconds": -1,
        "maximumRetryAttempts": -1,
        "parallelizationFactor": 1,
        "state": "Enabled" if made.get("enabled", True) else "Disabled",
        "stateTransitionReason": "USER_INITIATED",
    }


def _permission(made: Made) -> Mapping[str, Any]:
    statement = made.get("statementId", f"{made.name}-{made.hex(7)}")
    return {"id": statement, "statementId": statement}


def _invoke_config(made: Made) -> Mapping[str, Any]:
    qualifier = made.get("qualifier")
    return {"id": f"{made.get('functionName')}:{qualifier}" if qualifier else made.get("functionName")}


def _alias(made: Made) -> Mapping[str, Any]:
    function = f"{made.get('functionName')}"
    base = function if function.startswith("arn:") else made.arn("lambda", f"function:{function}")
    arn = f"{base}:{made.get('name')}"
    return {"id": arn, "arn": arn, "invokeArn": _invoke_arn(made, arn)}


SHAPES = (
    Shape(
        "aws:lambda/function:Function",
        _function,
        published="AWS::Lambda::Function",
        # CloudFormation's `Code` is an object; here it is an archive.
        unlike=("code",),
        named="name",
        longest_name=64,
        replaces=("packageType", "tenancyConfig"),
        defaults={
            "packageType": "Zip",
            "memorySize": 128,
            "timeout": 3,
            "publish": False,
            "reservedConcurrentExecutions": -1,
        },
    ),
    Shape(
        "aws:lambda/layerVersion:LayerVersion",
        _layer_version,
        published="AWS::Lambda::LayerVersion",
        replaces=(
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
    Shape(
        "aws:lambda/eventSourceMapping:EventSourceMapping",
        _event_source_mapping,
        published="AWS::Lambda::EventSourceMapping",
        replaces=(
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
    ),
    Shape(
        "aws:lambda/permission:Permission",
        _permission,
        published="AWS::Lambda::Permission",
        replaces=(
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
    Shape(
        "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
        _invoke_config,
        published="AWS::Lambda::EventInvokeConfig",
        replaces=("functionName", "qualifier"),
        defaults={"maximumRetryAttempts": 2},
    ),
    Shape(
        "aws:lambda/alias:Alias",
        _alias,
        published="AWS::Lambda::Alias",
        named="name",
        replaces=("functionName",),
    ),
)
