"""Serves a pack of rules to the Pulumi engine: `serve(Pack("my-pack", "My pack", RULES))` in a pack's `__main__.py`."""

from .engine.server import Analyzer, Pack, serve, serve_own

__all__ = ["Analyzer", "Pack", "serve", "serve_own"]
