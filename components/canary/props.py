"""The desired state of the canary."""

from pathlib import Path
from typing import Any, Final

import pulumi

from ..core.outputs import joined
from .config import CanaryConfig

CANARY_TYPE: Final = "AWS::Synthetics::Canary"

SCRIPT: Final = Path(__file__).with_name("script.js")
"""The script, which runs in CloudWatch Synthetics."""

HANDLER: Final = "index.handler"
MEMORY_MB: Final = 960
"""The smallest that AWS accepts."""

TIMEOUT_SECONDS: Final = 60
"""Both steps may take ten seconds, and the runtime needs up to fifteen to start (CloudWatch user guide, runtime
versions using Node.js and Puppeteer)."""


def canary_state(
    name: str, config: CanaryConfig, bucket: pulumi.Input[str], role_arn: pulumi.Input[str]
) -> dict[str, Any]:
    """The canary with its script inside, so that no object must be uploaded before it."""
    rate = "1 minute" if config.minutes == 1 else f"{config.minutes} minutes"
    page = {} if config.page_url is None else {"PAGE_URL": config.page_url}
    return {
        "Name": name,
        "RuntimeVersion": config.runtime_version,
        "Code": {"Handler": HANDLER, "Script": SCRIPT.read_text(encoding="utf-8")},
        "ExecutionRoleArn": role_arn,
        "ArtifactS3Location": joined("s3://", bucket),
        "ArtifactConfig": {"S3Encryption": {"EncryptionMode": "SSE_KMS", "KmsKeyArn": config.key_arn}},
        "Schedule": {"Expression": f"rate({rate})"},
        "RunConfig": {
            "ActiveTracing": True,
            "EnvironmentVariables": {"API_URL": config.api_url, **page},
            "MemoryInMB": MEMORY_MB,
            "TimeoutInSeconds": TIMEOUT_SECONDS,
        },
        "VPCConfig": {"SubnetIds": config.subnet_ids, "SecurityGroupIds": [config.security_group_id]},
        "SuccessRetentionPeriod": config.retention_days,
        "FailureRetentionPeriod": config.retention_days,
        "StartCanaryAfterCreation": True,
        # The function and its layers go with the canary.
        "ProvisionedResourceCleanup": "AUTOMATIC",
    }
