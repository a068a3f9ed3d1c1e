"""Published ways from some rights to more: which actions together let a principal take on what it was not given.

The tables follow Rhino Security Labs' "AWS IAM Privilege Escalation Methods" and pathfinding.cloud (DataDog), as the
package cloudsplaining 0.9.1 (`PRIVILEGE_ESCALATION_METHODS`) and Prowler's `privilege_escalation.py` list them, and
pathfinding.cloud's later rows, which neither has: batch, braket, emr, gamelift, glue-007, imagebuilder, omics, ssm-003.
A way that is another one with more actions is left out. `ecs:RunTask`, `ecs:StartTask`, `codebuild:StartBuild` and
`codebuild:StartBuildBatch` stand alone, since their overrides name a role and commands (ECS API, `TaskOverride`;
CodeBuild API, `serviceRoleOverride` and `buildspecOverride`). Some ways no list has yet, and the services' own guides
give them: workflows and schedules call any action of AWS as their role ("AWS SDK integrations" of Step Functions,
"universal targets" of EventBridge Scheduler), change sets and `UpdateStack` take a role as `CreateStack` does, a
function's URL invokes it, an association of Systems Manager runs commands. Not here: `codedeploy:CreateDeployment`,
whose instances are found by tags.
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

ON_ITSELF = (
    "iam:attachgrouppolicy",
    "iam:attachrolepolicy",
    "iam:attachuserpolicy",
    "iam:createpolicyversion",
    "iam:putgrouppolicy",
    "iam:putrolepolicy",
    "iam:putuserpolicy",
)
"""Those that give whatever one likes to all that they reach, whoever is in the group or holds the policy.

A principal needs to reach no more than itself, or another principal that it can take.
"""


@dataclass(frozen=True, slots=True)
class Pass:
    """Actions that make a service run one's own code with a role that was passed to it."""

    service: str
    """The principal that takes the role."""
    actions: tuple[str, ...]


PASSES = (
    Pass("bedrock-agentcore.amazonaws.com", ("bedrock-agentcore:createcodeinterpreter",)),
    Pass(
        "bedrock-agentcore.amazonaws.com",
        ("bedrock-agentcore:createagentruntime", "bedrock-agentcore:invokeagentruntimecommand"),
    ),
    Pass("braket.amazonaws.com", ("braket:createjob",)),
    Pass("cloudformation.amazonaws.com", ("cloudformation:createchangeset", "cloudformation:executechangeset")),
    Pass("cloudformation.amazonaws.com", ("cloudformation:createstack",)),
    Pass("cloudformation.amazonaws.com", ("cloudformation:createstackset", "cloudformation:createstackinstances")),
    Pass("cloudformation.amazonaws.com", ("cloudformation:updatestack",)),
    Pass("cloudformation.amazonaws.com", ("cloudformation:updatestackset",)),
    Pass("codebuild.amazonaws.com", ("codebuild:startbuild",)),
    Pass("codebuild.amazonaws.com", ("codebuild:startbuildbatch",)),
    Pass("cognito-identity.amazonaws.com", ("cognito-identity:setidentitypoolroles",)),
    Pass("datapipeline.amazonaws.com", ("datapipeline:createpipeline",)),
    Pass("ec2.amazonaws.com", ("autoscaling:createlaunchconfiguration", "autoscaling:createautoscalinggroup")),
    Pass("ec2.amazonaws.com", ("autoscaling:createlaunchconfiguration", "autoscaling:updateautoscalinggroup")),
    Pass("ec2.amazonaws.com", ("ec2:requestspotinstances",)),
    Pass("ec2.amazonaws.com", ("ec2:runinstances",)),
    Pass("ec2.amazonaws.com", ("elasticmapreduce:runjobflow",)),
    Pass("ec2.amazonaws.com", ("gamelift:createbuild", "gamelift:createfleet", "gamelift:requestuploadcredentials")),
    Pass(
        "ec2.amazonaws.com",
        (
            "imagebuilder:createcomponent",
            "imagebuilder:createimage",
            "imagebuilder:createimagerecipe",
            "imagebuilder:createinfrastructureconfiguration",
        ),
    ),
    Pass("ecs-tasks.amazonaws.com", ("batch:registerjobdefinition", "batch:submitjob")),
    Pass("ecs-tasks.amazonaws.com", ("ecs:registertaskdefinition", "ecs:createservice")),
    Pass("ecs-tasks.amazonaws.com", ("ecs:registertaskdefinition", "ecs:updateservice")),
    Pass("ecs-tasks.amazonaws.com", ("ecs:runtask",)),
    Pass("ecs-tasks.amazonaws.com", ("ecs:starttask",)),
    Pass("emr-serverless.amazonaws.com", ("emr-serverless:createapplication", "emr-serverless:startjobrun")),
    Pass("glue.amazonaws.com", ("glue:createdevendpoint",)),
    Pass("glue.amazonaws.com", ("glue:createjob", "glue:createtrigger")),
    Pass("glue.amazonaws.com", ("glue:createjob", "glue:startjobrun")),
    Pass("glue.amazonaws.com", ("glue:createsession", "glue:runstatement")),
    Pass("glue.amazonaws.com", ("glue:updatejob", "glue:createtrigger")),
    Pass("glue.amazonaws.com", ("glue:updatejob", "glue:startjobrun")),
    Pass("kinesisanalytics.amazonaws.com", ("kinesisanalytics:createapplication", "kinesisanalytics:startapplication")),
    Pass("lambda.amazonaws.com", ("lambda:createfunction", "lambda:addpermission")),
    Pass("lambda.amazonaws.com", ("lambda:createfunction", "lambda:createeventsourcemapping")),
    Pass(
        "lambda.amazonaws.com",
        ("lambda:createfunction", "lambda:createfunctionurlconfig", "lambda:invokefunctionurl"),
    ),
    Pass("lambda.amazonaws.com", ("lambda:createfunction", "lambda:invokefunction")),
    Pass("omics.amazonaws.com", ("omics:createworkflow", "omics:startrun")),
    Pass("sagemaker.amazonaws.com", ("sagemaker:createnotebookinstance",)),
    Pass("sagemaker.amazonaws.com", ("sagemaker:createprocessingjob",)),
    Pass("sagemaker.amazonaws.com", ("sagemaker:createtrainingjob",)),
    Pass("scheduler.amazonaws.com", ("scheduler:createschedule",)),
    Pass("ssm.amazonaws.com", ("ssm:createdocument", "ssm:startautomationexecution")),
    Pass("states.amazonaws.com", ("states:createstatemachine", "states:startexecution")),
    Pass("states.amazonaws.com", ("states:createstatemachine", "states:startsyncexecution")),
    Pass("states.amazonaws.com", ("states:updatestatemachine", "states:startexecution")),
    Pass("states.amazonaws.com", ("states:updatestatemachine", "states:startsyncexecution")),
    Pass("tasks.apprunner.amazonaws.com", ("apprunner:createservice",)),
)
"""With `iam:PassRole`, each ends in the rights of the role that is passed."""


