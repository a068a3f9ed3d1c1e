"""Arguments of `Region`."""

from typing import NotRequired, TypedDict

import pulumi

from ..account.args import AccountSettingsArgs
from ..core.cell import CellArgs


class RegionCellArgs(TypedDict):
    """A cell of the region."""

    cell: str
    """Its name, as in the argument `cell` of its stack."""
    host: str
    """Host name of its API, such as `north.madrid.example.com`."""


class CityRouteArgs(TypedDict):
    """The cell that serves a zone."""

    city: str
    """The city."""
    zone: NotRequired[str]
    """The zone of the city; left out for a city that one cell serves whole."""
    cell: str
    """The cell, one of `cells`."""


class RegionArgs(CellArgs):
    """Arguments of `Region`.

    `cell` and `city` are `shared`: AWS names begin with it, and the rule `cell-isolation` lets every cell refer to what
    has that tag. Name another cell in the rule's parameter `shared` if you choose another.
    """

    cells: NotRequired[list[RegionCellArgs]]
    """The cells that may serve a zone, 50 at most; none by default. A cell without a route is new, or was drained."""
    cities: NotRequired[dict[str, list[str]]]
    """City to the names of its zones; an empty list for a city that one cell serves whole. Each zone needs a route."""
    routes: NotRequired[list[CityRouteArgs]]
    """Which cell serves which zone; none by default."""
    routing_version: NotRequired[int]
    """Version of the routing table. By default the published one, and one more if a route changes. Set it only to begin
    above the version that clients have seen, where the stack itself is new."""
    published_routing: NotRequired[pulumi.Input[str]]
    """The routing table as it is published now, so that its version goes up; none by default, as for a first table. The
    program of `stacks/region` reads it from the last outputs of its own stack."""
    routing_max_age_seconds: NotRequired[int]
    """How long caches keep the table, 10 to 3,600 seconds; 10 by default. A client has a change after twice that time
    at the latest, once it asks: once in a cache of CloudFront, once in one of its own."""
    routing_domain: NotRequired[str]
    """Host name under which clients get the table, such as `routing.example.com`. The table is then public: CloudFront
    serves it and nothing else. Nothing of a region is public by default. One host name is for one distribution in the
    world, so each region has its own."""
    routing_hosted_zone_id: NotRequired[pulumi.Input[str]]
    """Public hosted zone in Route 53 for the certificate's validation and for the records of `routing_domain`. Without
    one, `routing_certificate_arn` is required, and other DNS must point to the output `routing_domain_name`."""
    routing_certificate_arn: NotRequired[str]
    """Certificate in us-east-1 that covers `routing_domain`. By default the component makes one."""
    routing_requests_per_address: NotRequired[int]
    """Requests of one address for the table in five minutes, 10 to 2,000,000,000; 10,000 by default. More get 429.
    Thousands of phones share an address of their network, and each asks about five times while it is in use."""
    routing_log_days: NotRequired[int]
    """How many days CloudWatch keeps a log of all requests for the table. None by default: it has addresses of people
    and costs more than the requests. One of the periods that CloudWatch Logs offers."""
    repositories: NotRequired[list[str]]
    """Short names of the image repositories; `services` by default. The name on AWS is `<cell>-<name>`. Removing a name
    deletes a repository of a disposable region with its images, and forgets another."""
    untagged_days: NotRequired[int]
    """After how many days an image without a tag is deleted, 1 to 365; 14 by default. A release has a tag, which cannot
    move to another image, so an image that a cell runs is never deleted."""
    temporary_tags: NotRequired[list[str]]
    """Beginnings of the tags of images that no cell runs, such as `branch-`: these images are deleted after
    `temporary_days`. None by default."""
    temporary_days: NotRequired[int]
    """After how many days images with temporary tags are deleted, 1 to 365; 30 by default."""
    access_log_days: NotRequired[int]
    """How long the access log of the bucket with the routing table stays; 90 days by default."""
    has_baseline: NotRequired[bool]
    """Whether the region makes the settings of the account (`AccountBaseline`). True by default; false where another
    stack or team has them."""
    baseline: NotRequired[AccountSettingsArgs]
    """These settings, with `has_baseline` only; the defaults of `AccountBaseline` if left out."""


class SharedRegionArgs(TypedDict):
    """What a cell takes from the `Region` of the same program; `Region.shared` is it."""

    cells_table: pulumi.Input[str]
    """Name of the table with the list of cells."""
    service_repository: NotRequired[pulumi.Input[str]]
    """URL of the image repository of the services, without tag and digest."""
