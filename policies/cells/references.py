"""What belongs to which cell by its names: ARNs and ids that stand as text in another resource's properties."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..aws import types as aws
from ..indexes import once
from ..model.values import Value
from ..rule import Resource, Stack
from .membership import cell_of

_ARN = re.compile(r"arn:aws[a-z-]*:([a-z0-9-]+):([a-z0-9-]*|\*):(\d{12}|aws|\*|):([^\s\"',;\\{}<>|()\[\]]+)")
_ID = re.compile(r"\b(?:[a-z]{1,9}-[0-9a-f]{8,32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b")
_QUEUE = re.compile(r"https://sqs\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/(\d{12})/([\w-]+)")
_BUCKET = re.compile(r"\bs3a?://([a-z0-9.-]+)")
_CUTS = re.compile(r"[/:]")

_ARNS: Mapping[str, tuple[str, str, str]] = {
    aws.BACKUP_VAULT: ("backup", "backup-vault:", "name"),
    aws.CLOUDWATCH_EVENT_BUS: ("events", "event-bus/", "name"),
    aws.CLOUDWATCH_EVENT_RULE: ("events", "rule/", "name"),
    aws.CLOUDWATCH_LOG_GROUP: ("logs", "log-group:", "name"),
    aws.CODEBUILD_PROJECT: ("codebuild", "project/", "name"),
    aws.DYNAMODB_TABLE: ("dynamodb", "table/", "name"),
    aws.ECR_REPOSITORY: ("ecr", "repository/", "name"),
    aws.ECS_CLUSTER: ("ecs", "cluster/", "name"),
    aws.ELASTICACHE_REPLICATION_GROUP: ("elasticache", "replicationgroup:", "replicationGroupId"),
    aws.ELASTICACHE_SERVERLESS_CACHE: ("elasticache", "serverlesscache:", "name"),
    aws.GLUE_CATALOG_DATABASE: ("glue", "database/", "name"),
    aws.IAM_POLICY: ("iam", "policy/", "name"),
    aws.IAM_ROLE: ("iam", "role/", "name"),
    aws.IAM_USER: ("iam", "user/", "name"),
    aws.KINESIS_FIREHOSE_DELIVERY_STREAM: ("firehose", "deliverystream/", "name"),
    aws.KINESIS_STREAM: ("kinesis", "stream/", "name"),
    aws.KMS_ALIAS: ("kms", "", "name"),
    aws.LAMBDA_FUNCTION: ("lambda", "function:", "name"),
    aws.MSK_CLUSTER: ("kafka", "cluster/", "clusterName"),
    aws.MSK_SERVERLESS_CLUSTER: ("kafka", "cluster/", "clusterName"),
    aws.OPENSEARCH_DOMAIN: ("es", "domain/", "domainName"),
    aws.RDS_CLUSTER: ("rds", "cluster:", "clusterIdentifier"),
    aws.RDS_INSTANCE: ("rds", "db:", "identifier"),
    aws.S3_BUCKET: ("s3", "", "bucket"),
    aws.S3_BUCKET_V2: ("s3", "", "bucket"),
    aws.SECRETSMANAGER_SECRET: ("secretsmanager", "secret:", "name"),
    aws.SFN_STATE_MACHINE: ("states", "stateMachine:", "name"),
    aws.SNS_TOPIC: ("sns", "", "name"),
    aws.SQS_QUEUE: ("sqs", "", "name"),
    aws.SSM_PARAMETER: ("ssm", "parameter/", "name"),
}
"""Types whose ARN follows from a name that is given: service, what stands before the name, and its property."""

_WITH_IDS = (
    aws.EC2_INSTANCE,
    aws.EC2_INTERNET_GATEWAY,
    aws.EC2_LAUNCH_TEMPLATE,
    aws.EC2_NAT_GATEWAY,
    aws.EC2_NETWORK_ACL,
    aws.EC2_NETWORK_INTERFACE,
    aws.EC2_ROUTE_TABLE,
    aws.EC2_SECURITY_GROUP,
    aws.EC2_SUBNET,
    aws.EC2_VPC,
    aws.EC2_VPC_ENDPOINT,
    aws.EFS_FILE_SYSTEM,
    aws.KMS_KEY,
    aws.KMS_REPLICA_KEY,
)
"""Types whose ids AWS gives out once."""

_OF_CLUSTERS = ("group/", "topic/", "transactional-id/")
"""In Kafka's ARNs, what is named by its cluster."""

_TEXT_ONLY = ("description", "tags", "tagsAll")
"""Properties that nothing reads."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A resource by its ARN; what is not known of that is empty."""

    resource: Resource
    region: str
    account: str

    def may_be(self, region: str, account: str) -> bool:
        """Whether an ARN of this region and account can be its; `*` and what is not known stand for any."""
        pairs = ((self.region, region), (self.account, account))
        return all(own == given or not own or given in {"", "*"} for own, given in pairs)


