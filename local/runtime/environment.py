"""Computes a program's local environment from its environment on AWS.

AWS endpoints are known from the state's outputs and are replaced wherever a value contains one. Authentication cannot
work as on AWS, so the variables that configure it (`docs/architecture.md`) are set, but only for programs that use the
service. Nothing else changes.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..state import StackState

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Ports:
    """The loopback ports of all servers that a program may use."""

    kafka: int
    valkey: int
    postgres: int
    dynamodb: int
    public: int
    management: int
    payments: int


@dataclass(frozen=True)
class SignIn:
    """The credentials of one program: the Kafka user of its role, and the password of its database user."""

    kafka_user: str = ""
    kafka_password: str = ""
    database_password: str = ""


def endpoints(state: StackState, ports: Ports) -> dict[str, str]:
    """The AWS endpoints in the state's outputs, each with its local address."""
    found: dict[str, str] = {}
    for cluster in state.of_type("aws:msk/cluster:Cluster"):
        for name in ("bootstrapBrokersSaslIam", "bootstrapBrokersTls"):
            found[cluster.outputs.get(name, "")] = f"{HOST}:{ports.kafka}"
    found |= dict.fromkeys(_caches(state), f"{HOST}:{ports.valkey}")
    for cluster in state.of_type("aws:rds/cluster:Cluster"):
        for name in ("endpoint", "readerEndpoint"):
            host = cluster.outputs.get(name, "")
            found[f"{host}:{int(cluster.outputs.get('port') or 5432)}" if host else ""] = f"{HOST}:{ports.postgres}"
            found[host] = HOST
    for api in state.of_type("aws:apigatewayv2/api:Api"):
        host = urlsplit(api.outputs.get("apiEndpoint", "")).netloc
        found[f"wss://{host}" if host else ""] = f"ws://{HOST}:{ports.public}"
        found[f"https://{host}" if host else ""] = f"http://{HOST}:{ports.management}"
    for mapping in state.of_type("aws:apigatewayv2/apiMapping:ApiMapping"):
        # A custom name leads to the stage, without the stage in its path.
        host, stage = mapping.outputs.get("domainName", ""), mapping.outputs.get("stage", "")
        found[f"wss://{host}" if host else ""] = f"ws://{HOST}:{ports.public}/{stage}"
        found[f"https://{host}" if host else ""] = f"http://{HOST}:{ports.management}/{stage}"
    for balancer in state.of_type("aws:lb/loadBalancer:LoadBalancer"):
        host = balancer.outputs.get("dnsName", "")
        for scheme in ("https", "http"):
            found[f"{scheme}://{host}" if host else ""] = f"http://{HOST}:{ports.public}"
    found.pop("", None)
    return found


def _caches(state: StackState) -> Iterator[str]:
    """Host and port of each cache, as clients receive them."""
    for group in state.of_type("aws:elasticache/replicationGroup:ReplicationGroup"):
        for name in ("configurationEndpointAddress", "primaryEndpointAddress", "readerEndpointAddress"):
            if host := group.outputs.get(name, ""):
                yield f"{host}:{int(group.outputs.get('port') or 6379)}"
    for cache in state.of_type("aws:elasticache/serverlessCache:ServerlessCache"):
        for endpoint in cache.outputs.get("endpoints", []):
            yield f"{endpoint['address']}:{int(endpoint['port'])}"


def replace_endpoints(value: str, known: Mapping[str, str]) -> str:
    """A value with every known endpoint replaced; the longest first, since a host may be a prefix of another."""
    for endpoint in sorted(known, key=len, reverse=True):
        value = value.replace(endpoint, known[endpoint])
    return value


def local_variables(
    given: Mapping[str, str], ports: Ports, sign_in: SignIn, region: str, clock: str | None
) -> dict[str, str]:
    """The variables that override those of the stack, for the services that the program uses."""
    names = {
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        # Otherwise boto3 waits for the metadata service of EC2, which does not exist here.
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL_DYNAMODB": f"http://{HOST}:{ports.dynamodb}",
    }
    if "KAFKA_BOOTSTRAP_SERVERS" in given:
        names |= {
            "KAFKA_AUTH": "scram",
            "KAFKA_USERNAME": sign_in.kafka_user,
            "KAFKA_PASSWORD": sign_in.kafka_password,
        }
    if "VALKEY_ENDPOINT" in given:
        names |= {"VALKEY_AUTH": "none", "VALKEY_TLS": "false"}
    if "DATABASE_HOST" in given:
        names |= {
            "DATABASE_PORT": str(ports.postgres),
            "DATABASE_SSLMODE": "disable",
            "DATABASE_AUTH": "password",
            "DATABASE_PASSWORD": sign_in.database_password,
        }
    if "PAYMENTS_URL" in given:
        names["PAYMENTS_URL"] = f"http://{HOST}:{ports.payments}"
    key_set = f"http://{HOST}:{ports.public}/_local/jwks.json"
    if "TOKEN_JWKS_URL" in given:
        names["TOKEN_JWKS_URL"] = key_set
    if "TOKEN_ISSUERS" in given:
        issuers: list[dict[str, object]] = json.loads(given["TOKEN_ISSUERS"])
        names["TOKEN_ISSUERS"] = json.dumps([issuer | {"jwks_url": key_set} for issuer in issuers])
    if clock:
        names["PLATFORM_CLOCK"] = clock
    return names


def local_environment(
    given: Mapping[str, str],
    state: StackState,
    ports: Ports,
    sign_in: SignIn,
    *,
    region: str,
    clock: str | None = None,
) -> dict[str, str]:
    """The local environment of a program."""
    known = endpoints(state, ports)
    environment = {name: replace_endpoints(value, known) for name, value in given.items()}
    return environment | local_variables(given, ports, sign_in, region, clock)