@dataclass(frozen=True, slots=True)
class Take:
    """Actions that give one the rights of what is there already: of a principal, or of the role that something runs as.

    The first must reach it; the others may be granted on anything.
    """

    kind: str
    """Its service, and what stands in its ARN before its name."""
    actions: tuple[str, ...]


ASSUME = Take("iam:role/", ("sts:assumerole",))
"""The role's trust decides too."""

JOIN = Take("iam:group/", ("iam:addusertogroup",))
"""For users only: a role has no credentials of the user that it could add."""

OF_ROLES = (Take("iam:role/", ("iam:updateassumerolepolicy",)),)
OF_USERS = (
    Take("iam:user/", ("iam:createaccesskey",)),
    Take("iam:user/", ("iam:createloginprofile",)),
    Take("iam:user/", ("iam:updateloginprofile",)),
)
OF_INSTANCES = (
    Take("ec2:instance/", ("ec2-instance-connect:sendsshpublickey",)),
    Take("ec2:instance/", ("ec2:modifyinstanceattribute", "ec2:startinstances", "ec2:stopinstances")),
    Take("ec2:instance/", ("ssm:createassociation",)),
    Take("ec2:instance/", ("ssm:sendcommand",)),
    Take("ec2:instance/", ("ssm:startsession",)),
)
OF_TEMPLATES = (Take("ec2:launch-template/", ("ec2:createlaunchtemplateversion", "ec2:modifylaunchtemplate")),)
OF_FUNCTIONS = (
    Take("lambda:function:", ("lambda:updatefunctioncode",)),
    Take("lambda:function:", ("lambda:updatefunctionconfiguration",)),
)
OF_TASKS = (Take("ecs:task/", ("ecs:executecommand",)),)
OF_JOBS = (Take("batch:job-definition/", ("batch:submitjob",)),)
OF_PROJECTS = (
    Take("codebuild:project/", ("codebuild:startbuild",)),
    Take("codebuild:project/", ("codebuild:startbuildbatch",)),
    Take("codebuild:project/", ("codebuild:updateproject",)),
)
OF_STACKS = (
    Take("cloudformation:stack/", ("cloudformation:createchangeset", "cloudformation:executechangeset")),
    Take("cloudformation:stack/", ("cloudformation:updatestack",)),
)
OF_ENDPOINTS = (Take("glue:devEndpoint/", ("glue:updatedevendpoint",)),)
OF_WORKFLOWS = (
    Take("states:stateMachine:", ("states:updatestatemachine", "states:startexecution")),
    Take("states:stateMachine:", ("states:updatestatemachine", "states:startsyncexecution")),
)
OF_NOTEBOOKS = (
    Take("sagemaker:notebook-instance/", ("sagemaker:createpresignednotebookinstanceurl",)),
    Take(
        "sagemaker:notebook-instance/",
        (
            "sagemaker:updatenotebookinstance",
            "sagemaker:createnotebookinstancelifecycleconfig",
            "sagemaker:startnotebookinstance",
            "sagemaker:stopnotebookinstance",
        ),
    ),
)
OF_WEB_SERVICES = (Take("apprunner:service/", ("apprunner:updateservice",)),)
OF_RUNTIMES = (Take("bedrock-agentcore:runtime/", ("bedrock-agentcore:invokeagentruntimecommand",)),)
OF_INTERPRETERS = (
    Take(
        "bedrock-agentcore:code-interpreter-custom/",
        ("bedrock-agentcore:startcodeinterpretersession", "bedrock-agentcore:invokecodeinterpreter"),
    ),
)

TAKES = (
    *OF_ROLES,
    JOIN,
    *OF_USERS,
    *OF_INSTANCES,
    *OF_TEMPLATES,
    *OF_FUNCTIONS,
    *OF_TASKS,
    *OF_JOBS,
    *OF_PROJECTS,
    *OF_STACKS,
    *OF_ENDPOINTS,
    *OF_WORKFLOWS,
    *OF_NOTEBOOKS,
    *OF_WEB_SERVICES,
    *OF_RUNTIMES,
    *OF_INTERPRETERS,
)
"""All of them but `ASSUME`, which has conditions of its own."""
