"""IAM statements of a task's execution role."""

import pulumi

from ..core.cell import CellArgs
from ..core.iam import Statement, allow
from .config import TaskConfig
from .images import ecr_repository_arn


def execution_statements(config: TaskConfig, cell: CellArgs, log_group_arn: pulumi.Output[str]) -> list[Statement]:
    """What ECS does before the code runs: write logs, pull the image, read secrets.

    Source: Amazon ECS developer guide, "Amazon ECS task execution IAM role".
    """
    streams = log_group_arn.apply(lambda arn: f"{arn}:*")
    granted = [allow("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], streams)]
    if repository := _repository(config.image):
        granted += _pull_statements(repository)
    if config.secrets:
        granted += _secret_statements(config, cell["region"])
    return granted


def _repository(image: pulumi.Input[str]) -> pulumi.Input[str] | None:
    """The ARN of the repository to pull from; None for an image of another registry."""
    if isinstance(image, str):
        return ecr_repository_arn(image)
    return pulumi.Output.from_input(image).apply(lambda known: str(ecr_repository_arn(known)))


def _pull_statements(repository_arn: pulumi.Input[str]) -> list[Statement]:
    actions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    return [
        # The token is for the whole registry: the action has no resource (Service Authorization Reference).
        allow("SignInToRegistry", ["ecr:GetAuthorizationToken"], "*"),
        allow("PullImage", actions, repository_arn),
    ]


def _secret_statements(config: TaskConfig, region: str) -> list[Statement]:
    through_secrets_manager = {"StringEquals": {"kms:ViaService": f"secretsmanager.{region}.amazonaws.com"}}
    return [
        allow("ReadSecrets", ["secretsmanager:GetSecretValue"], list(config.secrets.values())),
        allow("DecryptSecrets", ["kms:Decrypt"], config.secret_key_arn, through_secrets_manager),
    ]
