"""Arguments of `Edge`."""

from enum import StrEnum
from typing import NotRequired

import pulumi

from ..core.cell import CellArgs


class EdgeTls(StrEnum):
    """The security policy of TLS between clients and the edge.

    Amazon CloudFront developer guide, supported protocols and ciphers between viewers and CloudFront.
    """

    TLS_1_2 = "TLSv1.2_2025"
    """TLS 1.3, and 1.2 with forward secrecy and authenticated encryption for older phones. The default."""
    TLS_1_3 = "TLSv1.3_2025"
    """TLS 1.3 only."""


class BotControl(StrEnum):
    """What AWS WAF Bot Control does with requests that carry no token.

    It costs a monthly fee and a price for each million requests (AWS WAF pricing). Apps, whose requests carry a token,
    are no browsers and are left out.
    """

    NONE = "none"
    """Nothing, without a cost. The default."""
    COMMON = "common"
    """Blocks bots that identify themselves, apart from verified ones such as search engines."""
    TARGETED = "targeted"
    """Also challenges clients that behave like bots; it costs more for each request."""


class ManagedRules(StrEnum):
    """Rule groups of AWS that the firewall applies (AWS WAF developer guide, AWS Managed Rules rule groups list)."""

    REPUTATION = "AWSManagedRulesAmazonIpReputationList"
    """Addresses that Amazon knows as sources of attacks."""
    KNOWN_BAD_INPUTS = "AWSManagedRulesKnownBadInputsRuleSet"
    """Requests of known exploits, such as Log4Shell."""
    COMMON = "AWSManagedRulesCommonRuleSet"
    """The core rule set: cross-site scripting, path traversal, file inclusion, oversized requests."""


class PriceClass(StrEnum):
    """The locations of CloudFront that serve a city. The price of a request depends on its location."""

    ALL = "PriceClass_All"
    """All locations: the nearest one serves each client. The default."""
    AMERICA_EUROPE_ASIA = "PriceClass_200"
    """All but the most expensive ones (South America, Australia and New Zealand)."""
    AMERICA_EUROPE = "PriceClass_100"
    """North America, Europe and Israel."""


class EdgeArgs(CellArgs):
    """Arguments of `Edge`."""

    domain: str
    """Host name of the city, such as `lisbon.example.com`. It belongs to one distribution in the world."""
    aliases: NotRequired[list[str]]
    """More host names for the same city; none by default."""
    hosted_zone_id: NotRequired[pulumi.Input[str]]
    """Public hosted zone in Route 53 for the certificate's validation and for the records of all host names. Without
    one, `certificate_arn` is required, and the DNS of another provider must point to the output `domain_name`."""
    certificate_arn: NotRequired[str]
    """Certificate in us-east-1 that covers all host names. By default the component makes one."""
    load_balancer_arn: pulumi.Input[str]
    """Internal load balancer that gets every request that is not for a page."""
    load_balancer_host: pulumi.Input[str]
    """Its DNS name."""
    load_balancer_group_id: pulumi.Input[str]
    """Its security group, which gets a rule that accepts HTTPS from CloudFront."""
    origin_host: NotRequired[str]
    """Host name that the load balancer's certificate covers, if it does not cover the host names of the edge. It is
    then the Host header of every request to the load balancer. By default that is the host name of the client."""
    origin_prefix_list_id: NotRequired[pulumi.Input[str]]
    """Managed prefix list `com.amazonaws.global.cloudfront.origin-facing` in the cell's region, from which the load
    balancer accepts requests. It counts as 55 rules of a security group, of 60 by default. Required unless
    `origin_group_id` is given."""
    origin_group_id: NotRequired[pulumi.Input[str]]
    """Security group `CloudFront-VPCOrigins-Service-SG` of the VPC, which exists once the first VPC origin does. The
    load balancer then accepts requests of this account's VPC origins only, and the prefix list is not used."""
    websocket_url: pulumi.Input[str]
    """URL of the WebSocket API, to which pages may connect."""
    countries: NotRequired[list[str]]
    """Countries from which requests are accepted, as ISO 3166 codes such as `PT`; from everywhere by default. Others
    get 403 from CloudFront, at no cost. Roaming customers are then shut out too."""
    bot_control: NotRequired[BotControl]
    """What AWS WAF Bot Control does; nothing by default, because it costs."""
    counted_rules: NotRequired[list[ManagedRules]]
    """Rule groups that only count what they would block, to try them on real requests; none by default."""
    requests_per_address: NotRequired[int]
    """Requests of one address in five minutes, 10 to 2,000,000,000; 10,000 by default. More get 429. Hundreds of
    couriers share an address of their phone network, and each sends 75 positions in that time."""
    requests_per_caller: NotRequired[int]
    """Requests with the same token in five minutes, 10 to 2,000,000,000; 1,000 by default. More get 429."""
    email: NotRequired[str]
    """Address that is notified of pages of the edge, and of tickets without `ticket_email`. Its owner confirms each
    subscription once by mail. None by default."""
    ticket_email: NotRequired[str]
    """Address that is notified of tickets in place of `email`; `email` by default."""
    runbooks_url: NotRequired[str]
    """Where the pages of `docs/runbooks/` are; by default the path in the repository of this library."""
    tls: NotRequired[EdgeTls]
    """Security policy of TLS with clients; TLS 1.2 and 1.3 by default."""
    hsts_days: NotRequired[int]
    """Days in which browsers use TLS only for the host names, 1 to 730; 365 by default."""
    price_class: NotRequired[PriceClass]
    """The locations that serve the city; all by default."""
    page_max_age_seconds: NotRequired[int]
    """How long browsers and CloudFront may keep a page, 0 to 86,400 seconds; 60 by default. A new version of the pages
    is complete for everyone after that time."""
    log_retention_days: NotRequired[int]
    """How many days CloudWatch keeps the log of all requests, and S3 that of the pages' bucket; 90 by default. They
    hold addresses of people. One of the periods that CloudWatch Logs offers."""
    firewall_log_retention_days: NotRequired[int]
    """How many days CloudWatch keeps the log of the firewall, which has only what a rule matched; 365 by default. One
    of the periods that CloudWatch Logs offers."""
