"""The tables of policy documents against the installed SDK: what is called a policy is listed, or excepted by name."""

import re

from policies.aws.iam.policy_types import ALL, NESTED, RESOURCE_POLICIES
from tests.policies.sdk_inputs import inputs

_DOCUMENT = re.compile(r"(^|[a-z0-9])(policy|policies|policyDocument|policyText)$", re.IGNORECASE)

_NO_DOCUMENTS = {
    "aws:alb/loadBalancer:LoadBalancer": "how DNS chooses addresses",
    "aws:autoscaling/group:Group": "which instances go first",
    "aws:batch/computeEnvironment:ComputeEnvironment": "how instances are replaced",
    "aws:batch/schedulingPolicy:SchedulingPolicy": "shares of jobs",
    "aws:bedrock/agentDataSource:AgentDataSource": "what deletion takes along",
    "aws:bedrock/agentcoreBrowser:AgentcoreBrowser": "settings of a browser",
    "aws:codebuild/webhook:Webhook": "which pull requests are built",
    "aws:cognito/userPool:UserPool": "passwords and sign-in",
    "aws:dlm/lifecyclePolicy:LifecyclePolicy": "when snapshots are made",
    "aws:drs/replicationConfigurationTemplate:ReplicationConfigurationTemplate": "points in time",
    "aws:ec2/fleet:Fleet": "what ends surplus instances",
    "aws:ec2/spotFleetRequest:SpotFleetRequest": "what ends surplus instances",
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": "which images go",
    "aws:efs/backupPolicy:BackupPolicy": "whether backups are made",
    "aws:efs/fileSystem:FileSystem": "when files move to colder storage",
    "aws:eks/capability:Capability": "what deletion takes along",
    "aws:eks/cluster:Cluster": "support for versions",
    "aws:emr/cluster:Cluster": "when a cluster ends",
    "aws:emr/instanceGroup:InstanceGroup": "how a group grows",
    "aws:fsx/lustreFileSystem:LustreFileSystem": "what is imported",
    "aws:fsx/ontapVolume:OntapVolume": "snapshots and tiers",
    "aws:gamelift/fleet:Fleet": "protection of sessions",
    "aws:gamelift/gameServerGroup:GameServerGroup": "how a group grows",
    "aws:gamelift/gameSessionQueue:GameSessionQueue": "latencies of players",
    "aws:glue/crawler:Crawler": "what is crawled again",
    "aws:kendra/index:Index": "whether results depend on the user",
    "aws:lakeformation/permissions:Permissions": "tags",
    "aws:lambda/codeSigningConfig:CodeSigningConfig": "what happens to unsigned code",
    "aws:lambdamicrovms/microvm:Microvm": "when an idle machine stops",
    "aws:lb/listener:Listener": "versions of TLS",
    "aws:alb/listener:Listener": "versions of TLS",
    "aws:lb/loadBalancer:LoadBalancer": "how DNS chooses addresses",
    "aws:mailmanager/ingressPoint:IngressPoint": "versions of TLS",
    "aws:networkfirewall/firewallPolicy:FirewallPolicy": "rules for packets",
    "aws:resiliencehub/resiliencyPolicy:ResiliencyPolicy": "recovery objectives",
    "aws:route53/record:Record": "how DNS answers",
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": "whether public policies are refused",
    "aws:s3/bucketAcl:BucketAcl": "an access control list",
    "aws:s3/bucketAclV2:BucketAclV2": "an access control list",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "whether public policies are refused",
    "aws:sagemaker/domain:Domain": "what deletion takes along",
    "aws:securityhub/configurationPolicy:ConfigurationPolicy": "which controls are on",
    "aws:ses/receiptFilter:ReceiptFilter": "which addresses may send mail",
    "aws:ses/receiptRule:ReceiptRule": "whether TLS is asked for",
    "aws:sns/topicSubscription:TopicSubscription": "what is delivered, and how often it is tried",
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": "which queues may send failed messages",
    "aws:sqs/redrivePolicy:RedrivePolicy": "where failed messages go",
    "aws:storagegateway/nfsFileShare:NfsFileShare": "when uploads are notified",
    "aws:storagegateway/smbFileShare:SmbFileShare": "when uploads are notified",
    "aws:transfer/webApp:WebApp": "which networks reach it",
    "aws:workspacesweb/browserSettings:BrowserSettings": "settings of a browser",
    "aws:cfg/organizationCustomPolicyRule:OrganizationCustomPolicyRule": "a rule in the language of Guard",
    "aws:cloudwatch/eventTarget:EventTarget": "how often delivery is tried",
    "aws:cloudwatch/logAccountPolicy:LogAccountPolicy": "masks, subscriptions and indexes of logs",
    "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy": "what logs mask",
    "aws:cloudwatch/logIndexPolicy:LogIndexPolicy": "indexes of logs",
    "aws:networkmanager/coreNetwork:CoreNetwork": "segments of a network",
    "aws:networkmanager/coreNetworkPolicyAttachment:CoreNetworkPolicyAttachment": "segments of a network",
    "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy": "a language of its own, with named principals only",
    "aws:opensearch/serverlessLifecyclePolicy:ServerlessLifecyclePolicy": "how long indexes are kept",
    "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy": "a language of its own: keys and networks",
    "aws:sns/dataProtectionPolicy:DataProtectionPolicy": "what topics mask",
    "aws:sns/topic:Topic.archivePolicy": "how long messages are kept",
    "aws:sns/topic:Topic.deliveryPolicy": "how often delivery is tried",
    "aws:sqs/queue:Queue.redriveAllowPolicy": "which queues may send failed messages",
    "aws:sqs/queue:Queue.redrivePolicy": "where failed messages go",
    "aws:iam/role:Role.forceDetachPolicies": "whether policies that are attached go first",
    "aws:apigateway/domainName:DomainName.securityPolicy": "versions of TLS",
    "aws:apigateway/restApi:RestApi.securityPolicy": "versions of TLS",
    "aws:secretsmanager/secretPolicy:SecretPolicy.blockPublicPolicy": "whether public policies are refused",
    "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate.lifecyclePolicy": "which images go",
    "aws:verifiedaccess/endpoint:Endpoint": "the language Cedar",
    "aws:verifiedaccess/group:Group": "the language Cedar",
    "aws:iot/policyAttachment:PolicyAttachment": "the name of a policy",
}
"""Properties that are called a policy and hold no document of IAM's, by type or by property, and what they say."""

