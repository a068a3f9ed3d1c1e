"""Serves the pages in `web/` and their configuration, with the headers that the edge of a city gives them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from aiohttp import web

from ..errors import LocalError

HEADERS: Final = "headers.json"
"""The file in `web/` with the security headers of the pages. The edge reads the same file, and serves it neither."""

_WEBSOCKET: Final = "{websocket}"
"""In the file: the origin of the WebSocket API."""


class Pages:
    """Static files; browsers revalidate them on each request."""

    def __init__(self, directory: Path, config: Mapping[str, Any], websocket_origin: str) -> None:
        self._directory = directory.resolve()
        self._config = config
        self._headers = security_headers(directory, websocket_origin)

    def find(self, request: web.Request) -> web.FileResponse | None:
        """The file of a path, if there is one; `/` and folders serve their `index.html`."""
        if request.method not in {"GET", "HEAD"}:
            return None
        path = (self._directory / request.path.lstrip("/")).resolve()
        if path.is_dir():
            path /= "index.html"
        if not path.is_relative_to(self._directory) or not path.is_file() or path == self._directory / HEADERS:
            return None
        return web.FileResponse(path, headers={"Cache-Control": "no-cache", **self._headers})

    async def answer_config(self, _request: web.Request) -> web.Response:
        """`GET /config.json`."""
        return web.json_response(self._config, headers={"Cache-Control": "no-store", **self._headers})


def security_headers(directory: Path, websocket_origin: str) -> dict[str, str]:
    """The security headers of the pages in a folder; none if the folder has no file with them.

    Strict-Transport-Security is not among them: a browser ignores it without TLS (RFC 6797, section 7.2).

    Raises:
        LocalError: the file is no object of texts.
    """
    path = directory / HEADERS
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text())
        return {str(name): value.replace(_WEBSOCKET, websocket_origin) for name, value in found.items()}
    except (ValueError, AttributeError) as error:
        raise LocalError(f"{path} is no object of header names and texts ({error})") from None
