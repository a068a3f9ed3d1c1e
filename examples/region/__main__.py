"""What the cells of a region share: images, the list of cells, the routing table, and the settings of the account."""

import pulumi
from citycell import Region, ServiceLinkedRole

region = pulumi.Config("aws").require("region")

# The last outputs of this stack itself: the version of the routing table goes up from what clients have.
# Everything else waits for it: backends in a folder write the state while resources are made, which tears the read.
itself = pulumi.StackReference(f"{pulumi.get_organization()}/{pulumi.get_project()}/{pulumi.get_stack()}")

shared = Region(
    region,
    {
        "city": "shared",
        "cell": "shared",
        "owner": "platform",
        "region": region,
        "account_id": "123456789012",
        "disposable": True,
        # Dublin has two zones with a cell each. Cork's only cell serves the whole city.
        "cities": {"dublin": ["north", "south"], "cork": []},
        "cells": [
            {"cell": "dublin-north", "host": "north.dublin.example.com"},
            {"cell": "dublin-south", "host": "south.dublin.example.com"},
            {"cell": "cork", "host": "cork.example.com"},
        ],
        "routes": [
            {"city": "dublin", "zone": "north", "cell": "dublin-north"},
            {"city": "dublin", "zone": "south", "cell": "dublin-south"},
            {"city": "cork", "cell": "cork"},
        ],
        "published_routing": itself.get_output("routingTable"),
        # Images of branches go after a month. Releases have tags that never move, and stay.
        "temporary_tags": ["branch-"],
        "baseline": {"global_settings": True, "service_linked_roles": [ServiceLinkedRole.ECS]},
    },
    pulumi.ResourceOptions(depends_on=[itself]),
)

pulumi.export("region", shared.region_name)
pulumi.export("cellsTable", shared.cells_table)
pulumi.export("repositoryUrls", shared.repository_urls)
pulumi.export("routingTable", shared.routing_table)
