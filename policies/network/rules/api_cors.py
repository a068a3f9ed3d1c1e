"""CORS settings of HTTP APIs and function URLs."""

from ...aws import types as aws
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Severity

_ANY = {"*", "http://*", "https://*"}
_SETTINGS = {aws.APIGATEWAYV2_API: "corsConfiguration", aws.LAMBDA_FUNCTION_URL: "cors"}


def check(resource: Resource) -> Results:
    """A finding on each wildcard origin where credentials are allowed."""
    cors = resource[_SETTINGS[resource.type]]
    credentials = cors["allowCredentials"]
    for origin in cors["allowOrigins"].elements():
        if origin.text not in _ANY and not origin.unknown:
            continue
        unknowns = [value for value in (origin, credentials) if value.unknown]
        if unknowns and (credentials.true or credentials.unknown):
            yield from (NotEvaluated(value.path) for value in unknowns)
        elif credentials.true:
            yield Finding(origin.path, "allows any website to call with the visitor's credentials")


RULE = Rule(
    id="api-cors",
    title="APIs do not accept credentials from every origin",
    description="A malicious website could read orders and place new ones in the name of a customer who visits it.",
    severity=Severity.HIGH,
    types=tuple(_SETTINGS),
    remediation="List the allowed origins in allowOrigins, or set allowCredentials to false",
    url="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
    check=check,
    controls=("D25",),
)
