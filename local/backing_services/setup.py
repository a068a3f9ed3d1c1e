"""Everything that the parts of a local cell need, in place before anything starts."""

from ..progress import step
from . import java, maven, postgres, valkey


def ensure_backing_services() -> None:
    """Download what is missing and find the rest; repeating it is cheap.

    Raises:
        LocalError: something cannot be had; it says what to install.
    """
    with step("Parts of the cell: Kafka, DynamoDB Local, PostgreSQL, Valkey, Java"):
        maven.fetch("kafka")
        maven.fetch("dynamodb")
        java.java()
        postgres.programs()
        valkey.program()
