"""Pulumi mocks that record every registration, and the few computed outputs that components read."""

import asyncio
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pulumi
from pulumi.runtime import rpc
from pulumi.runtime.mocks import MockMonitor
from typing_extensions import override

ACCOUNT = "123456789012"
REGION = "eu-west-1"

ANSWERED = "mock-1"
"""The region of computed outputs, which is not a region of any cell."""

_REFERENCE = {"4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e"}
"""What marks a reference to a resource on Pulumi's wire."""


def _inner(token: str) -> dict[str, str]:
    """A reference to a resource in an `awsx.ec2.Vpc`, which answers with it and does not register it here."""
    urn = f"urn:pulumi:test::citycell::awsx:ec2:Vpc${token}::inner"
    return {**_REFERENCE, "urn": urn, "id": f"inner-{token.rsplit(':', 1)[-1]}", "packageVersion": ""}


_INNER = {
    "aws:ec2/vpc:Vpc": {"cidrBlock": "172.20.0.0/16"},
    "aws:ec2/routeTable:RouteTable": {},
}
"""The resources of an `awsx.ec2.Vpc` that components use, and their state."""

COMPUTED: dict[str, dict[str, Any]] = {
    "aws:acm/certificate:Certificate": {
        "domainValidationOptions": [
            {
                "domainName": host,
                "resourceRecordName": f"_proof.{host}.",
                "resourceRecordType": "CNAME",
                "resourceRecordValue": "_value.acm-validations.aws.",
            }
            for host in ("lisbon.example.com", "www.lisbon.example.com", "madrid.example.com", "routing.example.com")
        ]
    },
    "aws:apigatewayv2/api:Api": {
        "apiEndpoint": f"wss://abc.execute-api.{ANSWERED}.amazonaws.com",
        "executionArn": f"arn:aws:execute-api:{ANSWERED}:{ACCOUNT}:abc",
    },
    "aws:apigatewayv2/domainName:DomainName": {
        "domainNameConfiguration": {
            "targetDomainName": f"d-1.execute-api.{ANSWERED}.amazonaws.com",
            "hostedZoneId": "Z2",
        }
    },
    "aws:cloudfront/distribution:Distribution": {
        "arn": f"arn:aws:cloudfront::{ACCOUNT}:distribution/E1",
        "domainName": "d1.cloudfront.net",
        "hostedZoneId": "Z2FDTNDATAQYW2",
    },
    "aws:cognito/userPool:UserPool": {"endpoint": f"cognito-idp.{ANSWERED}.amazonaws.com/{ANSWERED}_Ab1"},
    "aws:cognito/userPoolDomain:UserPoolDomain": {"cloudfrontDistribution": "d1.cloudfront.net"},
    "aws:dynamodb/table:Table": {"streamArn": f"arn:aws:dynamodb:{ANSWERED}:{ACCOUNT}:table/t/stream/2026"},
    "pulumi:pulumi:StackReference": {
        "outputs": {
            "tokenIssuers": [{"issuer": "https://cognito-idp.example/pool", "role": "customer"}],
            "region": REGION,
            "cellsTable": "shared-cells",
            "repositoryUrls": {"services": f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/shared-services"},
        },
        "secretOutputNames": [],
    },
    "awsx:ec2:Vpc": {
        "vpcId": "vpc-9",
        "vpc": _inner("aws:ec2/vpc:Vpc"),
        "routeTables": [_inner("aws:ec2/routeTable:RouteTable")],
        "privateSubnetIds": ["subnet-p1", "subnet-p2", "subnet-p3"],
        "isolatedSubnetIds": ["subnet-d1", "subnet-d2", "subnet-d3"],
        "publicSubnetIds": [],
    },
    "awsx:ecr:Repository": {"url": f"{ACCOUNT}.dkr.ecr.{ANSWERED}.amazonaws.com/images"},
    "aws:ec2/eip:Eip": {"allocationId": "eipalloc-1", "publicIp": "52.208.0.1"},
    "aws:ec2/vpc:Vpc": {"ipv6CidrBlock": "2a05:d018:abc:1200::/56"},
    "aws:ec2/vpcEndpoint:VpcEndpoint": {"prefixListId": "pl-1"},
    "aws:elasticache/replicationGroup:ReplicationGroup": {"configurationEndpointAddress": "cache.example"},
    "aws:elasticache/serverlessCache:ServerlessCache": {"endpoints": [{"address": "cache.example", "port": 6379}]},
    "aws:kms/key:Key": {"keyId": "key-1"},
    "aws:kms/replicaKey:ReplicaKey": {"keyId": "key-1"},
    "aws:lambda/alias:Alias": {"invokeArn": "arn:aws:apigateway:invoke-alias"},
    "aws:lambda/function:Function": {"invokeArn": "arn:aws:apigateway:invoke", "version": "1"},
    "aws:lb/loadBalancer:LoadBalancer": {"arnSuffix": "app/x/1", "dnsName": "lb.example", "zoneId": "Z1"},
    "aws:lb/targetGroup:TargetGroup": {"arnSuffix": "targetgroup/x/1"},
    "aws:msk/cluster:Cluster": {
        "arn": f"arn:aws:kafka:{ANSWERED}:{ACCOUNT}:cluster/lisbon-stream/11-22",
        "bootstrapBrokersSaslIam": "b-1.example:9098,b-2.example:9098,b-3.example:9098",
        "bootstrapBrokersVpcConnectivitySaslIam": "b-1.private.example:14001",
    },
    "aws:msk/configuration:Configuration": {"latestRevision": 1},
    "aws:s3/bucket:Bucket": {"bucketRegionalDomainName": f"bucket.s3.{ANSWERED}.amazonaws.com"},
    "aws:secretsmanager/secretVersion:SecretVersion": {
        "secretArn": f"arn:aws:secretsmanager:{ANSWERED}:{ACCOUNT}:secret:own"
    },
    "aws:rds/proxy:Proxy": {
        "arn": f"arn:aws:rds:{ANSWERED}:{ACCOUNT}:db-proxy:prx-123",
        "endpoint": "proxy.example",
    },
    "aws:rds/proxyEndpoint:ProxyEndpoint": {"endpoint": "proxy-readers.example"},
    "aws:msk/serverlessCluster:ServerlessCluster": {
        "arn": f"arn:aws:kafka:{ANSWERED}:{ACCOUNT}:cluster/lisbon-stream/33-44-s1",
        "bootstrapBrokersSaslIam": "boot-1.kafka-serverless.example:9098",
    },
    "aws:rds/cluster:Cluster": {
        "endpoint": "db.example",
        "readerEndpoint": "readers.example",
        "clusterResourceId": "cluster-ABC",
        "masterUserSecrets": [{"secretArn": f"arn:aws:secretsmanager:{ANSWERED}:{ACCOUNT}:secret:rds"}],
    },
}


@dataclass
class Registration:
    """One resource as it was registered; property names are camelCase."""

    type: str
    name: str
    inputs: dict[str, Any]
    urn: str = ""
    parent: str = ""
    """URN of its parent."""
    provider: str = ""
    """URN and id of its explicit provider; empty for the default provider."""
    protect: bool = False
    retain: bool = False
    ignores: tuple[str, ...] = ()
    """Inputs whose changes are ignored."""
    dependencies: frozenset[str] = frozenset()
    """URNs of what it is made after, its parent apart."""

    @property
    def desired(self) -> dict[str, Any]:
        """The desired state of a Cloud Control resource; empty for other types."""
        return json.loads(self.inputs.get("desiredState", "{}"))

    @property
    def tags(self) -> dict[str, str]:
        """Its tags; those of a Cloud Control resource are in its desired state."""
        listed = {tag["Key"]: tag["Value"] for tag in self.desired.get("Tags", [])}
        return listed | dict(self.inputs.get("tags", {}))

    @property
    def parent_type(self) -> str:
        """Type token of its parent."""
        return self.parent.split("::")[2].rsplit("$", maxsplit=1)[-1]


@dataclass
class Recorder(pulumi.runtime.Mocks):
    """Records registrations, and answers them with their inputs and valid computed outputs."""

    registrations: list[Registration] = field(default_factory=list[Registration])
    outputs: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    """The registered outputs of each component by its URN."""

    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        """Record one registration."""
        self.registrations.append(Registration(args.typ, args.name, dict(args.inputs), **_CALL.__dict__))
        defaults = {"arn": f"arn:aws:mock:{ANSWERED}:{ACCOUNT}:{args.name}", "name": args.name}
        computed = COMPUTED.get(args.typ, {})
        # The inputs of a component of another package are not its outputs.
        given = {} if args.typ.startswith("awsx:") else dict(args.inputs)
        # AWS adds values to some objects among the inputs.
        added = {key: value | given[key] for key, value in computed.items() if isinstance(value, dict) and key in given}
        return f"{args.name}-id", defaults | computed | given | added

    def call(self, args: pulumi.runtime.MockCallArgs) -> tuple[dict[Any, Any], None]:
        """Fail: components make no lookups, so that a cell does not depend on who deploys it."""
        raise AssertionError(f"a component called {args.token}")

    def of_type(self, token: str) -> list[Registration]:
        """The registrations of one type."""
        return [registration for registration in self.registrations if registration.type == token]

    def of_cloud_control(self, type_name: str) -> list[dict[str, Any]]:
        """The desired states of the Cloud Control resources of a CloudFormation type."""
        found = self.of_type("aws:cloudcontrol/resource:Resource")
        return [registration.desired for registration in found if registration.inputs["typeName"] == type_name]

    def one(self, token: str, name: str = "") -> Registration:
        """The only registration of a type whose name ends with `name`."""
        (found,) = [registration for registration in self.of_type(token) if registration.name.endswith(name)]
        return found


_CALL = threading.local()
"""Fields of the current request that `MockResourceArgs` does not have."""


class Monitor(MockMonitor):
    """A mock engine that also records parents, protection and registered outputs."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder)
        self._recorder = recorder

    @override
    def RegisterResource(self, request: Any) -> Any:
        _CALL.__dict__.update(
            urn=self.make_urn(request.parent, request.type, request.name),
            parent=request.parent,
            provider=request.provider,
            protect=request.protect,
            retain=request.retainOnDelete,
            ignores=tuple(request.ignoreChanges),
            dependencies=frozenset(request.dependencies),
        )
        try:
            return super().RegisterResource(request)
        finally:
            _CALL.__dict__.clear()

    @override
    def ReadResource(self, request: Any) -> Any:
        """Read a stack's outputs: the engine has parent and provider of a read too."""
        _CALL.__dict__.update(
            urn=self.make_urn(request.parent, request.type, request.name),
            parent=request.parent,
            provider=request.provider,
            dependencies=frozenset(request.dependencies),
        )
        try:
            return super().ReadResource(request)
        finally:
            _CALL.__dict__.clear()

    @override
    def RegisterResourceOutputs(self, request: Any) -> Any:
        self._recorder.outputs[request.urn] = rpc.deserialize_properties(request.outputs)
        return super().RegisterResourceOutputs(request)


def record(build: Callable[[], Any], recorder: Recorder | None = None) -> Recorder:
    """Run a program on fresh mocks until every registration and output is done."""
    recorder = recorder or Recorder()
    run(build, Monitor(recorder))
    return recorder


def run(build: Callable[[], Any], monitor: MockMonitor) -> None:
    """Run a program on a mock engine."""
    asyncio.set_event_loop(loop_of_mocks())
    for token, state in _INNER.items():
        made = _inner(token)
        monitor.resources[made["urn"]] = MockMonitor.ResourceRegistration(made["urn"], made["id"], state)
    pulumi.runtime.set_mocks(monitor.mocks, project="citycell", stack="test", preview=False, monitor=monitor)
    pulumi.runtime.test(build)()


@cache
def loop_of_mocks() -> asyncio.AbstractEventLoop:
    """The event loop of all mocks. Pulumi uses the current loop of the thread, and `asyncio.run` removes it.

    The loop stays open, because tasks of one program may end during the next one.
    """
    return asyncio.new_event_loop()


CELL_ARGS: dict[str, Any] = {
    "city": "lisbon",
    "cell": "lisbon",
    "owner": "platform",
    "region": REGION,
    "account_id": ACCOUNT,
}
"""The cell's arguments of every component in the tests."""