@dataclass(slots=True)
class Names:
    """All names of a stack's cells, found once."""

    cells: set[str] = field(default_factory=set[str])
    _arns: defaultdict[tuple[str, str], list[_Named]] = field(
        default_factory=lambda: defaultdict[tuple[str, str], list[_Named]](list)
    )
    _ids: dict[str, Resource] = field(default_factory=dict[str, Resource])
    _prefixed: dict[tuple[str, str], Resource] = field(default_factory=dict[tuple[str, str], Resource])
    """By service and cell, a resource that carries the cell in its name as `<cell>-`."""

    def add(self, resource: Resource) -> None:
        """The names of one resource; those of what belongs to no cell are known, so that they are nobody else's."""
        cell = cell_of(resource)
        self.cells |= {cell} - {""}
        for service, region, account, rest in _arns_of(resource):
            self._arns[service, rest].append(_Named(resource, region, account))
            if cell and any(_cell_in(word, {cell}) for word in _CUTS.split(rest)):
                self._prefixed.setdefault((service, cell), resource)
        if resource.type in _WITH_IDS and resource.id:
            self._ids[resource.id] = resource

    def named_by(self, value: Value, own: str) -> Iterator[Resource]:
        """The resources outside a cell that a text names, in the order in which they stand there."""
        for service, region, account, rest in _arns_in(value):
            named = self._by_arn(service, region, account, rest) or self._by_cell(service, rest, own)
            if named is not None and cell_of(named) != own:
                yield named
        if self._ids:  # there are none in the preview of a new stack
            for known in filter(None, map(self._ids.get, _ID.findall(value.text))):
                if cell_of(known) != own:
                    yield known

    def _by_arn(self, service: str, region: str, account: str, rest: str) -> Resource | None:
        """The one resource that an ARN is of, or of a part of which it is."""
        for part in _parts(service, rest):
            found = [named.resource for named in self._arns.get((service, part), ()) if named.may_be(region, account)]
            if found:
                return found[0] if len({cell_of(resource) for resource in found}) == 1 else None
        return None

    def _by_cell(self, service: str, rest: str, own: str) -> Resource | None:
        """A resource of the cell that the name in an ARN begins with, where that cell names its own of a service so."""
        for word in _CUTS.split(rest):
            cell = _cell_in(word, self.cells)
            if cell:
                return self._prefixed.get((service, cell)) if cell != own else None
        return None


def _cell_in(name: str, cells: Collection[str]) -> str:
    """The longest cell that a name is, or begins with, as `<cell>-`; empty for none."""
    while name and name not in cells:
        name = name.rpartition("-")[0]
    return name


def _arns_in(value: Value) -> Iterator[tuple[str, str, str, str]]:
    """Service, region, account and rest of each ARN in a text; a queue's URL and the names of buckets count as such."""
    yield from _ARN.findall(value.text)
    yield from (("sqs", region, account, name) for region, account, name in _QUEUE.findall(value.text))
    yield from (("s3", "", "", name) for name in _BUCKET.findall(value.text))
    if value.text.startswith("alias/"):
        yield "kms", "", "", value.text
    if value.path.lower().endswith("bucket"):
        yield "s3", "", "", value.text


def _arns_of(resource: Resource) -> Iterator[tuple[str, str, str, str]]:
    """Service, region, account and rest of the ARN that the provider answered, or that follows from the name."""
    answered = _ARN.fullmatch(resource.arn) if resource["arn"].absent else None
    service, before, key = _ARNS.get(resource.type, ("", "", ""))
    if answered:
        service, region, account, rest = answered.groups()
    elif name := resource[key].text if key else "":
        path = resource["path"].text.strip("/") if service == "iam" else ""
        own = name if service == "logs" else name.removeprefix("/")
        region, account, rest = "", "", f"{before}{f'{path}/' if path else ''}{own}"
    else:
        return
    yield service, region, account, rest
    if service == "kafka" and rest.startswith("cluster/"):
        for kin in _OF_CLUSTERS:
            yield service, region, account, f"{kin}{rest.removeprefix('cluster/')}"


def _parts(service: str, rest: str) -> Iterator[str]:
    """An ARN's rest, and ever shorter beginnings of it; a secret's ends in a hyphen and six signs of its own."""
    ends = [*(match.start() for match in _CUTS.finditer(rest)), len(rest)]
    for end in reversed(ends):
        yield rest[:end]
        if service == "secretsmanager":
            yield rest[:end].rpartition("-")[0]


@once
def names(stack: Stack) -> Names:
    """The names of all resources of a stack."""
    found = Names()
    for resource in stack:
        found.add(resource)
    return found


def texts(resource: Resource) -> Iterator[Value]:
    """Every text in a resource's properties, at any depth, but for what nothing reads."""
    waiting = [value for key, value in resource.properties.entries() if key not in _TEXT_ONLY]
    while waiting:
        value = waiting.pop()
        if value.text:
            yield value
        else:
            waiting += _inside(value)


def _inside(value: Value) -> list[Value]:
    raw: Any = value.raw
    if isinstance(raw, list):
        return [*value.elements()]
    return [inner for _, inner in value.entries()]
