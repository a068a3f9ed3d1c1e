"""Cases of the rule `setting-secrets`."""

import json
from base64 import b64encode
from typing import Any

from policies.testing import UNKNOWN, Case, Cases, case
from tests.policies.plain_settings import HARMLESS, KNOWN_SECRETS, NAMED_SECRETS

_PROJECT = "aws:codebuild/project:Project"
_JOB = "aws:batch/jobDefinition:JobDefinition"
_SERVICE = "aws:apprunner/service:Service"
_MACHINE = "aws:ec2/instance:Instance"
_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders"

_MAPS = (
    ("aws:amplify/app:App", "environmentVariables"),
    ("aws:amplify/app:App", "autoBranchCreationConfig.environmentVariables"),
    ("aws:amplify/branch:Branch", "environmentVariables"),
    ("aws:apigateway/stage:Stage", "variables"),
    ("aws:apigatewayv2/stage:Stage", "stageVariables"),
    (_SERVICE, "sourceConfiguration.imageRepository.imageConfiguration.runtimeEnvironmentVariables"),
    (
        _SERVICE,
        "sourceConfiguration.codeRepository.codeConfiguration.codeConfigurationValues.runtimeEnvironmentVariables",
    ),
    (_JOB, "parameters"),
    ("aws:apigateway/deployment:Deployment", "variables"),
    ("aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime", "environmentVariables"),
    ("aws:bedrock/agentcoreHarness:AgentcoreHarness", "environmentVariables"),
    ("aws:finspace/kxCluster:KxCluster", "commandLineArguments"),
    ("aws:lambda/microvmsImage:MicrovmsImage", "environmentVariables"),
    ("aws:lambdamicrovms/image:Image", "environmentVariables"),
    ("aws:glue/devEndpoint:DevEndpoint", "arguments"),
    ("aws:glue/job:Job", "defaultArguments"),
    ("aws:glue/job:Job", "nonOverridableArguments"),
    ("aws:mwaa/environment:Environment", "airflowConfigurationOptions"),
    ("aws:sagemaker/model:Model", "primaryContainer.environment"),
    ("aws:sagemaker/trainingJob:TrainingJob", "environment"),
    ("aws:sagemaker/trainingJob:TrainingJob", "hyperParameters"),
    ("aws:synthetics/canary:Canary", "runConfig.environmentVariables"),
)
"""Properties with an object of names and values."""

_NESTED: tuple[tuple[str, str, Any, str], ...] = (
    (
        "aws:codepipeline/pipeline:Pipeline",
        "variables",
        [{"name": "API_KEY", "defaultValue": "x"}],
        "[0].defaultValue",
    ),
    (
        "aws:ecs/daemonTaskDefinition:DaemonTaskDefinition",
        "containerDefinitions",
        [{"name": "agent", "environments": [{"name": "DD_API_KEY", "value": "x"}]}],
        "[0].environments[0].value",
    ),
    (
        "aws:emr/instanceGroup:InstanceGroup",
        "configurationsJson",
        json.dumps([{"Classification": "core-site", "Properties": {"fs.s3a.secret.key": "x"}}]),
        "[0].Properties.fs.s3a.secret.key",
    ),
    (
        "aws:sagemaker/model:Model",
        "containers",
        [{"image": "x", "environment": {"DB_PASS": "x"}}],
        "[0].environment.DB_PASS",
    ),
    (
        "aws:lightsail/containerServiceDeploymentVersion:ContainerServiceDeploymentVersion",
        "containers",
        [{"containerName": "web", "environment": {"apiKey": "x"}}],
        "[0].environment.apiKey",
    ),
    (
        "aws:kinesisanalyticsv2/application:Application",
        "applicationConfiguration",
        {"environmentProperties": {"propertyGroups": [{"propertyGroupId": "a", "propertyMap": {"db.password": "x"}}]}},
        ".environmentProperties.propertyGroups[0].propertyMap.db.password",
    ),
    (
        "aws:emr/cluster:Cluster",
        "configurationsJson",
        json.dumps([{"Classification": "hive-site", "Properties": {"javax.jdo.option.ConnectionPassword": "x"}}]),
        "[0].Properties.javax.jdo.option.ConnectionPassword",
    ),
    (
        "aws:emrserverless/application:Application",
        "runtimeConfigurations",
        [{"classification": "spark-defaults", "properties": {"spark.hadoop.fs.s3a.secret.key": "x"}}],
        "[0].properties.spark.hadoop.fs.s3a.secret.key",
    ),
    *(
        (
            f"aws:elasticbeanstalk/{kind}",
            "settings",
            [{"namespace": "aws:elasticbeanstalk:application:environment", "name": "DB_PASS", "value": "x"}],
            "[0].value",
        )
        for kind in ("environment:Environment", "configurationTemplate:ConfigurationTemplate")
    ),
    (
        _JOB,
        "containerProperties",
        json.dumps({"image": "x", "environment": [{"name": "PGPASSWORD", "value": "x"}]}),
        ".environment[0].value",
    ),
    (
        _JOB,
        "nodeProperties",
        json.dumps({"nodeRangeProperties": [{"container": {"environment": [{"name": "DB_PASS", "value": "x"}]}}]}),
        ".nodeRangeProperties[0].container.environment[0].value",
    ),
    (
        _JOB,
        "eksProperties",
        {"podProperties": {"containers": [{"envs": [{"name": "clientSecret", "value": "x"}]}]}},
        ".podProperties.containers[0].envs[0].value",
    ),
)
"""Properties with a secret further inside."""

