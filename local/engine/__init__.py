"""The Pulumi engine: the one on PATH when it is new enough, otherwise one built once from the Go module proxy."""

from .installation import PINNED_VERSION, Engine, ensure_engine

__all__ = ["PINNED_VERSION", "Engine", "ensure_engine"]