_FOR_SESSIONS = {
    "aws:eks/podIdentityAssociation:PodIdentityAssociation": "narrows the rights of the role",
    "aws:iot/policy:Policy": "rights of devices, by IoT's own actions",
    "aws:rolesanywhere/profile:Profile": "narrows the rights of the roles",
    "aws:transfer/access:Access": "narrows the rights of the role",
    "aws:transfer/user:User": "narrows the rights of the role",
}
"""Documents that say what a session may do, and never who may use a resource."""


def _called_policy() -> dict[str, frozenset[str]]:
    """The inputs of each type of the SDK that are called a policy."""
    return {kind: frozenset(filter(_DOCUMENT.search, names)) for kind, names in inputs().items()}


def test_every_policy_of_the_sdk_is_listed_or_excepted() -> None:
    """A type that is new in the SDK has to be listed, or excepted with what its policy is."""
    listed = {f"{kind}.{key}" for places in ALL for kind, keys in places.items() for key in keys}
    excepted = {*_NO_DOCUMENTS, *_FOR_SESSIONS}
    left = {
        f"{kind}.{name}"
        for kind, names in _called_policy().items()
        for name in names
        if f"{kind}.{name}" not in listed and not {kind, f"{kind}.{name}"} & excepted
    }
    assert left == set()


def test_every_listed_place_is_in_the_sdk() -> None:
    """No type or property is listed that the SDK does not have."""
    known = _called_policy()
    wrong = {
        f"{kind}.{key}"
        for places in ALL
        for kind, keys in places.items()
        for key in keys
        if kind not in known or (key not in NESTED and key not in known[kind])
    }
    assert wrong == set()


def test_no_exception_is_left_over() -> None:
    """Every exception is about an input of the SDK, and about none that is listed."""
    known = _called_policy()
    listed = {kind for places in ALL for kind in places}
    for name in {*_NO_DOCUMENTS, *_FOR_SESSIONS}:
        kind, _, key = name.partition(".")
        assert known.get(kind), name
        assert key in known[kind] if key else kind not in listed, name


def test_there_are_resource_policies_of_every_kind() -> None:
    """What the catalogue of controls names is among them."""
    assert len(RESOURCE_POLICIES) > 50
