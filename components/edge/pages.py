"""The pages of a city as objects of a bucket. Nothing here makes a resource."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pulumi

from ..core.component import Props
from .headers import FILE as HEADERS

CONFIG: Final = "config.json"
"""The configuration of the pages, whose keys `web/js/api.js` defines."""

INDEX: Final = "index.html"

CONTENT_TYPES: Final[Mapping[str, str]] = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""Suffix of a page's file to its media type. With `nosniff`, browsers accept no script and no style of another type."""


@dataclass(frozen=True)
class PageFile:
    """One file of the pages."""

    key: str
    """Its path, without a `/` at its beginning."""
    path: Path

    @property
    def role(self) -> str:
        """The role of its object."""
        return f"page-{self.key.replace('/', '-').replace('.', '-')}"


def page_files(folder: Path) -> list[PageFile]:
    """The files of a folder that are pages or parts of them."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / HEADERS)
    return [PageFile(path.relative_to(folder).as_posix(), path) for path in paths]


def path_patterns(files: list[PageFile]) -> list[str]:
    """The paths that the bucket answers: the root, each file and each folder. All others are the API's."""
    own = {f"/{file.key.split('/', 1)[0]}/*" if "/" in file.key else f"/{file.key}" for file in files}
    return sorted({"/", f"/{CONFIG}", *own})


def page_object(file: PageFile, max_age_seconds: int) -> Props:
    """Inputs of the object of one file, without its bucket."""
    return {
        "key": file.key,
        "source": pulumi.FileAsset(str(file.path)),
        "content_type": CONTENT_TYPES[file.path.suffix],
        "cache_control": f"public, max-age={max_age_seconds}, must-revalidate",
    }


def config_object(city: str) -> Props:
    """Inputs of the object with the configuration.

    The API has the host name of the pages, and each ticket names the WebSocket API, so that it holds neither.
    """
    return {
        "key": CONFIG,
        "content": json.dumps({"city": city, "api_url": ""}, sort_keys=True),
        "content_type": "application/json",
        "cache_control": "no-store",
    }
