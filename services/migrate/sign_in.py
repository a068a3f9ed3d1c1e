"""How migrations sign in: as the master user, whose password RDS keeps and rotates in a secret."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from ..common.database_settings import DatabaseSettings, aws_client
from ..common.settings import Environment, SettingsError


class SecretError(Exception):
    """The secret cannot be read, at least not yet; the message is one line."""


@dataclass(frozen=True)
class SignIn:
    """Gives the settings of the next connection: between two attempts the password may have been rotated."""

    settings: Callable[[], DatabaseSettings]


def sign_in_from(environment: Environment) -> SignIn:
    """How the master user signs in.

    ECS injects the secret as `DATABASE_SECRET`; the function reads the secret `DATABASE_SECRET_ARN` when
    `DATABASE_AUTH` is `secret`; locally `DATABASE_USER` and `DATABASE_PASSWORD` have them. IAM sign-in is not possible
    here: only the first migration grants it to anyone.

    Raises:
        SettingsError: a variable is missing.
    """
    if environment.text("DATABASE_AUTH", "iam") == "secret":
        arn = environment.text("DATABASE_SECRET_ARN")
        settings_of(environment, '{"username": "?", "password": "?"}')  # a missing variable is an error before any call
        return SignIn(lambda: settings_of(environment, _read(arn)))
    settings = master_settings(environment)
    return SignIn(lambda: settings)


def master_settings(environment: Environment) -> DatabaseSettings:
    """Settings of the master user: from the secret if there is one, else from the variables of services.

    Raises:
        SettingsError: a variable is missing, or the secret is not the JSON of RDS.
    """
    secret = environment.optional("DATABASE_SECRET")
    if secret is None:
        return DatabaseSettings.from_environment(environment)
    return settings_of(environment, secret)


def settings_of(environment: Environment, secret: str) -> DatabaseSettings:
    """Settings with user and password from the JSON of a secret.

    Raises:
        SettingsError: a variable is missing, or the secret is not the JSON of RDS.
    """
    try:
        document = json.loads(secret)
        user, password = str(document["username"]), str(document["password"])
    except (ValueError, KeyError, TypeError):
        raise SettingsError("environment variable DATABASE_SECRET is not JSON with username and password") from None
    return DatabaseSettings.from_environment(
        environment.with_values({"DATABASE_USER": user, "DATABASE_PASSWORD": password, "DATABASE_AUTH": "password"})
    )


def _read(arn: str) -> str:
    region = arn.split(":")[3]
    try:
        answer: dict[str, Any] = aws_client("secretsmanager", region).get_secret_value(SecretId=arn)
    except (BotoCoreError, ClientError) as error:
        raise SecretError(f"secret {arn} cannot be read: {error}") from error
    return str(answer["SecretString"])
