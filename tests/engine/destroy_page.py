"""The table of `docs/destroy.md`, written from this one: `python -m tests.engine.destroy_page`."""

from dataclasses import dataclass

from local.paths import ROOT
from local.provider.taken import TAKEN

PAGE = ROOT / "docs" / "destroy.md"
BEGIN, END = "<!-- table: python -m tests.engine.destroy_page -->\n", "<!-- end of table -->\n"


@dataclass(frozen=True)
class Retained:
    """What remains of a resource type, and how it is found, imported and removed."""

    cost: str
    """What AWS bills for it while nothing uses it."""
    identifier: str
    """Its id for `pulumi import`, from the Import section of the type's page in the Pulumi registry."""
    remove: str
    """The command that deletes it for good, after its protection is switched off."""
    find: str = ""
    """How the id is found, if it does not follow from the name."""


_KEY = "`aws kms describe-key --key-id alias/CELL-CLASS` while the alias exists, otherwise the tags of the keys"
_CLUSTER = "`aws kafka list-clusters-v2 --cluster-name-filter CELL-stream`"

RETAINED = {
    "aws:backup/vault:Vault": Retained(
        "recovery points by GB",
        "its name",
        "`aws backup delete-backup-vault --backup-vault-name NAME`, when it is empty",
    ),
    "aws:cognito/userPool:UserPool": Retained(
        "users by month, if they sign in",
        "its id",
        "`aws cognito-idp delete-user-pool --user-pool-id ID`, after its domain",
        find="`aws cognito-idp list-user-pools --max-results 60`",
    ),
    "aws:cognito/userPoolClient:UserPoolClient": Retained(
        "nothing itself",
        "POOL-ID/CLIENT-ID",
        "`aws cognito-idp delete-user-pool-client --user-pool-id ID --client-id ID`, or with its pool",
        find="`aws cognito-idp list-user-pool-clients --user-pool-id ID`",
    ),
    "aws:dynamodb/table:Table": Retained(
        "storage by GB; provisioned units", "its name", "`aws dynamodb delete-table --table-name NAME`"
    ),
    "aws:elasticache/replicationGroup:ReplicationGroup": Retained(
        "nodes by hour, as in use",
        "its id",
        "`aws elasticache delete-replication-group --replication-group-id ID --final-snapshot-identifier NAME`",
    ),
    "aws:elasticache/serverlessCache:ServerlessCache": Retained(
        "stored data by hour, or its minimum",
        "its name",
        "`aws elasticache delete-serverless-cache --serverless-cache-name NAME --final-snapshot-name NAME`",
    ),
    "aws:glue/catalogDatabase:CatalogDatabase": Retained(
        "nothing below a million objects", "ACCOUNT:NAME", "`aws glue delete-database --name NAME`"
    ),
    "aws:glue/catalogTable:CatalogTable": Retained(
        "nothing below a million objects",
        "ACCOUNT:DATABASE:NAME",
        "`aws glue delete-table --database-name DATABASE --name NAME`",
    ),
    "aws:kms/key:Key": Retained(
        "each key by month",
        "its key id",
        "`aws kms schedule-key-deletion --key-id ID --pending-window-in-days 30`, when nothing is encrypted with it",
        find=_KEY,
    ),
    "aws:kms/replicaKey:ReplicaKey": Retained(
        "each key by month", "its key id", "as a key, in its region, before its primary", find=_KEY
    ),
    "aws:msk/cluster:Cluster": Retained(
        "brokers and volumes by hour, as in use",
        "its ARN",
        "`aws kafka delete-cluster --cluster-arn ARN`",
        find=_CLUSTER,
    ),
    "aws:msk/serverlessCluster:ServerlessCluster": Retained(
        "cluster and partitions by hour", "its ARN", "`aws kafka delete-cluster --cluster-arn ARN`", find=_CLUSTER
    ),
    "aws:msk/topic:Topic": Retained(
        "its part of the cluster's storage",
        "CLUSTER-ARN,NAME",
        "`aws kafka delete-topic --cluster-arn ARN --topic-name NAME`, or with its cluster",
        find=_CLUSTER,
    ),
    "aws:rds/cluster:Cluster": Retained(
        "storage and backups by GB; instances are not retained",
        "its identifier",
        "`aws rds delete-db-cluster --db-cluster-identifier ID --final-db-snapshot-identifier NAME`",
    ),
    "aws:rds/globalCluster:GlobalCluster": Retained(
        "nothing itself", "its identifier", "`aws rds delete-global-cluster --global-cluster-identifier ID`"
    ),
    "aws:route53/record:Record": Retained(
        "nothing itself; only records that prove a certificate's host names stay",
        "ZONE-ID_NAME_TYPE, or none: the next `up` overwrites it",
        "`aws route53 change-resource-record-sets`, when no certificate has the host name",
    ),
    "aws:s3/bucket:Bucket": Retained(
        "storage by GB", "its name", "`aws s3api delete-bucket --bucket NAME`, when all versions are deleted"
    ),
    "aws:secretsmanager/secret:Secret": Retained(
        "each secret by month",
        "its ARN",
        "`aws secretsmanager delete-secret --secret-id ARN`",
        find="`aws secretsmanager describe-secret --secret-id NAME`",
    ),
}
"""Every type that a cell, its region or its identity stack retains unless it is disposable."""


def table() -> str:
    """The generated part of the page."""
    head = [
        "| resource | billed meanwhile | error of the next `up` | id for `pulumi import` | delete for good |",
        "|---|---|---|---|---|",
    ]
    return "\n".join([*head, *(_row(token, RETAINED[token]) for token in sorted(RETAINED))]) + "\n"


def page() -> str:
    """The whole page, with its table written again."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}"


def _row(token: str, retained: Retained) -> str:
    taken = TAKEN.get(token)
    collision = f"`{taken.error}`" if taken else "none: a second one is made"
    identifier = f"{retained.identifier}: {retained.find}" if retained.find else retained.identifier
    return f"| `{token}` | {retained.cost} | {collision} | {identifier} | {retained.remove} |"


if __name__ == "__main__":
    PAGE.write_text(page())
