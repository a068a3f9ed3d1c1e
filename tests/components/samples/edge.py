"""Arguments of `Edge`."""

from hypothesis import strategies as st

from components import BotControl, Edge, EdgeTls, PriceClass
from tests.components.samples import Sample

BALANCER = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/lisbon-internal/50dc6c495c0c9188"
CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/x"

SAMPLE = Sample(
    kind=Edge,
    good={
        "domain": "lisbon.example.com",
        "hosted_zone_id": "Z0123456789ABCDEFGHIJ",
        "load_balancer_arn": BALANCER,
        "load_balancer_host": "internal-lisbon-1.eu-west-1.elb.amazonaws.com",
        "load_balancer_group_id": "sg-0a",
        "origin_prefix_list_id": "pl-4fa04526",
        "websocket_url": "wss://abc.execute-api.eu-west-1.amazonaws.com/live",
    },
    others=[
        {"hosted_zone_id": None, "certificate_arn": CERTIFICATE, "countries": ["PT", "ES"], "disposable": True},
        {
            "aliases": ["www.lisbon.example.com"],
            "bot_control": "common",
            "counted_rules": ["AWSManagedRulesCommonRuleSet"],
            "origin_host": "internal.example.com",
            "origin_group_id": "sg-0b",
            "origin_prefix_list_id": None,
            "email": "ops@example.com",
            "runbooks_url": "https://example.com/runbooks/",
        },
    ],
    bad=[
        ({"domain": "Lisbon.example.com"}, "domain is 'Lisbon.example.com', but it must be a host name in lower case"),
        ({"domain": "*.example.com"}, "without a wildcard"),
        ({"domain": "lisbon"}, "such as lisbon.example.com"),
        ({"domain": f"{'a' * 64}.example.com"}, "it must be a host name"),
        ({"domain": "https://lisbon.example.com"}, "it must be a host name"),
        ({"aliases": ["lisbon.example.com"]}, "each name may appear once"),
        ({"aliases": ["*.example.com"]}, "aliases[0] is '*.example.com', but it must be a host name"),
        ({"aliases": [f"a{n}.example.com" for n in range(9)]}, "it must have 0 to 8 items"),
        ({"hosted_zone_id": "example.com"}, "it must be the id of a hosted zone, such as Z0123456789ABCDEFGHIJ"),
        ({"hosted_zone_id": None}, "certificate_arn is None, but it is required without hosted_zone_id"),
        (
            {"certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/x"},
            "it must be the ARN of a certificate in us-east-1, where CloudFront looks for it",
        ),
        ({"origin_host": "internal"}, "origin_host is 'internal', but it must be a host name"),
        ({"origin_prefix_list_id": None}, "it is required unless origin_group_id is given"),
        ({"countries": ["PT", "XX"]}, "countries[1] is 'XX', but it must be a country's code in ISO 3166, such as PT"),
        ({"countries": ["PT", "PT"]}, "each name may appear once"),
        ({"bot_control": "all"}, "bot_control is 'all', but it must be one of none, common, targeted"),
        ({"counted_rules": ["Common"]}, "counted_rules"),
        (
            {"counted_rules": ["AWSManagedRulesKnownBadInputsRuleSet"]},
            "AWSManagedRulesKnownBadInputsRuleSet must block: no customer sends a known exploit",
        ),
        ({"requests_per_address": 9}, "requests_per_address is 9, but it must be between 10 and 2000000000"),
        ({"requests_per_caller": 0}, "requests_per_caller is 0, but it must be between 10 and 2000000000"),
        ({"email": "ops"}, "email is 'ops', but it must be an address"),
        ({"ticket_email": "ops"}, "ticket_email is 'ops', but it must be an address"),
        ({"runbooks_url": "http://example.com"}, "but it must begin with https://"),
        ({"tls": "TLSv1"}, "tls is 'TLSv1', but it must be one of TLSv1.2_2025, TLSv1.3_2025"),
        ({"hsts_days": 0}, "hsts_days is 0, but it must be between 1 and 730"),
        ({"price_class": "cheap"}, "price_class is 'cheap', but it must be one of PriceClass_All"),
        ({"page_max_age_seconds": 86_401}, "it must be between 0 and 86400"),
        ({"firewall_log_retention_days": 42}, "CloudWatch Logs does not offer that retention"),
        ({"log_retention_days": 42}, "CloudWatch Logs does not offer that retention"),
    ],
    arguments=st.fixed_dictionaries(
        {},
        optional={
            "aliases": st.just(["www.lisbon.example.com"]),
            "countries": st.lists(st.sampled_from(["PT", "ES", "FR"]), unique=True),
            "bot_control": st.sampled_from(list(BotControl)),
            "requests_per_address": st.integers(10, 2_000_000_000),
            "requests_per_caller": st.integers(10, 2_000_000_000),
            "tls": st.sampled_from(list(EdgeTls)),
            "hsts_days": st.integers(1, 730),
            "price_class": st.sampled_from(list(PriceClass)),
            "page_max_age_seconds": st.integers(0, 86_400),
            "origin_host": st.just("internal.example.com"),
            "disposable": st.booleans(),
        },
    ),
)
