"""What the cells of a region share: settings of the account, images, the list of cells, and the way to them."""

import pulumi
import pulumi_aws as aws

from ..account.component import AccountBaseline
from ..aws.names import CLOUDFRONT_POLICY
from ..bucket.component import Bucket
from ..bucket.names import physical_name
from ..core.cell import DataClass, with_suffix
from ..core.component import Transforms
from ..core.outputs import json_text, known_after
from ..edge.base import DistributionComponent, DistributionNames
from ..edge.config import FIREWALL_LOG_RETENTION_DAYS, HSTS_DAYS
from ..edge.headers import public_data_headers
from ..edge.props import page_cache
from ..keys.component import Keys
from ..monitoring.rollup import rollup
from ..tables.component import Tables
from . import props
from .args import RegionArgs, SharedRegionArgs
from .config import SERVICES, RegionConfig, RoutingAccessConfig, resolve
from .limits import MAX_REPOSITORY_NAME
from .routing import RoutingError, RoutingTable, next_version


class Region(DistributionComponent):
    """What exists once for all cells of an account in a region. It has no data of customers.

    Make it in a stack of its own, `region-<aws-region>`, before the first cell; cells read it by StackReference (their
    argument `region_stack`) and write their own rows into the list of cells. Cells work on if it is gone: only new
    cells, new images and changes of routes need it.
    """

    cells_table: pulumi.Output[str]
    """Name of the DynamoDB table with the list of cells, one row each, by `cell`."""
    repository_urls: pulumi.Output[dict[str, str]]
    """Short name to the URL of an image repository, without tag and digest."""
    routing_bucket: pulumi.Output[str]
    """Name of the private bucket with the routing table."""
    routing_key: pulumi.Output[str]
    """Key of the routing table in that bucket."""
    routing_url: pulumi.Output[str] | None
    """URL of the routing table, known once clients can get it. None without `routing_domain`."""
    routing_domain_name: pulumi.Output[str] | None
    """Host name of the distribution, for DNS outside of Route 53. None without `routing_domain`."""
    routing_table: pulumi.Output[str]
    """The published table, as JSON."""
    api_gateway_role_arn: pulumi.Output[str] | None
    """The role with which API Gateway writes logs. None where the region does not make it."""
    dashboard: pulumi.Output[str]
    """Name of the roll-up dashboard."""
    region_name: pulumi.Output[str]
    """The AWS region, which a cell that reads this stack must be in."""

    def __init__(
        self,
        name: str,
        args: RegionArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        keys = self._component("keys", Keys, {"classes": [DataClass.PLATFORM]})
        self._has_services = SERVICES in config.repositories
        self._key_arn = keys.arn(DataClass.PLATFORM)
        self.api_gateway_role_arn = self._make_baseline(config)
        self.repository_urls = self._make_repositories(config)
        self.cells_table = self._make_cells()
        published = pulumi.Output.from_input(config.published_routing)
        self.routing_table = published.apply(lambda found: self._routing_table(config, found))
        self.routing_bucket, self.routing_url, self.routing_domain_name = self._make_routing(config)
        self.routing_key = pulumi.Output.from_input(props.ROUTING_KEY)
        self.dashboard = self._make_dashboard(config).dashboard_name
        self.region_name = pulumi.Output.from_input(self._cell["region"])
        self._finish()

    @property
    def shared(self) -> SharedRegionArgs:
        """The argument `shared_region` of a `CityCell` in the same program."""
        repository = self.repository_urls.apply(lambda urls: urls.get(SERVICES, ""))
        named: SharedRegionArgs = {"cells_table": self.cells_table}
        return {**named, "service_repository": repository} if self._has_services else named

    def _make_baseline(self, config: RegionConfig) -> pulumi.Output[str] | None:
        if config.baseline is None:
            return None
        return self._component("baseline", AccountBaseline, config.baseline).api_gateway_role_arn

    def _make_repositories(self, config: RegionConfig) -> pulumi.Output[dict[str, str]]:
        return pulumi.Output.all(**{short: self._make_repository(config, short) for short in config.repositories})

    def _make_repository(self, config: RegionConfig, short: str) -> pulumi.Output[str]:
        """The repository and its lifecycle policy."""
        # Not imported above: a program without a region needs none of it.
        import pulumi_awsx as awsx  # noqa: PLC0415

        name = self._physical(short, MAX_REPOSITORY_NAME)
        repository = self._child(
            f"images-{short}",
            awsx.ecr.Repository,
            props.repository(name, self._key_arn, disposable=self._disposable),
            self._stateful(),
            data_class=DataClass.PLATFORM,
        )
        self._child(
            f"images-{short}-lifecycle",
            aws.ecr.LifecyclePolicy,
            {
                # From the URL, so that the policy follows a repository that a transform renamed.
                "repository": repository.url.apply(lambda url: url.split("/", 1)[-1]),
                "policy": props.lifecycle(config),
            },
        )
        return repository.url

    def _make_cells(self) -> pulumi.Output[str]:
        tables = self._component(
            "tables",
            Tables,
            {
                "key_arn": self._key_arn,
                "data_class": DataClass.PLATFORM,
                "tables": [{"name": props.CELLS, "partition_key": "cell"}],
            },
        )
        # The name is written down, and known once the table exists.
        return tables.table_arns.apply(lambda arns: arns[props.CELLS].rsplit("/", 1)[-1])

    def _routing_table(self, config: RegionConfig, published: str | None) -> str:
        try:
            version = next_version(published, config.routes, config.routing_version)
        except RoutingError as error:
            raise self._error("routing_version", config.routing_version, str(error)) from None
        return RoutingTable(version=version, routes=config.routes).document()

    def _make_routing(
        self, config: RegionConfig
    ) -> tuple[pulumi.Output[str], pulumi.Output[str] | None, pulumi.Output[str] | None]:
        """The bucket with the table, and the way of clients to it.

        Returns:
            The name of the bucket, known once the table is published; the URL of the table, and the host name of its
            distribution.
        """
        access = config.access
        key_arn = self._key_arn if access is None else self._make_origin_key("routing-key", DataClass.PLATFORM).arn
        bucket = self._make_bucket(config, key_arn)
        published = self._make_table(config, bucket, key_arn)
        distribution = None if access is None else self._make_distribution(access, config, bucket)
        # A bucket has one policy. That of `Bucket` would be deleted after this one replaced it for a new domain.
        policy = self._make_origin_policy(
            "routing-policy",
            bucket,
            key_arn,
            distribution,
            objects=props.ROUTING_KEY,
            aliases=[pulumi.Alias(parent=bucket)],
        )
        name = known_after(bucket.bucket_name, published.version_id, policy.id)
        if access is None or distribution is None:
            return name, None, None
        self._make_records(distribution, access.domain, [published, policy])
        url = pulumi.Output.from_input(f"https://{access.domain.hosts[0]}/{props.ROUTING_KEY}")
        return name, known_after(url, published.version_id, policy.id, distribution.id), distribution.domain_name

    def _make_bucket(self, config: RegionConfig, key_arn: pulumi.Output[str]) -> Bucket:
        source = physical_name(self._cell, props.ROUTING)
        logs = self._component("routing-logs", Bucket, props.log_bucket(source, config.access_log_days))
        return self._component(
            "routing",
            Bucket,
            {
                "bucket": props.ROUTING,
                "data_class": DataClass.PLATFORM,
                "key_arn": key_arn,
                "log_bucket": logs.bucket_name,
                "attach_policy": False,
            },
        )

    def _make_table(self, config: RegionConfig, bucket: Bucket, key_arn: pulumi.Output[str]) -> aws.s3.BucketObjectv2:
        return self._child(
            "routing-table",
            aws.s3.BucketObjectv2,
            {
                "bucket": bucket.bucket_name,
                "key": props.ROUTING_KEY,
                "content": self.routing_table,
                "content_type": "application/json",
                # A cache that cannot reach the bucket serves what it has: an old route is better than none.
                "cache_control": f"public, max-age={config.routing_max_age_seconds}, stale-if-error=86400",
                "kms_key_id": key_arn,
                "server_side_encryption": "aws:kms",
            },
            data_class=DataClass.PLATFORM,
        )

    @property
    def _names(self) -> DistributionNames:
        """With the region, since an account has one list of distributions and their parts."""
        part = f"{props.ROUTING}-{self._cell['region']}"
        return DistributionNames(
            part=part,
            title=f"routing table of region {self._cell['region']}",
            log=with_suffix(self._cell, f"{self._cell['cell']}-{part}"),
        )

    def _make_distribution(
        self, access: RoutingAccessConfig, config: RegionConfig, bucket: Bucket
    ) -> aws.cloudfront.Distribution:
        names = self._names
        log_key = self._make_log_key()
        web_acl, _ = self._make_firewall(access.firewall, log_key, FIREWALL_LOG_RETENTION_DAYS)
        cache = page_cache(self._physical(names.part, CLOUDFRONT_POLICY), config.routing_max_age_seconds)
        parts = props.DistributionParts(
            web_acl_arn=web_acl.arn,
            certificate_arn=self._make_certificate(access.domain),
            bucket_host=bucket.domain_name,
            access_control_id=self._make_origin_access("routing-access", names.part, names.title),
            headers_id=self._make_headers("routing", names.part, public_data_headers(HSTS_DAYS)),
            cache_id=self._child("routing-cache", aws.cloudfront.CachePolicy, cache).id,
        )
        distribution = self._child(
            "distribution",
            aws.cloudfront.Distribution,
            props.distribution(names.title, access.domain.hosts, parts),
        )
        if access.log_days is not None:
            self._make_access_log(log_key, distribution, access.log_days)
        return distribution

    def _make_dashboard(self, config: RegionConfig) -> aws.cloudwatch.Dashboard:
        body = rollup(props.boards(config), self._cell["region"], self._cell["account_id"])
        return self._child(
            "dashboard",
            aws.cloudwatch.Dashboard,
            {
                "dashboard_name": with_suffix(self._cell, f"region-{self._cell['region']}"),
                "dashboard_body": json_text(body),
            },
        )
