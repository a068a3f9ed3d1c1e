"""Where builds, jobs, applications and machines have plain settings. Functions and ECS tasks have rules of their own.

`tests/policies/aws/test_setting_places.py` compares the tables with the installed SDK.
"""

from collections.abc import Mapping

from . import types as aws

_APPRUNNER = "sourceConfiguration"
SETTINGS: Mapping[str, tuple[str, ...]] = {
    aws.AMPLIFY_APP: ("environmentVariables", "autoBranchCreationConfig.environmentVariables"),
    aws.AMPLIFY_BRANCH: ("environmentVariables",),
    aws.APIGATEWAY_DEPLOYMENT: ("variables",),
    aws.APIGATEWAY_STAGE: ("variables",),
    aws.APIGATEWAYV2_STAGE: ("stageVariables",),
    aws.APPRUNNER_SERVICE: (
        f"{_APPRUNNER}.codeRepository.codeConfiguration.codeConfigurationValues.runtimeEnvironmentVariables",
        f"{_APPRUNNER}.imageRepository.imageConfiguration.runtimeEnvironmentVariables",
    ),
    aws.BATCH_JOB_DEFINITION: (
        "containerProperties",
        "ecsProperties",
        "eksProperties",
        "nodeProperties",
        "parameters",
    ),
    aws.BEDROCK_AGENTCORE_AGENT_RUNTIME: ("environmentVariables",),
    aws.BEDROCK_AGENTCORE_HARNESS: ("environmentVariables",),
    aws.CODEBUILD_PROJECT: ("environment.environmentVariables",),
    aws.CODEPIPELINE_PIPELINE: ("variables",),
    aws.ECS_DAEMON_TASK_DEFINITION: ("containerDefinitions",),
    aws.ELASTICBEANSTALK_CONFIGURATION_TEMPLATE: ("settings",),
    aws.ELASTICBEANSTALK_ENVIRONMENT: ("settings",),
    aws.EMR_CLUSTER: ("bootstrapActions", "configurations", "configurationsJson", "steps"),
    aws.EMR_INSTANCE_GROUP: ("configurationsJson",),
    aws.EMRSERVERLESS_APPLICATION: ("runtimeConfigurations",),
    aws.FINSPACE_KX_CLUSTER: ("commandLineArguments",),
    aws.GLUE_DEV_ENDPOINT: ("arguments",),
    aws.GLUE_JOB: ("defaultArguments", "nonOverridableArguments"),
    aws.KINESISANALYTICSV2_APPLICATION: ("applicationConfiguration.environmentProperties",),
    aws.LAMBDA_MICROVMS_IMAGE: ("environmentVariables",),
    aws.LAMBDAMICROVMS_IMAGE: ("environmentVariables",),
    aws.LIGHTSAIL_CONTAINER_SERVICE_DEPLOYMENT_VERSION: ("containers",),
    aws.MWAA_ENVIRONMENT: ("airflowConfigurationOptions",),
    aws.SAGEMAKER_MODEL: ("containers", "primaryContainer"),
    aws.SAGEMAKER_TRAINING_JOB: ("environment", "hyperParameters"),
    aws.SYNTHETICS_CANARY: ("runConfig.environmentVariables",),
}
"""By type, the properties with names and values that reach code, as objects, as lists or as JSON text."""

SCRIPTS: Mapping[str, tuple[str, ...]] = {
    aws.EC2_INSTANCE: ("userData", "userDataBase64"),
    aws.EC2_LAUNCH_CONFIGURATION: ("userData", "userDataBase64"),
    aws.EC2_LAUNCH_TEMPLATE: ("userData",),
    aws.EC2_SPOT_INSTANCE_REQUEST: ("userData", "userDataBase64"),
    aws.IMAGEBUILDER_IMAGE_RECIPE: ("userDataBase64",),
    aws.LIGHTSAIL_INSTANCE: ("userData",),
}
"""By type, the properties with a script."""
