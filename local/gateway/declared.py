"""Reads the WebSocket API and the load balancer from a stack's state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..errors import LocalError
from ..lambda_names import function_name
from ..state import Resource, StackState

_API: Final = "aws:apigatewayv2/api:Api"
_AUTHORIZER: Final = "aws:apigatewayv2/authorizer:Authorizer"
_INTEGRATION: Final = "aws:apigatewayv2/integration:Integration"
_LISTENER: Final = "aws:lb/listener:Listener"
_LISTENER_RULE: Final = "aws:lb/listenerRule:ListenerRule"
_MAPPING: Final = "aws:apigatewayv2/apiMapping:ApiMapping"
_ROUTE: Final = "aws:apigatewayv2/route:Route"
_STAGE: Final = "aws:apigatewayv2/stage:Stage"
_BODY: Final = "$request.body."


@dataclass(frozen=True)
class Authorizer:
    """A request authorizer."""

    function: str
    identity_headers: tuple[str, ...]
    """Headers that API Gateway requires, in lower case; without them it answers 401."""


@dataclass(frozen=True)
class WebSocketApi:
    """A WebSocket API with its stage."""

    api_id: str
    account: str
    region: str
    stage: str
    stage_variables: Mapping[str, str]
    selection_key: str
    """The key of the JSON body that selects the route."""
    routes: Mapping[str, str]
    """Function name by route key."""
    authorizer: Authorizer | None
    """The authorizer of the `$connect` route."""
    custom_domain: str = ""
    """Its custom host name; empty if it has none."""

    def method_arn(self, route: str) -> str:
        """The ARN that the authorizer's policy must allow."""
        return f"arn:aws:execute-api:{self.region}:{self.account}:{self.api_id}/{self.stage}/{route}"

    @property
    def domain(self) -> str:
        """The API's host name on AWS."""
        return self.custom_domain or f"{self.api_id}.execute-api.{self.region}.amazonaws.com"


