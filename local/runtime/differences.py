"""What a local cell does not do as AWS does: one table, printed on start and kept in `docs/local.md`.

`python -m local.runtime.differences` writes the page anew.
"""

from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from ..paths import ROOT

PAGE = ROOT / "docs" / "local.md"
BEGIN = "<!-- differences: written by `python -m local.runtime.differences` -->"
END = "<!-- end of differences -->"


@dataclass(frozen=True)
class Difference:
    """One aspect in which the local cell is not what AWS runs."""

    aspect: str
    aws: str
    here: str
    why: str


DIFFERENCES = (
    Difference(
        "Kafka version",
        "Amazon MSK, the version that the stack declares",
        "Apache Kafka 4.3.1, one node (KRaft)",
        "one JVM starts in seconds; the code uses nothing newer than the declared version",
    ),
    Difference(
        "Kafka replicas",
        "as declared: several replicas, and so many in sync",
        "replication factor 1, `min.insync.replicas` 1",
        "one node cannot hold two replicas; data outlives a killed broker, not a lost disk",
    ),
    Difference(
        "Kafka storage",
        "volumes that grow, a cheaper tier for old records where a topic has one",
        "this machine's disk, for as long as the topic keeps records",
        "the tier is MSK's; what consumers read is the same",
    ),
    Difference(
        "Kafka sign-in",
        "IAM over TLS",
        "SCRAM-SHA-512 without TLS: one user a role, ACLs from its `kafka-cluster` statements, deny by default",
        "only MSK's brokers understand IAM; what a role may do is enforced all the same",
    ),
    Difference(
        "Cache",
        "ElastiCache for Valkey: shards, replicas, TLS, IAM sign-in, one access string a user",
        "one Valkey node in cluster mode with every slot; no TLS, no sign-in; append-only file instead of replicas",
        "a command across slots fails as on AWS, which a plain server would hide",
    ),
    Difference(
        "Database",
        "Aurora PostgreSQL Serverless v2, readers, TLS, IAM sign-in",
        "one PostgreSQL server, the newest installed that is not newer than declared; passwords, no TLS, `fsync` off",
        "survives a killed server, not a power cut; the same SQL and roles, a master without superuser rights",
    ),
    Difference(
        "Tables",
        "DynamoDB: IAM, encryption, point-in-time recovery, throttling, expiry within days",
        "DynamoDB Local 2.6.1 on disk: no IAM, no encryption, no recovery, no throttling",
        "AWS publishes it for this use; who may touch which table is judged by the IAM pack, not enforced here",
    ),
    Difference(
        "Functions",
        "Lambda on arm64, scaled by load",
        "processes of this machine behind the same Runtime API and AWS's own runtime client",
        "the handler, archive and environment are the stack's; see `local/functions`",
    ),
    Difference(
        "Services",
        "Fargate tasks from images, as many as declared, rolling deployments",
        "one process a service: the container's command and environment, this checkout's code and Python",
        "no Docker; a process that dies is started again, as ECS does",
    ),
    Difference(
        "Door",
        "API Gateway WebSocket API, load balancer behind an edge, TLS",
        "one gateway process on loopback, no TLS; it also serves the pages",
        "see `local/gateway`",
    ),
    Difference(
        "Tokens",
        "the user pool outside the cell signs them",
        "the gateway signs them with a key of its own, issuer and audience as the stack says",
        "a user pool lives outside cells; services check signature, issuer, audience and expiry as on AWS",
    ),
    Difference(
        "Payments",
        "the payment provider at `PAYMENTS_URL`",
        "`local.payments`, which keeps every operation in a journal",
        "the reconciliation reads the journal",
    ),
    Difference(
        "Time",
        "the wall's",
        "`PLATFORM_CLOCK` may run it faster",
        "a day passes in minutes; expiry of tickets and tokens stays on the wall's clock",
    ),
    Difference(
        "Lake",
        "Firehose delivers topics to Iceberg and Parquet tables in S3; Glue and Athena; expiry every night",
        "nothing is delivered; buckets, tables and schedules are in the stack's state only",
        "no part of a running city reads the lake; what reaches it is tested record by record",
    ),
    Difference(
        "Network",
        "subnets, security groups, endpoints",
        "loopback; the outputs of these resources are imitated",
        "reachability is judged by the packs over the real stack",
    ),
)


def as_table() -> Table:
    """The differences for a terminal."""
    table = Table(title="What differs from AWS", title_justify="left", show_lines=False, pad_edge=False)
    table.add_column("aspect", style="bold", no_wrap=True)
    table.add_column("on AWS", ratio=1)
    table.add_column("here", ratio=1)
    for difference in DIFFERENCES:
        table.add_row(difference.aspect, difference.aws, difference.here)
    return table


def as_markdown() -> str:
    """The differences for the manual."""
    rows = [f"| {row.aspect} | {row.aws} | {row.here} | {row.why} |" for row in DIFFERENCES]
    return "\n".join(["| aspect | on AWS | here | why |", "|---|---|---|---|", *rows])


def rendered(page: str) -> str:
    """A page with the table between its markers written anew."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n{as_markdown()}\n{END}{after}"


def write(page: Path = PAGE) -> None:
    """Bring the page up to date."""
    page.write_text(rendered(page.read_text()))


if __name__ == "__main__":
    write()
