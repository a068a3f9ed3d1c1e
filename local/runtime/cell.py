"""The configuration of one running cell: the state, the ports, and the credentials of each role."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ..backing_services.ports import free_port
from ..state import StackState
from . import declared
from .access import Access, role_access
from .environment import Ports, SignIn, local_environment


@dataclass(frozen=True)
class Cell:
    """The configuration of one running cell, from which its processes are built."""

    state: StackState
    state_file: Path
    directory: Path
    ports: Ports
    functions_port: int
    region: str
    clock: str | None
    access: Mapping[str, Access]
    """By role ARN."""
    kafka_passwords: Mapping[str, str]
    """By role name."""
    database_passwords: Mapping[str, str]
    """By database user."""
    secrets: Mapping[str, str]
    """The values of the secrets that containers read, by ARN."""

    def environment(self, given: Mapping[str, str], role_arn: str) -> dict[str, str]:
        """The local environment of a program, from its environment on AWS and its role."""
        role = self.access[role_arn].role if role_arn in self.access else ""
        sign_in = SignIn(
            kafka_user=role,
            kafka_password=self.kafka_passwords.get(role, ""),
            database_password=self.database_passwords.get(given.get("DATABASE_USER", ""), ""),
        )
        return local_environment(given, self.state, self.ports, sign_in, region=self.region, clock=self.clock)

    def folder(self, name: str) -> Path:
        """A folder of the cell, created if missing."""
        path = self.directory / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    @classmethod
    def of(cls, state: StackState, directory: Path, ports: Ports, *, master: str, clock: str | None) -> Self:
        """Read a stack's state and generate new passwords for this run.

        Args:
            state: the deployed stack.
            directory: the folder of data, logs and configuration.
            ports: the ports of all servers.
            master: the database's master user.
            clock: the value of `PLATFORM_CLOCK`.
        """
        access = role_access(state)
        passwords = {user: secrets.token_urlsafe(18) for user in {master, *declared.database_users(state)}}
        master_secret = json.dumps({"username": master, "password": passwords[master]})
        return cls(
            state=state,
            state_file=directory / "state.json",
            directory=directory,
            ports=ports,
            functions_port=free_port(),
            region=declared.region(state),
            clock=clock,
            access=access,
            kafka_passwords={role.role: secrets.token_urlsafe(18) for role in access.values()},
            database_passwords=passwords,
            secrets=dict.fromkeys(declared.master_secrets(state), master_secret),
        )

    def write_state(self) -> None:
        """Write a copy of the state for the other processes, so that a later deploy does not affect this run."""
        resources = [
            {
                "urn": resource.urn,
                "type": resource.type,
                "id": resource.id,
                "parent": resource.parent,
                "inputs": resource.inputs,
                "outputs": resource.outputs,
            }
            for resource in self.state.resources
        ]
        self.state_file.touch(mode=0o600)
        self.state_file.write_text(json.dumps({"version": 3, "deployment": {"resources": resources}}))
