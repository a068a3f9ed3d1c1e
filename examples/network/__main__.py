"""Two networks: one of the cell's own with a part that this program adds, and one in a VPC that existed before."""

import pulumi
import pulumi_aws as aws
from citycell import DataClass, EndpointChoice, Keys, Nat, Network, PublicAccessBlock
from citycell.plan.addresses import cell_block

region = pulumi.Config("aws").require("region")
cell = {
    "city": "braga",
    "cell": "braga",
    "owner": "platform",
    "region": region,
    "account_id": "123456789012",
    "disposable": True,
}

keys = Keys("braga-keys", cell)
network = Network(
    "braga-network",
    {
        **cell,
        "cidr": str(cell_block(7)),
        "log_key_arn": keys.arn(DataClass.LOGS),
        "zones": 2,
        # One gateway in every zone, and no public subnet to guard.
        "nat": Nat.REGIONAL,
        "public_access_block": PublicAccessBlock.BIDIRECTIONAL,
        # Image pulls of 800 GB a month are cheaper through an endpoint, a few secrets are not.
        "endpoint_choice": EndpointChoice.BY_COST,
        "endpoint_traffic_gb": {"ecr.dkr": 800, "secretsmanager": 1},
        # A part that the cell does not know: it reads topics and calls a partner.
        "flows": [{"source": "menus", "target": "stream", "port": 9098, "why": "menu changes"}],
        "https_clients": {"menus": "menus of partners"},
    },
)

standing = aws.ec2.Vpc("standing", cidr_block="172.20.0.0/16", enable_dns_hostnames=True)
table = aws.ec2.RouteTable("standing", vpc_id=standing.id)
subnets = [
    aws.ec2.Subnet(
        f"standing-{number}",
        vpc_id=standing.id,
        cidr_block=f"172.20.{number}.0/24",
        availability_zone=f"{region}{zone}",
    )
    for number, zone in enumerate("aabb")
]
faro = {**cell, "city": "faro", "cell": "faro"}
guest = Network(
    "faro-network",
    {
        **faro,
        "log_key_arn": Keys("faro-keys", faro).arn(DataClass.LOGS),
        "existing": {
            "vpc_id": standing.id,
            "cidr": standing.cidr_block,
            "private_subnet_ids": [subnets[0].id, subnets[2].id],
            "data_subnet_ids": [subnets[1].id, subnets[3].id],
            "route_table_ids": [table.id],
        },
    },
)

pulumi.export("natAddresses", network.nat_addresses)
pulumi.export("menusGroup", network.group("menus"))
pulumi.export("guestSubnets", guest.data_subnet_ids)