@dataclass(frozen=True)
class Rule:
    """One rule of a listener. It matches if each condition has a matching value; the default has no conditions."""

    paths: tuple[str, ...]
    methods: tuple[str, ...]
    hosts: tuple[str, ...]
    target_groups: tuple[str, ...]
    """ARNs, for a rule that forwards."""
    fixed: tuple[int, str, str] | None
    """Status, content type and body, for a rule with a fixed response."""
    headers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Each header that the request must have, with the values that match."""


def web_socket_api(state: StackState) -> WebSocketApi:
    """The stack's only WebSocket API.

    Raises:
        LocalError: the stack does not have exactly one, or the API uses an unsupported feature.
    """
    apis = [api for api in state.of_type(_API) if api.outputs.get("protocolType") == "WEBSOCKET"]
    if len(apis) != 1:
        raise LocalError(f"stack {state.stack} has {len(apis)} WebSocket APIs; a local cell needs exactly one")
    api = apis[0]
    routes = [route for route in state.of_type(_ROUTE) if route.outputs.get("apiId") == api.id]
    stage = next((found for found in state.of_type(_STAGE) if found.outputs.get("apiId") == api.id), None)
    if stage is None:
        raise LocalError(f"WebSocket API {api.name} has no stage")
    selection = str(api.outputs.get("routeSelectionExpression", ""))
    if not selection.startswith(_BODY):
        raise LocalError(f"WebSocket API {api.name} selects routes by {selection!r}; a local cell needs {_BODY}<key>")
    arn = str(api.outputs["arn"]).split(":")
    mappings = state.of_type(_MAPPING)
    integrations = {found.id: _function_in(found, "integrationUri") for found in state.of_type(_INTEGRATION)}
    return WebSocketApi(
        api_id=api.id,
        account=_account(state),
        region=arn[3],
        stage=str(stage.outputs["name"]),
        stage_variables=stage.outputs.get("stageVariables") or {},
        selection_key=selection.removeprefix(_BODY),
        routes={str(route.outputs["routeKey"]): integrations[_integration_id(route)] for route in routes},
        authorizer=_authorizer(state, routes),
        custom_domain=next(
            (found.outputs["domainName"] for found in mappings if found.outputs.get("apiId") == api.id), ""
        ),
    )


def rules(state: StackState) -> list[Rule]:
    """The load balancer's rules in order of evaluation, the default last; empty without a load balancer.

    Raises:
        LocalError: a rule has an unsupported condition or action.
    """
    listeners = state.of_type(_LISTENER)
    forwarding = [listener for listener in listeners if not _redirects(listener)]
    if not forwarding:
        return []
    if len(forwarding) > 1:
        raise LocalError(
            f"stack {state.stack} has {len(forwarding)} listeners that do not redirect; a local cell needs exactly one"
        )
    listener = forwarding[0]
    own = [rule for rule in state.of_type(_LISTENER_RULE) if rule.outputs.get("listenerArn") == _arn(listener)]
    own.sort(key=lambda rule: int(rule.outputs["priority"]))
    found = [_rule(rule.name, rule.outputs.get("conditions") or [], rule.outputs["actions"]) for rule in own]
    return [*found, _rule(listener.name, [], listener.outputs["defaultActions"])]


def load_balancer(state: StackState) -> str:
    """The value of the dimension `LoadBalancer` of its metrics; empty if the stack has none, or several."""
    found = [
        str(balancer.outputs.get("arnSuffix") or "") for balancer in state.of_type("aws:lb/loadBalancer:LoadBalancer")
    ]
    return found[0] if len(found) == 1 else ""


def _arn(resource: Resource) -> str:
    return str(resource.outputs.get("arn") or resource.id)


def _account(state: StackState) -> str:
    """The AWS account, from the ARN of a function, because ARNs of APIs have none."""
    return next((_arn(found).split(":")[4] for found in state.of_type("aws:lambda/function:Function")), "")


def _function_in(resource: Resource, key: str) -> str:
    """The function name in an API Gateway invocation ARN (`…/functions/<function ARN>/invocations`)."""
    uri = str(resource.outputs.get(key, ""))
    return function_name(uri.partition("/functions/")[2].removesuffix("/invocations"))


def _integration_id(route: Resource) -> str:
    return str(route.outputs.get("target", "")).removeprefix("integrations/")


def _authorizer(state: StackState, routes: Sequence[Resource]) -> Authorizer | None:
    connect = next((route for route in routes if route.outputs.get("routeKey") == "$connect"), None)
    wanted = connect.outputs.get("authorizerId") if connect else None
    found = next((one for one in state.of_type(_AUTHORIZER) if one.id == wanted), None) if wanted else None
    if found is None:
        return None
    sources = [str(source) for source in found.outputs.get("identitySources") or []]
    prefix = "route.request.header."
    return Authorizer(
        function=_function_in(found, "authorizerUri"),
        identity_headers=tuple(s.removeprefix(prefix).lower() for s in sources if s.startswith(prefix)),
    )


def _redirects(listener: Resource) -> bool:
    return all(action.get("type") == "redirect" for action in listener.outputs.get("defaultActions") or [])


def _rule(name: str, conditions: Sequence[Mapping[str, Any]], actions: Sequence[Mapping[str, Any]]) -> Rule:
    values: dict[str, tuple[str, ...]] = {"pathPattern": (), "httpRequestMethod": (), "hostHeader": ()}
    headers: list[tuple[str, tuple[str, ...]]] = []
    for condition in conditions:
        for kind, wanted in condition.items():
            if not wanted:
                continue
            if kind == "httpHeader":
                headers.append((str(wanted["httpHeaderName"]), tuple(wanted["values"])))
                continue
            if kind not in values:
                raise LocalError(f"listener rule {name} has a condition {kind}, which a local cell does not support")
            values[kind] = tuple(wanted["values"])
    targets: tuple[str, ...] = ()
    fixed: tuple[int, str, str] | None = None
    match actions[-1]:  # the last action routes; authentication comes before it
        case {"type": "forward", **rest}:
            targets = _targets(rest)
        case {"type": "fixed-response", "fixedResponse": answer}:
            body = answer.get("messageBody") or ""
            fixed = (int(answer.get("statusCode") or 200), str(answer["contentType"]), str(body))
        case action:
            raise LocalError(f"listener rule {name} has an action {action.get('type')}; use forward or fixed-response")
    paths, methods, hosts = values["pathPattern"], values["httpRequestMethod"], values["hostHeader"]
    return Rule(paths, methods, hosts, targets, fixed, tuple(headers))


def _targets(action: Mapping[str, Any]) -> tuple[str, ...]:
    single = action.get("targetGroupArn")
    if single:
        return (str(single),)
    groups = (action.get("forward") or {}).get("targetGroups") or []
    return tuple(str(group["arn"]) for group in groups if group.get("weight") != 0)
