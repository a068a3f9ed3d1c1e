"""Sign-in with the function's role: short-lived tokens for Kafka and Valkey instead of passwords."""

import time

import boto3
from aws_msk_iam_sasl_signer import MSKAuthTokenProvider
from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from valkey.credentials import CredentialProvider

VALKEY_TOKEN_SECONDS = 900
"""ElastiCache accepts a token for 15 minutes: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html."""


def kafka_token(_config: str) -> tuple[str, float]:
    """A SASL/OAUTHBEARER token for Amazon MSK and when it expires, in seconds since the epoch."""
    token, expires_ms = MSKAuthTokenProvider.generate_auth_token(_region())
    return token, expires_ms / 1000


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
            self._token = self._sign()
            self._renew_at = time.monotonic() + VALKEY_TOKEN_SECONDS - 60
        return self._user, self._token

    def _sign(self) -> str:
        session = boto3.Session()
        request = AWSRequest("GET", f"http://{self._cache_name}/", params={"Action": "connect", "User": self._user})
        credentials = session.get_credentials()
        if credentials is None:
            raise RuntimeError("the function has no AWS credentials to sign in to Valkey with")
        SigV4QueryAuth(credentials, "elasticache", _region(), expires=VALKEY_TOKEN_SECONDS).add_auth(request)
        return request.prepare().url.removeprefix("http://")


def _region() -> str:
    return boto3.Session().region_name or ""
