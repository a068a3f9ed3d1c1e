"""The differences between a local cell and AWS: a table that is printed on start and is part of `docs/local.md`.

`python -m local.runtime.differences` updates the page.
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
    """One aspect in which a local cell differs from AWS."""

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
        "several replicas and a minimum in sync, as declared",
        "replication factor 1, `min.insync.replicas` 1",
        "one node cannot hold two replicas; data survives a killed broker, not a lost disk",
    ),
    Difference(
        "Kafka storage",
        "volumes that grow, and tiered storage for topics that declare it",
        "this machine's disk, for the topic's retention",
        "tiered storage is a feature of MSK; consumers read the same records",
    ),
    Difference(
        "Kafka authentication",
        "IAM over TLS",
        "SCRAM-SHA-512 without TLS: one user per role, ACLs from its `kafka-cluster` statements, deny by default",
        "only MSK's brokers support IAM; the permissions of a role are enforced all the same",
    ),
    Difference(
        "Cache",
        "ElastiCache for Valkey: shards, replicas, TLS, IAM authentication, one access string per user",
        "one Valkey node in cluster mode with every slot; no TLS or authentication; an append-only file, no replicas",
        "a command across slots fails as on AWS; on a plain server it would work",
    ),
    Difference(
        "Database",
        "Aurora PostgreSQL Serverless v2, readers, TLS, IAM authentication",
        "one PostgreSQL server, the newest installed that is not newer than declared; passwords, no TLS, `fsync` off",
        "data survives a killed server, not a power failure; SQL, roles and the rights of the master user are the same",
    ),
    Difference(
        "Tables",
        "DynamoDB: IAM, encryption, point-in-time recovery, throttling, TTL within days",
        "DynamoDB Local 2.6.1 on disk: no IAM, no encryption, no recovery, no throttling",
        "AWS publishes it for this purpose; the IAM pack checks who may use a table, but it is not enforced here",
    ),
    Difference(
        "Functions",
        "Lambda on arm64, scaled by load",
        "processes with AWS's own runtime client behind the same Runtime API",
        "handler, archive and environment are those of the stack; see `local/functions`",
    ),
    Difference(
        "Invocations",
        "the provider invokes a function when its invocation is created, and again when a trigger changes",
        "every declared invocation runs at each start: first those that wait for no service, then those that do",
        "no function runs while a stack is deployed here; migrations that ran before have nothing to do",
    ),
    Difference(
        "Services",
        "Fargate tasks from images, in the declared number, with rolling deployments",
        "one process per service, with the container's command and environment and this checkout's code and Python",
        "no Docker; a process that exits is restarted, as on ECS",
    ),
    Difference(
        "Gateway",
        "API Gateway WebSocket API, load balancer, TLS",
        "one process on loopback without TLS, which also serves the pages",
        "identifiers, errors, close codes and limits as AWS documents them; a message over 32 KiB counts as one frame; "
        "unverified: the close code of `DELETE @connections`, and posts that are not UTF-8",
    ),
    Difference(
        "Tokens",
        "signed by the user pool outside the cell",
        "signed by the gateway with its own key, and with the issuer and audience of the stack",
        "the user pool is not part of a cell; services check signature, issuer, audience and expiry as on AWS",
    ),
    Difference(
        "Payments",
        "the payment provider at `PAYMENTS_URL`",
        "`local.payments`, which records every operation in a journal",
        "the reconciliation reads the journal",
    ),
    Difference(
        "Time",
        "real time",
        "`PLATFORM_CLOCK` may make it run faster",
        "a day takes minutes; tickets and tokens expire in real time",
    ),
    Difference(
        "Lake",
        "Firehose delivers topics to Iceberg and Parquet tables in S3; Glue and Athena; rows expire every night",
        "nothing is delivered; buckets, tables and schedules exist in the stack's state only",
        "no part of a running city reads the lake; tests cover its records",
    ),
    Difference(
        "Alarms",
        "CloudWatch evaluates alarms, which publish to a topic; a dashboard shows metrics",
        "`python -m local alarms` evaluates the same alarms over what programs, broker, functions and load balancer "
        "really did; nothing is published, and there is no dashboard",
        "an alarm that no fault fires, or that a quiet day fires, is found before it is deployed; "
        "`docs/metrics.md` says which alarms are not evaluated here",
    ),
    Difference(
        "Network",
        "subnets, security groups, endpoints",
        "loopback; the outputs of these resources are simulated",
        "the policy packs check reachability",
    ),
)


def as_table() -> Table:
    """The table for a terminal."""
    table = Table(title="What differs from AWS", title_justify="left", show_lines=False, pad_edge=False)
    table.add_column("aspect", style="bold", no_wrap=True)
    table.add_column("on AWS", ratio=1)
    table.add_column("here", ratio=1)
    for difference in DIFFERENCES:
        table.add_row(difference.aspect, difference.aws, difference.here)
    return table


def as_markdown() -> str:
    """The table for `docs/local.md`."""
    rows = [f"| {row.aspect} | {row.aws} | {row.here} | {row.why} |" for row in DIFFERENCES]
    return "\n".join(["| aspect | on AWS | here | why |", "|---|---|---|---|", *rows])


def rendered(page: str) -> str:
    """A page with the table between its markers updated."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n{as_markdown()}\n{END}{after}"


def write(page: Path = PAGE) -> None:
    """Update the page."""
    page.write_text(rendered(page.read_text()))


if __name__ == "__main__":
    write()
