"""Inputs of the children of `Edge`, from its configuration: nothing here makes a resource."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pulumi

from ..core.component import Props
from ..plan.traffic import HTTPS_PORT
from .args import EdgeTls, PriceClass
from .config import EdgeConfig, OriginConfig
from .limits import ALL_VIEWER, ALL_VIEWER_EXCEPT_HOST, CACHED_ERRORS, CACHING_DISABLED, MAX_PAGE_AGE_SECONDS
from .pages import INDEX

API: Final = "api"
PAGES: Final = "pages"

_ALL_METHODS: Final = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
_READS: Final = ["GET", "HEAD"]
_HTTP_PORT: Final = 80
"""CloudFront wants to know it and never uses it: the protocol policy is HTTPS only."""


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the distribution is made from."""

    web_acl_arn: pulumi.Input[str]
    certificate_arn: pulumi.Input[str]
    vpc_origin_id: pulumi.Input[str]
    pages_host: pulumi.Input[str]
    """Host name of the bucket with the pages."""
    access_control_id: pulumi.Input[str]
    page_headers_id: pulumi.Input[str]
    api_headers_id: pulumi.Input[str]
    page_cache_id: pulumi.Input[str]
    page_paths: Sequence[str]


def vpc_origin(name: pulumi.Input[str], origin: OriginConfig) -> Props:
    """HTTPS to the load balancer, with TLS 1.2: the provider lists no newer one for an origin."""
    return {
        "name": name,
        "arn": origin.arn,
        "http_port": _HTTP_PORT,
        "https_port": HTTPS_PORT,
        "origin_protocol_policy": "https-only",
        "origin_ssl_protocols": {"items": ["TLSv1.2"], "quantity": 1},
    }


def distribution(comment: str, config: EdgeConfig, parts: Parts) -> Props:
    """The distribution: pages from the bucket, everything else from the load balancer and never from a cache."""
    page = cached_reads(PAGES, parts.page_cache_id, parts.page_headers_id) | {
        "viewer_protocol_policy": "redirect-to-https"
    }
    viewers = viewer_settings(
        config.domain.hosts, parts.web_acl_arn, parts.certificate_arn, config.tls, config.price_class, config.countries
    )
    return viewers | {
        "comment": comment,
        "default_root_object": INDEX,
        "origins": _origins(config.origin, parts),
        "default_cache_behavior": _api(config.origin, parts),
        "ordered_cache_behaviors": [{"path_pattern": path, **page} for path in parts.page_paths],
        # The 503 of a cell that is drained, or the 404 of an order, must not be the answer to the next request.
        "custom_error_responses": [{"error_code": code, "error_caching_min_ttl": 0} for code in CACHED_ERRORS],
    }


def viewer_settings(  # noqa: PLR0917 - all of them differ between distributions
    hosts: Sequence[str],
    web_acl_arn: pulumi.Input[str],
    certificate_arn: pulumi.Input[str],
    tls: EdgeTls,
    price_class: PriceClass,
    countries: Sequence[str],
) -> Props:
    """What every distribution has towards clients: HTTP/2 and HTTP/3, IPv6, TLS, the firewall."""
    return {
        "enabled": True,
        "aliases": list(hosts),
        "http_version": "http2and3",
        "is_ipv6_enabled": True,
        "price_class": price_class.value,
        "web_acl_id": web_acl_arn,
        "wait_for_deployment": True,
        "restrictions": {"geo_restriction": _countries(countries)},
        "viewer_certificate": {
            "acm_certificate_arn": certificate_arn,
            "minimum_protocol_version": tls.value,
            "ssl_support_method": "sni-only",
        },
    }


def _origins(origin: OriginConfig, parts: Parts) -> list[Props]:
    """The load balancer, which CloudFront finds by its VPC origin, and the bucket.

    The certificate of the load balancer must cover its host name here, or the Host header if that is forwarded (Amazon
    CloudFront developer guide, requirements for using SSL/TLS certificates, domain names).
    """
    return [
        {
            "origin_id": API,
            "domain_name": origin.certificate_host or origin.host,
            "vpc_origin_config": {"vpc_origin_id": parts.vpc_origin_id},
        },
        {
            "origin_id": PAGES,
            "domain_name": parts.pages_host,
            "origin_access_control_id": parts.access_control_id,
        },
    ]


def _api(origin: OriginConfig, parts: Parts) -> Props:
    """Requests of apps and pages. A token over HTTP is already lost, so HTTP is refused and not redirected."""
    return {
        "target_origin_id": API,
        "viewer_protocol_policy": "https-only",
        "allowed_methods": _ALL_METHODS,
        "cached_methods": _READS,
        "cache_policy_id": CACHING_DISABLED,
        "origin_request_policy_id": ALL_VIEWER_EXCEPT_HOST if origin.certificate_host else ALL_VIEWER,
        "response_headers_policy_id": parts.api_headers_id,
    }


def cached_reads(origin_id: str, cache_id: pulumi.Input[str], headers_id: pulumi.Input[str]) -> Props:
    """Reads of objects that a cache keeps, without the protocol policy."""
    return {
        "target_origin_id": origin_id,
        "allowed_methods": _READS,
        "cached_methods": _READS,
        "compress": True,
        "cache_policy_id": cache_id,
        "response_headers_policy_id": headers_id,
    }


def _countries(codes: Sequence[str]) -> Props:
    return {"restriction_type": "whitelist", "locations": list(codes)} if codes else {"restriction_type": "none"}


def page_cache(name: str, max_age_seconds: int) -> Props:
    """Pages are kept as long as their Cache-Control says; nothing of a request but its path tells them apart."""
    return {
        "name": name,
        "min_ttl": 0,
        "default_ttl": max_age_seconds,
        "max_ttl": MAX_PAGE_AGE_SECONDS,
        "parameters_in_cache_key_and_forwarded_to_origin": {
            "cookies_config": {"cookie_behavior": "none"},
            "headers_config": {"header_behavior": "none"},
            "query_strings_config": {"query_string_behavior": "none"},
            "enable_accept_encoding_brotli": True,
            "enable_accept_encoding_gzip": True,
        },
    }


def origin_ingress(origin: OriginConfig) -> Props:
    """The rule of the load balancer's group for requests of CloudFront.

    First from its prefix list, later from the group that it makes in the VPC (Amazon CloudFront developer guide,
    restrict access with VPC origins).
    """
    source: Props = {"prefix_list_id": origin.prefix_list_id}
    if origin.service_group_id is not None:
        source = {"referenced_security_group_id": origin.service_group_id}
    return {
        "security_group_id": origin.group_id,
        "description": "from the edge: requests of customers, restaurants and couriers",
        "ip_protocol": "tcp",
        "from_port": HTTPS_PORT,
        "to_port": HTTPS_PORT,
        **source,
    }
