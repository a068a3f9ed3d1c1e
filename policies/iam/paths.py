"""Published ways from some rights to all: which actions together let a role take on more than it was given.

The table follows Rhino Security Labs' "AWS IAM Privilege Escalation Methods" and pathfinding.cloud (DataDog), as the
package cloudsplaining 0.9.1 lists them (`PRIVILEGE_ESCALATION_METHODS`). A way that is another one with more actions
is left out. `ecs:RunTask` stands alone, since its overrides name a role and a command (ECS API, `TaskOverride`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

ALONE: Mapping[str, str] = {
    "iam:attachgrouppolicy": "group",
    "iam:addusertogroup": "group",
    "iam:putgrouppolicy": "group",
    "iam:createpolicyversion": "policy",
    "iam:setdefaultpolicyversion": "policy",
    "iam:attachrolepolicy": "role",
    "iam:putrolepolicy": "role",
    "iam:updateassumerolepolicy": "role",
    "iam:attachuserpolicy": "user",
    "iam:createaccesskey": "user",
    "iam:createloginprofile": "user",
    "iam:putuserpolicy": "user",
    "iam:updateloginprofile": "user",
}
"""Actions that need no other, and the kind of IAM resource of which they must reach every one."""

ON_ITSELF = ("iam:attachrolepolicy", "iam:putrolepolicy")
"""Those with which a role that reaches itself needs no other role."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Actions that make a service run one's own code with a role that was passed to it."""

    service: str
    """The principal that takes the role."""
    actions: tuple[str, ...]


PASSES = (
    Pass("bedrock-agentcore.amazonaws.com", ("bedrock-agentcore:createcodeinterpreter",)),
    Pass("cloudformation.amazonaws.com", ("cloudformation:createstack",)),
    Pass("cloudformation.amazonaws.com", ("cloudformation:createstackset", "cloudformation:createstackinstances")),
    Pass("cloudformation.amazonaws.com", ("cloudformation:updatestackset",)),
    Pass("codebuild.amazonaws.com", ("codebuild:createproject", "codebuild:startbuild")),
    Pass("codebuild.amazonaws.com", ("codebuild:createproject", "codebuild:startbuildbatch")),
    Pass("datapipeline.amazonaws.com", ("datapipeline:createpipeline",)),
    Pass("ec2.amazonaws.com", ("ec2:requestspotinstances",)),
    Pass("ec2.amazonaws.com", ("ec2:runinstances",)),
    Pass("ecs-tasks.amazonaws.com", ("ecs:registertaskdefinition", "ecs:createservice")),
    Pass("ecs-tasks.amazonaws.com", ("ecs:runtask",)),
    Pass("ecs-tasks.amazonaws.com", ("ecs:starttask",)),
    Pass("glue.amazonaws.com", ("glue:createdevendpoint",)),
    Pass("glue.amazonaws.com", ("glue:createjob", "glue:createtrigger")),
    Pass("glue.amazonaws.com", ("glue:createjob", "glue:startjobrun")),
    Pass("glue.amazonaws.com", ("glue:updatejob", "glue:createtrigger")),
    Pass("glue.amazonaws.com", ("glue:updatejob", "glue:startjobrun")),
    Pass("lambda.amazonaws.com", ("lambda:createfunction", "lambda:addpermission")),
    Pass("lambda.amazonaws.com", ("lambda:createfunction", "lambda:createeventsourcemapping")),
    Pass("lambda.amazonaws.com", ("lambda:createfunction", "lambda:invokefunction")),
    Pass("sagemaker.amazonaws.com", ("sagemaker:createnotebookinstance",)),
    Pass("sagemaker.amazonaws.com", ("sagemaker:createprocessingjob",)),
    Pass("sagemaker.amazonaws.com", ("sagemaker:createtrainingjob",)),
    Pass("tasks.apprunner.amazonaws.com", ("apprunner:createservice",)),
)
"""With `iam:PassRole`, each ends in the rights of the role that is passed."""
