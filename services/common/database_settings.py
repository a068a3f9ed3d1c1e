"""The address of the database and how to sign in, without a pool: migrations need no more."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import botocore.session

from .settings import Environment

SCHEMA: Final = "delivery"
"""The schema of the tables."""


@dataclass(frozen=True, slots=True)
class DatabaseSettings:
    """Address of the database and sign-in (`DATABASE_…` in `docs/architecture.md`)."""

    host: str
    port: int
    name: str
    user: str
    auth: str
    sslmode: str
    sslrootcert: str | None
    password: str | None
    region: str | None

    @classmethod
    def from_environment(cls, environment: Environment) -> "DatabaseSettings":
        """Read `DATABASE_HOST`, `_PORT`, `_NAME`, `_USER`, `_AUTH`, `_SSLMODE`, and the variables of the sign-in.

        `DATABASE_SSLROOTCERT` is libpq's `system` by default for `verify-full`; the stack sets the RDS roots.

        Raises:
            SettingsError: a variable is missing or out of range.
        """
        auth = environment.choice("DATABASE_AUTH", ("iam", "password"), "iam")
        sslmode = environment.choice("DATABASE_SSLMODE", ("verify-full", "require", "disable"), "verify-full")
        return cls(
            host=environment.text("DATABASE_HOST"),
            port=environment.integer("DATABASE_PORT", 5432, at_least=1),
            name=environment.text("DATABASE_NAME"),
            user=environment.text("DATABASE_USER"),
            auth=auth,
            sslmode=sslmode,
            sslrootcert=environment.text("DATABASE_SSLROOTCERT", "system") if sslmode == "verify-full" else None,
            password=environment.text("DATABASE_PASSWORD") if auth == "password" else None,
            region=environment.text("AWS_REGION") if auth == "iam" else None,
        )

    def connect_arguments(self) -> dict[str, Any]:
        """Arguments of a new connection; an IAM token is valid for 15 minutes, so each connection gets a new one.

        https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.Connecting.Python.html
        """
        arguments = {
            "host": self.host,
            "port": self.port,
            "dbname": self.name,
            "user": self.user,
            "password": self.password or self._token(),
            "sslmode": self.sslmode,
            "connect_timeout": 5,
        }
        return arguments if self.sslrootcert is None else {**arguments, "sslrootcert": self.sslrootcert}

    def _token(self) -> str:
        client = aws_client("rds", self.region)
        return str(client.generate_db_auth_token(DBHostname=self.host, Port=self.port, DBUsername=self.user))


@cache
def aws_client(service: str, region: str | None) -> Any:
    """A client of one AWS service, from botocore alone, which is in Lambda's runtime; safe for several threads."""
    return botocore.session.get_session().create_client(service, region_name=region)
