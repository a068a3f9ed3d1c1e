"""Sign-in with the function's role: short-lived tokens for Kafka and Valkey instead of passwords.

Both tokens are presigned URLs for one action. AWS's signer for Kafka loads boto3 and the metadata of its package on
every cold start, so it is not used here; a test compares the Kafka token with the signer's.
"""

import base64
import time

from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from valkey.credentials import CredentialProvider

from .aws import session

TOKEN_SECONDS = 900
"""ElastiCache accepts a token for 15 minutes: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html.
Amazon MSK accepts one for 15 minutes at most: https://github.com/aws/aws-msk-iam-sasl-signer-python."""


def kafka_token(_config: str) -> tuple[str, float]:
    """A SASL/OAUTHBEARER token for Amazon MSK and when it expires, in seconds since the epoch."""
    signed_at = time.time()
    url = _signed(f"https://kafka.{_region()}.amazonaws.com/", "kafka-cluster", {"Action": "kafka-cluster:Connect"})
    token = base64.urlsafe_b64encode(f"{url}&User-Agent=citycell".encode()).rstrip(b"=").decode()
    return token, signed_at + TOKEN_SECONDS


class ValkeyToken(CredentialProvider):
    """Signs `connect` for one ElastiCache user; a token is reused until a minute before it expires."""

    def __init__(self, user: str, cache_name: str) -> None:
        self._user = user
        self._cache_name = cache_name
        self._token = ""
        self._renew_at = 0.0

    def get_credentials(self) -> tuple[str, str]:
        """User name and token for a new connection."""
        if time.monotonic() >= self._renew_at:
            parameters = {"Action": "connect", "User": self._user}
            self._token = _signed(f"http://{self._cache_name}/", "elasticache", parameters).removeprefix("http://")
            self._renew_at = time.monotonic() + TOKEN_SECONDS - 60
        return self._user, self._token


def _signed(url: str, service: str, parameters: dict[str, str]) -> str:
    """The URL with a signature of the role in its query.

    Raises:
        RuntimeError: the function has no credentials.
    """
    credentials = session().get_credentials()
    if credentials is None:
        raise RuntimeError(f"the function has no AWS credentials to sign in to {service} with")
    request = AWSRequest("GET", url, params=parameters)
    SigV4QueryAuth(credentials, service, _region(), expires=TOKEN_SECONDS).add_auth(request)
    return str(request.prepare().url)


def _region() -> str:
    return session().get_config_variable("region") or ""
