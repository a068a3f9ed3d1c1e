"""Downloads and finds the programs of the backing services before a cell starts."""

from ..progress import step
from . import java, maven, postgres, valkey


def ensure_backing_services() -> None:
    """Download missing files and find the programs; cheap to repeat.

    Raises:
        LocalError: a program is missing; the message says what to install.
    """
    with step("Backing services: Kafka, DynamoDB Local, PostgreSQL, Valkey, Java"):
        maven.fetch("kafka")
        maven.fetch("dynamodb")
        java.java()
        postgres.programs()
        valkey.program()