_SCRIPTS = (
    "#!/bin/sh\nexport DB_PASSWORD=word\n",
    "DB_PASS='word'",
    "#cloud-config\napi_key: abc\n",
    "aws configure set aws_access_key_id AKIAIOSFODNN7EXAMPLE",
    "curl postgres://me:word@host/orders",
    '<powershell>\n$env:CLIENT_SECRET = "word"\n</powershell>',
)
_HARMLESS_SCRIPTS = (
    "#!/bin/sh\necho hello\n",
    "#!/bin/sh\nDB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id orders)\n",
    f"DB_SECRET_ARN={_ARN}\n",
    "export DB_PASSWORD=${DB_PASSWORD}\n",
    "export TOKEN_TTL_SECONDS=60\n",
)


def _within(path: str, value: Any) -> dict[str, Any]:
    for key in reversed(path.split(".")):
        value = {key: value}
    return value


def _build(value: object, *at: str, name: str = "DB_PASS", **more: str) -> Case:
    variables = [{"name": name, "value": value, **more}]
    return case({"environment": {"environmentVariables": variables}}, *at, kind=_PROJECT)


_AT = "environment.environmentVariables[0].value"

_PARAMETER = "aws:ssm/parameter:Parameter"


def _parameter(value: object, *at: str, name: str = "/lisbon/db-password", kind: object = "String") -> Case:
    return case({"name": name, "type": kind, "value": value}, *at, kind=_PARAMETER)


CASES = Cases(
    passes=[
        _parameter("word", kind="SecureString"),
        _parameter("60", name="/lisbon/token-ttl-seconds"),
        _parameter(_ARN, name="/lisbon/db-secret"),
        *(case(_within(path, {"STAGE": "live", "DB_SECRET_ARN": _ARN}), kind=kind) for kind, path in _MAPS),
        *(_build(value, name=name) for name, value in HARMLESS),
        _build("orders", type="SECRETS_MANAGER"),
        _build("orders-password", type="PARAMETER_STORE"),
        case({}, kind=_PROJECT),
        case(
            {
                "containerProperties": json.dumps(
                    {"secrets": [{"name": "DB_PASS", "valueFrom": _ARN}], "command": ["a"]}
                )
            },
            kind=_JOB,
        ),
        case(
            {
                "sourceConfiguration": {
                    "imageRepository": {"imageConfiguration": {"runtimeEnvironmentSecrets": {"DB_PASS": "orders"}}}
                }
            },
            kind=_SERVICE,
        ),
        *(case({"userData": script}, kind=_MACHINE) for script in _HARMLESS_SCRIPTS),
        case({"userData": b64encode(_HARMLESS_SCRIPTS[0].encode()).decode()}, kind=_TEMPLATE),
    ],
    fails=[
        _parameter("word", "value"),
        _parameter("word", "value", kind="StringList"),
        _parameter("AKIAIOSFODNN7EXAMPLE", "value", name="/lisbon/setting"),
        case({"name": "apiKey", "type": "String", "insecureValue": "x"}, "insecureValue", kind=_PARAMETER),
        *(case(_within(path, {"DB_PASS": "x"}), f"{path}.DB_PASS", kind=kind) for kind, path in _MAPS),
        *(case({root: value}, f"{root}{at}", kind=kind) for kind, root, value, at in _NESTED),
        *(_build("x", _AT, name=name) for name in NAMED_SECRETS),
        *(_build(value, _AT, name="SETTING") for value in KNOWN_SECRETS),
        _build("x", _AT, type="PLAINTEXT"),
        *(case({"userData": script}, "userData", kind=_MACHINE) for script in _SCRIPTS),
        *(
            case({"userData": b64encode(script.encode()).decode()}, "userData", kind=kind)
            for script in _SCRIPTS
            for kind in (_TEMPLATE, "aws:lightsail/instance:Instance")
        ),
        *(
            case({"userDataBase64": b64encode(_SCRIPTS[0].encode()).decode()}, "userDataBase64", kind=kind)
            for kind in (
                _MACHINE,
                "aws:ec2/launchConfiguration:LaunchConfiguration",
                "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
                "aws:imagebuilder/imageRecipe:ImageRecipe",
            )
        ),
        case({"containerProperties": "oops"}, "containerProperties", kind=_JOB),
    ],
    unknown=[
        _parameter(UNKNOWN, "value"),
        _parameter("word", "type", kind=UNKNOWN),
        case({"name": UNKNOWN, "type": "String", "value": "word"}, "name", kind=_PARAMETER),
        case({"environment": UNKNOWN}, _AT.removesuffix("[0].value"), kind=_PROJECT),
        _build(UNKNOWN, _AT),
        case({"userData": UNKNOWN}, "userData", kind=_MACHINE),
        case({"containerProperties": UNKNOWN}, "containerProperties", kind=_JOB),
    ],
)
