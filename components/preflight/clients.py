"""Read-only calls to AWS: bounded in time and pages, with errors of one line that name the right that is needed."""

import threading
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

Call = tuple[str, str]
"""A botocore service and the name of its operation, such as `("kafka", "ListKafkaVersions")`."""

CONNECT_SECONDS: Final = 5
READ_SECONDS: Final = 10
ATTEMPTS: Final = 3
"""The first attempt and two retries."""

MAX_PAGES: Final = 50
"""Pages of one list, so that an endless list ends."""

_MAX_MESSAGE: Final = 160

_PREFIXES: Final[Mapping[str, str]] = {"elbv2": "elasticloadbalancing", "service-quotas": "servicequotas"}
"""Service of botocore to its prefix in IAM, where they differ (Service Authorization Reference)."""

_ACTIONS: Final[Mapping[Call, str]] = {
    ("apigateway", "GetAccount"): "apigateway:GET",
    ("apigatewayv2", "GetDomainName"): "apigateway:GET",
    ("s3", "GetBucketEncryption"): "s3:GetEncryptionConfiguration",
    ("s3", "HeadBucket"): "s3:ListBucket",
    ("s3control", "GetPublicAccessBlock"): "s3:GetAccountPublicAccessBlock",
}
"""Operations whose action has another name (Service Authorization Reference, API Gateway management and Amazon S3)."""

_DENIED: Final = frozenset(
    {
        "403",
        "AccessDenied",
        "AccessDeniedException",
        "AuthorizationError",
        "AuthorizationErrorException",
        "Forbidden",
        "NotAuthorized",
        "UnauthorizedOperation",
    }
)
_INVALID_CREDENTIALS: Final = frozenset(
    {
        "AuthFailure",
        "ExpiredToken",
        "ExpiredTokenException",
        "InvalidAccessKeyId",
        "InvalidClientTokenId",
        "OptInRequired",
        "RequestExpired",
        "SignatureDoesNotMatch",
        "UnrecognizedClientException",
    }
)


class CallError(Exception):
    """A call without an answer; the text is one line for the report."""

    def __init__(self, text: str, code: str = "") -> None:
        super().__init__(text)
        self.code = code
        """The error code of AWS; empty if AWS did not answer."""

    @property
    def is_denied(self) -> bool:
        """Whether the identity lacks the right."""
        return self.code in _DENIED


def action(call: Call) -> str:
    """The IAM action that a call needs."""
    service, operation = call
    return _ACTIONS.get(call, f"{_PREFIXES.get(service, service)}:{operation}")


def one_line(text: str) -> str:
    """A text without line breaks, shortened."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _MAX_MESSAGE else f"{flat[: _MAX_MESSAGE - 1]}…"


class Clients:
    """Clients of one account, made on first use.

    boto3 is imported by the caller of this class only, so that components work without it.
    """

    def __init__(self, session: Any, region: str) -> None:
        self._session = session
        self._region = region
        self._clients: dict[tuple[str, str], Any] = {}
        self._lock = threading.Lock()

    def call(self, service: str, operation: str, *, at: str = "", **parameters: Any) -> dict[str, Any]:
        """The answer of one operation, in the region of the cell or in another one.

        Raises:
            CallError: there is no answer, or it is an error.
        """
        try:
            client = self._client(service, at or self._region)
            return getattr(client, _method(operation))(**parameters)
        except Exception as error:  # noqa: BLE001 - every failure of a call becomes one line
            raise _call_error((service, operation), at or self._region, error) from None

    def pages(self, service: str, operation: str, *, at: str = "", **parameters: Any) -> Iterator[dict[str, Any]]:
        """The pages of a list.

        Raises:
            CallError: as `call`, or the list has too many pages.
        """
        for number, page in enumerate(self._all_pages((service, operation), at or self._region, parameters)):
            if number == MAX_PAGES:
                raise CallError(f"{action((service, operation))} has more than {MAX_PAGES} pages")
            yield page

    def _all_pages(self, call: Call, region: str, parameters: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        service, operation = call
        try:
            yield from self._client(service, region).get_paginator(_method(operation)).paginate(**parameters)
        except Exception as error:  # noqa: BLE001 - every failure of a call becomes one line
            raise _call_error(call, region, error) from None

    def _client(self, service: str, region: str) -> Any:
        with self._lock:  # making clients is not thread safe, using them is (boto3 guide, multithreading)
            if (service, region) not in self._clients:
                self._clients[service, region] = self._new_client(service, region)
            return self._clients[service, region]

    def _new_client(self, service: str, region: str) -> Any:
        from botocore.config import Config  # noqa: PLC0415 - see the class

        config = Config(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
            user_agent_extra="citycell-preflight",
        )
        return self._session.client(service, region_name=region, config=config)


def _method(operation: str) -> str:
    from botocore import xform_name  # noqa: PLC0415 - see `Clients`

    return xform_name(operation)


def _call_error(call: Call, region: str, error: Exception) -> CallError:
    from botocore import exceptions  # noqa: PLC0415 - see `Clients`

    if isinstance(error, exceptions.ClientError):
        return _refused(call, error)
    if isinstance(error, exceptions.NoCredentialsError):
        return CallError("there are no AWS credentials")
    if isinstance(error, (exceptions.HTTPClientError, exceptions.ConnectionError)):
        return CallError(f"{call[0]} in {region} did not answer ({type(error).__name__})")
    if isinstance(error, exceptions.ParamValidationError):
        return CallError(f"{action(call)}: a name is not one that AWS accepts: {one_line(str(error))}")
    return CallError(f"{action(call)} failed: {one_line(str(error)) or type(error).__name__}")


def _refused(call: Call, error: Any) -> CallError:
    details = cast("dict[str, Any]", error.response.get("Error") or {})
    code = str(details.get("Code", ""))
    if code in _DENIED:
        return CallError(f"needs {action(call)}", code)
    if code in _INVALID_CREDENTIALS:
        return CallError(f"the credentials are invalid or expired, or the region is not enabled ({code})", code)
    message = str(details.get("Message") or "no reason given")
    return CallError(f"{action(call)} failed: {one_line(f'{code}: {message}')}", code)
