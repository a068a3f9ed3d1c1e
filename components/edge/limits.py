"""What CloudFront, AWS WAF and Route 53 accept of an edge, and their constants."""

import re
from typing import Final

GLOBAL_REGION: Final = "us-east-1"
"""The region of what belongs to CloudFront, whichever region the cell is in: its certificate (Amazon CloudFront
developer guide, requirements for using SSL/TLS certificates), its web ACL (AWS WAF API, CreateWebACL, Scope) with the
log group (AWS WAF developer guide, logging destinations), and the source of its access logs (CloudFront developer
guide, configure standard logging v2)."""

CACHING_DISABLED: Final = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
"""The managed cache policy CachingDisabled (Amazon CloudFront developer guide, use managed cache policies)."""

ALL_VIEWER: Final = "216adef6-5c7f-47e4-b989-5492eafa07d3"
"""The managed origin request policy AllViewer: all headers of the client, its Host header too (Amazon CloudFront
developer guide, use managed origin request policies). With CachingDisabled it is one of the documented ways to forward
the Authorization header, which no custom origin request policy may name (AWS knowledge center, how do I configure
CloudFront to forward the Authorization header to the origin)."""

ALL_VIEWER_EXCEPT_HOST: Final = "b689b0a8-53d0-40ac-baab-68738e2966ac"
"""The managed origin request policy AllViewerExceptHostHeader: the Host header is the origin's name. It forwards the
Authorization header in the same way."""

CACHED_ERRORS: Final = (404, 405, 414, 500, 501, 502, 503, 504)
"""Statuses that CloudFront keeps for 10 seconds by default, whatever Cache-Control says (Amazon CloudFront developer
guide, control how long CloudFront caches errors, and HTTP 4xx and 5xx status codes that CloudFront caches). That a
cache policy without a time to live prevents it is not documented. 421 is none of them."""

MIN_RATE: Final = 10
MAX_RATE: Final = 2_000_000_000
"""AWS WAF API, RateBasedStatement, Limit."""

RATE_WINDOW_SECONDS: Final = 300
"""AWS WAF API, RateBasedStatement, EvaluationWindowSec: its default."""

MAX_PAGE_AGE_SECONDS: Final = 86_400
"""One day; no limit of AWS. A page that stays longer hides a correction."""

MAX_HSTS_DAYS: Final = 730
"""Two years, what the preload list of browsers recommends (hstspreload.org)."""

MAX_ALIASES: Final = 8
"""Host names beside the first one. A certificate of ACM has ten names by default (AWS Certificate Manager quotas)."""

WAF_LOG_PREFIX: Final = "aws-waf-logs-"
"""Beginning of the name of every log destination of AWS WAF (AWS WAF developer guide, logging destinations)."""

VENDED_LOG_PREFIX: Final = "/aws/vendedlogs/"
"""Beginning of log groups to which AWS services may write without a statement of their own in the resource policy of
CloudWatch Logs, whose length is limited (CloudWatch Logs user guide, log group resource policy size limit)."""

VPC_ORIGIN_MINUTES: Final = 30
"""How long to wait for a VPC origin. AWS says up to 15 minutes (Amazon CloudFront developer guide, restrict access with
VPC origins), which is all that the provider waits by default."""

ACCESS_LOG_FIELDS: Final = (
    "date",
    "time",
    "x-edge-location",
    "sc-bytes",
    "c-ip",
    "cs-method",
    "cs(Host)",
    "cs-uri-stem",
    "sc-status",
    "cs(User-Agent)",
    "x-edge-result-type",
    "x-edge-request-id",
    "x-host-header",
    "cs-protocol",
    "cs-bytes",
    "time-taken",
    "ssl-protocol",
    "ssl-cipher",
    "x-edge-response-result-type",
    "cs-protocol-version",
    "time-to-first-byte",
    "x-edge-detailed-result-type",
    "sc-content-type",
)
"""Fields of the access log (Amazon CloudFront developer guide, standard logging reference). Cookies, query strings and
referrers are left out, because they may name a person or an order."""

_COUNTRY_CODES: Final = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""

COUNTRIES: Final = frozenset(_COUNTRY_CODES.split())
"""Codes of countries (ISO 3166-1 alpha-2, as in the AWS WAF API, CountryCode, with which a test compares them)."""

_HOST: Final = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_ZONE: Final = re.compile(r"Z[A-Z0-9]{1,31}")


def is_host_name(text: str) -> bool:
    """Whether a text is a full host name in lower case, without a wildcard."""
    return _HOST.fullmatch(text) is not None


def is_hosted_zone(text: str) -> bool:
    """Whether a text is the id of a hosted zone (Amazon Route 53 API, HostedZone, Id)."""
    return _ZONE.fullmatch(text) is not None
