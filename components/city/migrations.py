"""Migrations of the database's schema inside each update: the function that runs them, and when it is invoked.

The function is invoked in phase `expand` before the services of the new release start, and in phase `contract` after
all of them are healthy (`services/migrations/README.md`). Each invocation is a resource `aws.lambda_.Invocation`. The
provider invokes the function when the resource is created, fails with the function's error, and creates it again when
a trigger changes (`internal/service/lambda/invocation.go` of hashicorp/terraform-provider-aws).
"""

import json
from typing import Any, Final

from ..core.component import Props
from ..core.iam import Uses
from ..function.args import PlacementArgs
from ..function.component import Function
from ..keys.component import Keys
from ..package import RDS_ROOTS, migrations_code, migrations_digest
from .stores import Stores

MIGRATE: Final = "migrate"
EXPAND: Final = "expand"
CONTRACT: Final = "contract"

TIMEOUT_SECONDS: Final = 900
"""The longest time of a function; the code gives up 300 seconds before."""


def function_args(stores: Stores, keys: Keys, placement: PlacementArgs) -> dict[str, Any]:
    """Arguments of the function: it reads the master user's secret, and nothing else.

    IAM sign-in is not possible: the first migration is what grants it to anyone.
    """
    secret_arn = stores.database.master_secret_arn
    uses: Uses = {"secret": {"arn": secret_arn, "key_arn": keys.orders_arn}} if secret_arn and keys.orders_arn else {}
    return {
        "function": MIGRATE,
        "description": "Migrates the schema of the database before and after services are updated.",
        "handler": "services.migrate.handler.handle",
        "code": migrations_code(),
        "placement": placement,
        "timeout_seconds": TIMEOUT_SECONDS,
        "key_arn": keys.personal_arn,
        "log_key_arn": keys.logs_arn,
        "uses": uses,
        "environment": stores.database_environment(stores.database.master_user, "secret")
        | {"DATABASE_SECRET_ARN": secret_arn or "", "DATABASE_SSLROOTCERT": f"services/{RDS_ROOTS}"},
    }


def invocation_props(function: Function, phase: str, stores: Stores) -> Props:
    """One invocation of the function, again when a file of the phase changes or the database is another one."""
    return {
        "function_name": function.function_name,
        "input": json.dumps({"phase": phase}),
        "lifecycle_scope": "CREATE_ONLY",
        "triggers": {"migrations": migrations_digest(phase), "database": stores.database.resource_id},
    }
