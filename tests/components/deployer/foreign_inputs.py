"""Inputs that a type has in Pulumi and not in CloudFormation, so the handlers of its schema may not cover them.

An internet gateway, for example, is attached by an input in Pulumi and by another type in CloudFormation: the right to
attach it is in no handler. A new type needs a decision: the provider's calls go into `PROVIDER_CALLS`, or the inputs
into `SAME_UNDER_ANOTHER_NAME`.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from local.provider.cloudformation import normalized, schema
from tests.components.contracts import CASES, built_case
from tests.components.deployer.sources import FROM_THE_TYPE, REGION

SAME_UNDER_ANOTHER_NAME: Mapping[str, frozenset[str]] = {
    token: frozenset(names.split())
    for token, names in {
        "aws:acm/certificate:Certificate": "region",
        "aws:apigatewayv2/authorizer:Authorizer": "identitySources",
        "aws:apigatewayv2/deployment:Deployment": "triggers",
        "aws:apigatewayv2/domainName:DomainName": "domainNameConfiguration",
        "aws:apigatewayv2/integration:Integration": "timeoutMilliseconds",
        "aws:athena/workgroup:Workgroup": "configuration forceDestroy",
        "aws:backup/plan:Plan": "name rules tags",
        "aws:backup/restoreTestingPlan:RestoreTestingPlan": "name",
        "aws:backup/restoreTestingSelection:RestoreTestingSelection": "name",
        "aws:backup/selection:Selection": "conditions iamRoleArn name planId resources",
        "aws:cloudfront/cachePolicy:CachePolicy": (
            "defaultTtl maxTtl minTtl name parametersInCacheKeyAndForwardedToOrigin"
        ),
        "aws:cloudfront/distribution:Distribution": (
            "aliases comment customErrorResponses defaultCacheBehavior defaultRootObject enabled httpVersion "
            "isIpv6Enabled orderedCacheBehaviors origins priceClass restrictions viewerCertificate waitForDeployment "
            "webAclId"
        ),
        "aws:cloudfront/originAccessControl:OriginAccessControl": (
            "description name originAccessControlOriginType signingBehavior signingProtocol"
        ),
        "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": (
            "corsConfig customHeadersConfig name removeHeadersConfig securityHeadersConfig"
        ),
        "aws:cloudfront/vpcOrigin:VpcOrigin": "timeouts",
        "aws:cloudwatch/logDelivery:LogDelivery": "region",
        "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": "deliveryDestinationConfiguration region",
        "aws:cloudwatch/logDeliverySource:LogDeliverySource": "region",
        "aws:cloudwatch/logStream:LogStream": "name",
        "aws:ec2/flowLog:FlowLog": "iamRoleArn vpcId",
        "aws:ec2/route:Route": "egressOnlyGatewayId",
        "aws:ecs/cluster:Cluster": "name settings",
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": "clusterName",
        "aws:elasticache/serverlessCache:ServerlessCache": "name",
        "aws:elasticache/subnetGroup:SubnetGroup": "name",
        "aws:glue/catalogTableOptimizer:CatalogTableOptimizer": "configuration",
        "aws:kms/alias:Alias": "name region",
        "aws:kms/replicaKey:ReplicaKey": "bypassPolicyLockoutSafetyCheck deletionWindowInDays policy region",
        "aws:lambda/codeSigningConfig:CodeSigningConfig": "policies",
        "aws:lambda/layerVersion:LayerVersion": "code",
        "aws:lb/targetGroup:TargetGroup": "deregistrationDelay healthCheck",
        "aws:rds/clusterInstance:ClusterInstance": (
            "clusterIdentifier identifier instanceClass performanceInsightsEnabled"
        ),
        "aws:rds/clusterParameterGroup:ClusterParameterGroup": "name",
        "aws:rds/globalCluster:GlobalCluster": "forceDestroy",
        "aws:rds/proxy:Proxy": "name",
        "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": "connectionPoolConfig",
        "aws:rds/subnetGroup:SubnetGroup": "description name",
        "aws:route53/record:Record": "aliases allowOverwrite records zoneId",
        "aws:s3/bucketPolicy:BucketPolicy": "policy",
        "aws:sns/topic:Topic": "name region",
        "aws:sns/topicSubscription:TopicSubscription": "topic",
        "aws:wafv2/webAcl:WebAcl": "region",
        "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": "region",
    }.items()
}
"""Inputs that CloudFormation has under another name or inside another property, or that are the provider's alone."""


@cache
def foreign_inputs() -> Mapping[str, frozenset[str]]:
    """The inputs that components set and that CloudFormation does not have under the same name, by type."""
    found: dict[str, set[str]] = defaultdict(set)
    for number in range(len(CASES)):
        for item in built_case(number).registrations:
            found[item.type] |= {name for name, value in item.inputs.items() if value is not None}
    return {token: foreign for token, names in found.items() if (foreign := _foreign(token, names))}


def _foreign(token: str, names: set[str]) -> frozenset[str]:
    kind = FROM_THE_TYPE.get(token)
    known = schema(kind, REGION) if kind else None
    if known is None:
        return frozenset()
    properties = {normalized(name) for name in known["properties"]}
    return frozenset(name for name in names if not {normalized(name), normalized(f"{name}s")} & properties)
