"""The Pulumi engine: the one on PATH if it is new enough, otherwise one built from source once per machine."""

from .installation import PINNED_VERSION, Engine, ensure_engine

__all__ = ["PINNED_VERSION", "Engine", "ensure_engine"]
