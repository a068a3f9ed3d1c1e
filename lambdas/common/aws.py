"""AWS clients from botocore alone: boto3 also loads s3transfer, which costs 25 ms of a cold start for nothing."""

from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config


@cache
def session() -> botocore.session.Session:
    """The session of this process, with the credentials and the region that Lambda sets."""
    return botocore.session.get_session()


def client(service: str, config: Config, endpoint_url: str | None = None) -> Any:
    """A client of one service; it is safe to use from several threads."""
    return session().create_client(service, config=config, endpoint_url=endpoint_url)
