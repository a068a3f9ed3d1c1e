"""Serves the pages in `web/` and their configuration."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiohttp import web


class Pages:
    """Static files; browsers revalidate them on each request."""

    def __init__(self, directory: Path, config: Mapping[str, Any]) -> None:
        self._directory = directory.resolve()
        self._config = config

    def find(self, request: web.Request) -> web.FileResponse | None:
        """The file of a path, if there is one; `/` and folders serve their `index.html`."""
        if request.method not in {"GET", "HEAD"}:
            return None
        path = (self._directory / request.path.lstrip("/")).resolve()
        if path.is_dir():
            path /= "index.html"
        if not path.is_relative_to(self._directory) or not path.is_file():
            return None
        return web.FileResponse(path, headers={"Cache-Control": "no-cache"})

    async def answer_config(self, _request: web.Request) -> web.Response:
        """`GET /config.json`."""
        return web.json_response(self._config, headers={"Cache-Control": "no-store"})
