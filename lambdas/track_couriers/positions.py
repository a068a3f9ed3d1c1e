"""Courier positions in Valkey: the newest sequence wins, and positions of silent couriers expire."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from valkey.cluster import ValkeyCluster

from delivery.events import CourierPing

from ..common.cache import orders_key, position_key, pushed_key

SILENT_SECONDS = 300
"""A courier who has sent nothing for this long (wall clock) is removed from the map."""

STORE_IF_NEWEST = """
local known = redis.call('HGET', KEYS[1], 'sequence')
if known and tonumber(known) > tonumber(ARGV[1]) then return false end
redis.call('HSET', KEYS[1], 'sequence', ARGV[1], 'ping', ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return {redis.call('GET', KEYS[2]) or '', redis.call('SMEMBERS', KEYS[3])}
"""
"""Keys: position, pushed, orders of one courier. An equal sequence is accepted: it is a retry whose updates may be
missing. Sent with EVAL, because a pipeline to a cluster cannot reload a script after a failover."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(CourierPing).decode


@dataclass(frozen=True, slots=True)
class Stored:
    """A position that was stored, with the courier's last push and orders."""

    ping: CourierPing
    pushed: CourierPing | None
    """The ping that was last pushed to pages."""
    orders: Sequence[str]
    """Orders that are assigned to the courier."""


class Positions:
    """Reads and writes positions, with one round trip per node and batch."""

    def __init__(self, valkey: ValkeyCluster) -> None:
        self._valkey = valkey

    def store(self, pings: Iterable[CourierPing]) -> list[Stored]:
        """Store each ping (one per courier) unless a newer one is stored; return those that were stored.

        Raises:
            valkey.exceptions.ValkeyError: not everything was stored; a retry is harmless.
        """
        pings = list(pings)
        pipeline = self._valkey.pipeline()
        for ping in pings:
            courier = ping.courier_id
            keys = (position_key(courier), pushed_key(courier), orders_key(courier))
            arguments = (ping.sequence, _encode(ping), SILENT_SECONDS)
            pipeline.execute_command("EVAL", STORE_IF_NEWEST, len(keys), *keys, *arguments)
        answers: list[Any] = pipeline.execute() if pings else []
        return [
            Stored(ping, _decode(pushed) if pushed else None, sorted(order.decode() for order in orders))
            for ping, (pushed, orders) in (
                (ping, answer) for ping, answer in zip(pings, answers, strict=True) if answer is not None
            )
        ]

    def remember_pushed(self, pings: Iterable[CourierPing]) -> None:
        """Store the pings that were pushed to pages.

        Raises:
            valkey.exceptions.ValkeyError: not everything was stored; pages then receive a position again.
        """
        pipeline = self._valkey.pipeline()
        for ping in pings:
            pipeline.set(pushed_key(ping.courier_id), _encode(ping), ex=SILENT_SECONDS)
        pipeline.execute()
