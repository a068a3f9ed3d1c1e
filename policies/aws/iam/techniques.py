"""Published techniques of privilege escalation: actions with which a principal gains more permissions.

The tables follow Rhino Security Labs' "AWS IAM Privilege Escalation Methods" and pathfinding.cloud (DataDog), as the
package cloudsplaining 0.9.1 (`PRIVILEGE_ESCALATION_METHODS`) and Prowler's `privilege_escalation.py` list them, and
pathfinding.cloud's later rows, which neither has: batch, braket, emr, gamelift, glue-007, imagebuilder, omics, ssm-003.
A technique that extends another one by more actions is left out. `ecs:RunTask`, `ecs:StartTask`,
`codebuild:StartBuild` and `codebuild:StartBuildBatch` need no other action, because their overrides name a role and
commands (ECS API, `TaskOverride`; CodeBuild API, `serviceRoleOverride` and `buildspecOverride`). Some techniques are in
no list yet and come from the guides of the services: workflows and schedules call any AWS action as their role ("AWS
SDK integrations" of Step Functions, "universal targets" of EventBridge Scheduler); an instance profile, an Airflow
environment, an ECS express service, and a tuning job or a pipeline of SageMaker run the caller's code; a role added to
a database serves its SQL; change sets and `UpdateStack` accept a role as `CreateStack` does; a function's URL invokes
it; and an association of Systems Manager runs commands.
`codedeploy:CreateDeployment` is left out, because its instances are found by tags.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SINGLE_ACTIONS: Mapping[str, str] = {
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
"""Actions that need no other, and the kind of IAM resource of which they must cover every one."""

ALONE = (
    *SINGLE_ACTIONS,
    "ec2-instance-connect:sendsshpublickey",
    "glue:updatedevendpoint",
    "lambda:updatefunctioncode",
    "lambda:updatefunctionconfiguration",
    "sagemaker:createpresignednotebookinstanceurl",
    "sts:assumerole",
)
"""Actions of policy_sentry's list of privilege escalation that need no other action on every resource.

The others of the list escalate only together with another action, so a grant of one alone is no escalation: they are in
`PASS_ROLE` or in `ONLY_TOGETHER`.
"""

ONLY_TOGETHER: Mapping[str, str] = {
    "codestar:associateteammember": "AWS ended CodeStar projects on 2024-07-31",
    "codestar:createproject": "AWS ended CodeStar projects on 2024-07-31",
    "datapipeline:putpipelinedefinition": "the definition names the role to pass, as with CreatePipeline",
    "glue:getdevendpoint": "reads the address of an endpoint that glue:CreateDevEndpoint made",
    "iam:passrole": "the service that receives the role must run code of the caller",
}
"""Actions of the same list that are in no set of `PASS_ROLE`, and why they give nothing alone."""

SELF_ACTIONS = (
    "iam:attachgrouppolicy",
    "iam:attachrolepolicy",
    "iam:attachuserpolicy",
    "iam:createpolicyversion",
    "iam:putgrouppolicy",
    "iam:putrolepolicy",
    "iam:putuserpolicy",
)
"""Actions that change the permissions of every principal they cover, or that its group or policy has.

