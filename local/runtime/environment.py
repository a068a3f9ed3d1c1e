"""From the environment that the stack gives a program to the one that it gets here.

AWS endpoints are known from the state's outputs and replaced wherever a value contains one. Sign-in cannot work as on
AWS, so the names that steer it (`docs/architecture.md`) are set; nothing else changes, and a name is set only for a
program that the stack gives the part to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..state import StackState

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Ports:
    """The loopback ports of everything that a program may talk to."""

    kafka: int
    valkey: int
    postgres: int
    dynamodb: int
    public: int
    management: int
    payments: int


@dataclass(frozen=True)
class SignIn:
    """What one program signs in with: the Kafka user of its role, and the password of its database user."""

    kafka_user: str = ""
    kafka_password: str = ""
    database_password: str = ""


def endpoints(state: StackState, ports: Ports) -> dict[str, str]:
    """Each AWS endpoint in the state's outputs, and the local address that stands for it."""
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
    for balancer in state.of_type("aws:lb/loadBalancer:LoadBalancer"):
        host = balancer.outputs.get("dnsName", "")
        for scheme in ("https", "http"):
            found[f"{scheme}://{host}" if host else ""] = f"http://{HOST}:{ports.public}"
    found.pop("", None)
    return found


def _caches(state: StackState) -> Iterator[str]:
    """Host and port of each cache, which clients are given together."""
    for group in state.of_type("aws:elasticache/replicationGroup:ReplicationGroup"):
        for name in ("configurationEndpointAddress", "primaryEndpointAddress", "readerEndpointAddress"):
            if host := group.outputs.get(name, ""):
                yield f"{host}:{int(group.outputs.get('port') or 6379)}"
    for cache in state.of_type("aws:elasticache/serverlessCache:ServerlessCache"):
        for endpoint in cache.outputs.get("endpoints", []):
            yield f"{endpoint['address']}:{int(endpoint['port'])}"


def substituted(value: str, known: Mapping[str, str]) -> str:
    """A value with every known endpoint replaced, the longest first: a host may be the beginning of a longer one."""
    for endpoint in sorted(known, key=len, reverse=True):
        value = value.replace(endpoint, known[endpoint])
    return value


def local_names(
    given: Mapping[str, str], ports: Ports, sign_in: SignIn, region: str, clock: str | None
) -> dict[str, str]:
    """The names that are set here whatever the stack says, for the parts that the program is given."""
    names = {
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        # Without it, boto3 asks an address that only EC2 machines have, and waits.
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
    if "TOKEN_JWKS_URL" in given:
        names["TOKEN_JWKS_URL"] = f"http://{HOST}:{ports.public}/_local/jwks.json"
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
    """The environment that a program gets here, from the one that the stack gives it."""
    known = endpoints(state, ports)
    moved = {name: substituted(value, known) for name, value in given.items()}
    return moved | local_names(given, ports, sign_in, region, clock)
