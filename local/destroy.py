"""`python -m local destroy STACK`."""

import argparse

from .deploy import destroy


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("stack", help="as in Pulumi.<stack>.yaml")


def run(arguments: argparse.Namespace) -> int:
    """Destroy, and print the counts."""
    for operation, count in sorted(destroy(arguments.stack).items()):
        print(f"{operation}: {count}")
    return 0