It is enough for a principal to cover itself, or another principal that it can take over.
"""


@dataclass(frozen=True, slots=True)
class PassRole:
    """Actions that make a service run custom code with a role passed to it."""

    service: str
    """The service principal that assumes the role."""
    actions: tuple[str, ...]


PASS_ROLE = (
    PassRole("bedrock-agentcore.amazonaws.com", ("bedrock-agentcore:createcodeinterpreter",)),
    PassRole(
        "bedrock-agentcore.amazonaws.com",
        ("bedrock-agentcore:createagentruntime", "bedrock-agentcore:invokeagentruntimecommand"),
    ),
    PassRole("braket.amazonaws.com", ("braket:createjob",)),
    PassRole("cloudformation.amazonaws.com", ("cloudformation:createchangeset", "cloudformation:executechangeset")),
    PassRole("cloudformation.amazonaws.com", ("cloudformation:createstack",)),
    PassRole("cloudformation.amazonaws.com", ("cloudformation:createstackset", "cloudformation:createstackinstances")),
    PassRole("cloudformation.amazonaws.com", ("cloudformation:updatestack",)),
    PassRole("cloudformation.amazonaws.com", ("cloudformation:updatestackset",)),
    PassRole("codebuild.amazonaws.com", ("codebuild:startbuild",)),
    PassRole("codebuild.amazonaws.com", ("codebuild:startbuildbatch",)),
    PassRole("cognito-identity.amazonaws.com", ("cognito-identity:setidentitypoolroles",)),
    PassRole("datapipeline.amazonaws.com", ("datapipeline:createpipeline",)),
    PassRole("airflow-env.amazonaws.com", ("airflow:createenvironment",)),
    PassRole("ec2.amazonaws.com", ("autoscaling:createlaunchconfiguration", "autoscaling:createautoscalinggroup")),
    PassRole("ec2.amazonaws.com", ("autoscaling:createlaunchconfiguration", "autoscaling:updateautoscalinggroup")),
    PassRole("ec2.amazonaws.com", ("ec2:associateiaminstanceprofile",)),
    PassRole("ec2.amazonaws.com", ("ec2:replaceiaminstanceprofileassociation",)),
    PassRole("ec2.amazonaws.com", ("ec2:requestspotinstances",)),
    PassRole("ec2.amazonaws.com", ("ec2:runinstances",)),
    PassRole("ec2.amazonaws.com", ("elasticmapreduce:runjobflow",)),
    PassRole(
        "ec2.amazonaws.com", ("gamelift:createbuild", "gamelift:createfleet", "gamelift:requestuploadcredentials")
    ),
    PassRole(
        "ec2.amazonaws.com",
        (
            "imagebuilder:createcomponent",
            "imagebuilder:createimage",
            "imagebuilder:createimagerecipe",
            "imagebuilder:createinfrastructureconfiguration",
        ),
    ),
    PassRole("ecs-tasks.amazonaws.com", ("batch:registerjobdefinition", "batch:submitjob")),
    PassRole("ecs-tasks.amazonaws.com", ("ecs:createexpressgatewayservice",)),
    PassRole("ecs-tasks.amazonaws.com", ("ecs:registertaskdefinition", "ecs:createservice")),
    PassRole("ecs-tasks.amazonaws.com", ("ecs:registertaskdefinition", "ecs:updateservice")),
    PassRole("ecs-tasks.amazonaws.com", ("ecs:runtask",)),
    PassRole("ecs-tasks.amazonaws.com", ("ecs:starttask",)),
    PassRole("emr-serverless.amazonaws.com", ("emr-serverless:createapplication", "emr-serverless:startjobrun")),
    PassRole("glue.amazonaws.com", ("glue:createdevendpoint",)),
    PassRole("glue.amazonaws.com", ("glue:createjob", "glue:createtrigger")),
    PassRole("glue.amazonaws.com", ("glue:createjob", "glue:startjobrun")),
    PassRole("glue.amazonaws.com", ("glue:createsession", "glue:runstatement")),
    PassRole("glue.amazonaws.com", ("glue:updatejob", "glue:createtrigger")),
    PassRole("glue.amazonaws.com", ("glue:updatejob", "glue:startjobrun")),
    PassRole(
        "kinesisanalytics.amazonaws.com", ("kinesisanalytics:createapplication", "kinesisanalytics:startapplication")
    ),
    PassRole("lambda.amazonaws.com", ("lambda:createfunction", "lambda:addpermission")),
    PassRole("lambda.amazonaws.com", ("lambda:createfunction", "lambda:createeventsourcemapping")),
    PassRole(
        "lambda.amazonaws.com",
        ("lambda:createfunction", "lambda:createfunctionurlconfig", "lambda:invokefunctionurl"),
    ),
    PassRole("lambda.amazonaws.com", ("lambda:createfunction", "lambda:invokefunction")),
    PassRole("omics.amazonaws.com", ("omics:createworkflow", "omics:startrun")),
    PassRole("rds.amazonaws.com", ("rds:addroletodbinstance",)),
    PassRole("sagemaker.amazonaws.com", ("sagemaker:createhyperparametertuningjob",)),
    PassRole("sagemaker.amazonaws.com", ("sagemaker:createnotebookinstance",)),
    PassRole("sagemaker.amazonaws.com", ("sagemaker:createpipeline", "sagemaker:startpipelineexecution")),
    PassRole("sagemaker.amazonaws.com", ("sagemaker:createprocessingjob",)),
    PassRole("sagemaker.amazonaws.com", ("sagemaker:createtrainingjob",)),
    PassRole("scheduler.amazonaws.com", ("scheduler:createschedule",)),
    PassRole("scheduler.amazonaws.com", ("scheduler:updateschedule",)),
    PassRole("ssm.amazonaws.com", ("ssm:createdocument", "ssm:startautomationexecution")),
    PassRole("states.amazonaws.com", ("states:createstatemachine", "states:startexecution")),
    PassRole("states.amazonaws.com", ("states:createstatemachine", "states:startsyncexecution")),
    PassRole("states.amazonaws.com", ("states:updatestatemachine", "states:startexecution")),
    PassRole("states.amazonaws.com", ("states:updatestatemachine", "states:startsyncexecution")),
    PassRole("tasks.apprunner.amazonaws.com", ("apprunner:createservice",)),
)
"""Together with `iam:PassRole`, each gives the permissions of the role that is passed."""


@dataclass(frozen=True, slots=True)
class Takeover:
    """Actions that give the permissions of an existing principal, or of the role of an existing resource.

    The first action must cover that resource; the others may cover any.
    """

    kind: str
    """Service of its ARN, a colon, and the text before the name."""
    actions: tuple[str, ...]


ASSUME = Takeover("iam:role/", ("sts:assumerole",))
"""The trust policy of the role must allow it too."""

JOIN = Takeover("iam:group/", ("iam:addusertogroup",))
"""For users only: a role does not have the credentials of the user it could add."""

OF_ROLES = (Takeover("iam:role/", ("iam:updateassumerolepolicy",)),)
OF_USERS = (
    Takeover("iam:user/", ("iam:createaccesskey",)),
    Takeover("iam:user/", ("iam:createloginprofile",)),
    Takeover("iam:user/", ("iam:updateloginprofile",)),
)
OF_INSTANCES = (
    Takeover("ec2:instance/", ("ec2-instance-connect:sendsshpublickey",)),
    Takeover("ec2:instance/", ("ec2:modifyinstanceattribute", "ec2:startinstances", "ec2:stopinstances")),
    Takeover("ec2:instance/", ("ssm:createassociation",)),
    Takeover("ec2:instance/", ("ssm:sendcommand",)),
    Takeover("ec2:instance/", ("ssm:startsession",)),
)
OF_TEMPLATES = (Takeover("ec2:launch-template/", ("ec2:createlaunchtemplateversion", "ec2:modifylaunchtemplate")),)
OF_FUNCTIONS = (
    Takeover("lambda:function:", ("lambda:updatefunctioncode",)),
    Takeover("lambda:function:", ("lambda:updatefunctionconfiguration",)),
)
OF_TASKS = (Takeover("ecs:task/", ("ecs:executecommand",)),)
OF_JOBS = (Takeover("batch:job-definition/", ("batch:submitjob",)),)
OF_PROJECTS = (
    Takeover("codebuild:project/", ("codebuild:startbuild",)),
    Takeover("codebuild:project/", ("codebuild:startbuildbatch",)),
    Takeover("codebuild:project/", ("codebuild:updateproject",)),
)
OF_STACKS = (
    Takeover("cloudformation:stack/", ("cloudformation:createchangeset", "cloudformation:executechangeset")),
    Takeover("cloudformation:stack/", ("cloudformation:updatestack",)),
)
OF_ENDPOINTS = (Takeover("glue:devEndpoint/", ("glue:updatedevendpoint",)),)
OF_WORKFLOWS = (
    Takeover("states:stateMachine:", ("states:updatestatemachine", "states:startexecution")),
    Takeover("states:stateMachine:", ("states:updatestatemachine", "states:startsyncexecution")),
)
OF_NOTEBOOKS = (
    Takeover("sagemaker:notebook-instance/", ("sagemaker:createpresignednotebookinstanceurl",)),
    Takeover(
        "sagemaker:notebook-instance/",
        (
            "sagemaker:updatenotebookinstance",
            "sagemaker:createnotebookinstancelifecycleconfig",
            "sagemaker:startnotebookinstance",
            "sagemaker:stopnotebookinstance",
        ),
    ),
)
OF_WEB_SERVICES = (Takeover("apprunner:service/", ("apprunner:updateservice",)),)
OF_RUNTIMES = (Takeover("bedrock-agentcore:runtime/", ("bedrock-agentcore:invokeagentruntimecommand",)),)
OF_INTERPRETERS = (
    Takeover(
        "bedrock-agentcore:code-interpreter-custom/",
        ("bedrock-agentcore:startcodeinterpretersession", "bedrock-agentcore:invokecodeinterpreter"),
    ),
)

TAKEOVERS = (
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
"""All except `ASSUME`, which also depends on the trust policy."""
