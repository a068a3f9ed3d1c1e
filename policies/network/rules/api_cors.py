"""Which pages may call an API with a visitor's credentials."""

from ...aws import types as aws
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Severity

_ANY = {"*", "http://*", "https://*"}
_SETTINGS = {aws.APIGATEWAYV2_API: "corsConfiguration", aws.LAMBDA_FUNCTION_URL: "cors"}


def check(resource: Resource) -> Results:
    """A finding on each origin that is any page, where credentials go along."""
    cors = resource[_SETTINGS[resource.type]]
    credentials = cors["allowCredentials"]
    for origin in cors["allowOrigins"].elements():
        if origin.text not in _ANY and not origin.unknown:
            continue
        unknowns = [value for value in (origin, credentials) if value.unknown]
        if unknowns and (credentials.true or credentials.unknown):
            yield from (NotEvaluated(value.path) for value in unknowns)
        elif credentials.true:
            yield Finding(origin.path, "lets any page call with the credentials of whoever looks at it")


RULE = Rule(
    id="api-cors",
    title="No page at will calls an API with a visitor's credentials",
    description="A page that a customer opens by mistake could read orders and place new ones in their name.",
    severity=Severity.HIGH,
    types=tuple(_SETTINGS),
    remediation="Name the pages in allowOrigins, or set allowCredentials to false",
    url="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
    check=check,
    controls=("D25",),
)
