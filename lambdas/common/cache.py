"""The Valkey cluster: its client, and the keys that several functions use.

All keys of a courier have the hash tag `{<courier id>}`, so they share a slot and one script can use them together.
"""

from functools import cache

from valkey.backoff import ExponentialBackoff
from valkey.cluster import ValkeyCluster
from valkey.retry import Retry

from .settings import is_on, required

ORDERS_SECONDS = 24 * 3600
"""A courier's order list outlives any delivery, and expires if its last event is lost."""


def position_key(courier_id: str) -> str:
    """Hash with `sequence` and `ping` (JSON) of the newest position."""
    return f"courier:{{{courier_id}}}:position"


def pushed_key(courier_id: str) -> str:
    """The ping that was last pushed to the courier's pages, as JSON."""
    return f"courier:{{{courier_id}}}:pushed"


def orders_key(courier_id: str) -> str:
    """Set of the orders that are assigned to the courier."""
    return f"courier:{{{courier_id}}}:orders"


@cache
def valkey() -> "ValkeyCluster":
    """The client of this process; `VALKEY_AUTH` says how it signs in.

    Raises:
        RuntimeError: a variable is missing, or `VALKEY_AUTH` is neither `iam` nor `none`.
    """
    host, _, port = required("VALKEY_ENDPOINT").rpartition(":")
    auth = required("VALKEY_AUTH")
    credentials = None
    if auth == "iam":
        from .sign_in import ValkeyToken  # noqa: PLC0415 - loads botocore: cold start

        credentials = ValkeyToken(required("VALKEY_USER"), required("VALKEY_CACHE_NAME"))
    elif auth != "none":
        raise RuntimeError(f"VALKEY_AUTH is {auth!r}; choices: iam, none")
    return ValkeyCluster(
        host=host,
        port=int(port),
        ssl=is_on("VALKEY_TLS"),
        credential_provider=credentials,
        socket_timeout=2.0,
        socket_connect_timeout=2.0,
        retry=Retry(ExponentialBackoff(cap=0.5, base=0.05), 3),
    )
