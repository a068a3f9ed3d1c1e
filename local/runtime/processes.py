"""The processes of a cell: command, environment and readiness of services, functions, gateway and payments."""

import json
import os
import shutil
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from ..backing_services.kafka import Kafka
from ..backing_services.process import Process, minimal_environment
from ..errors import LocalError
from ..functions.config import FunctionsConfig, FunctionSettings
from ..functions.config import save as save_functions
from ..gateway.config import GatewayConfig
from ..gateway.config import save as save_gateway
from ..paths import ROOT
from . import declared
from .cell import Cell
from .declared import Container

TIMEOUT_SECONDS = 2


def responds(url: str) -> Callable[[], bool]:
    """A condition: the URL answers 200."""

    def condition() -> bool:
        try:
            with urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - our own loopback address
                return answer.status == HTTPStatus.OK
        except (OSError, urllib.error.HTTPError):
            return False

    return condition


def container_process(cell: Cell, container: Container, port: int | None = None) -> Process:
    """A container of the stack as a process in this checkout, with this interpreter as `python`."""
    given = {
        **container.environment,
        **{name: _secret(cell, container, arn) for name, arn in container.secrets.items()},
    }
    environment = {**_program_environment(), **cell.environment(given, container.role_arn)}
    if port:
        environment["PORT"] = str(port)
    return Process(
        container.name,
        _command(container, environment["PATH"]),
        directory=cell.folder("services"),
        environment=environment,
        cwd=ROOT,
    )


def functions_process(cell: Cell, kafka: Kafka | None) -> Process:
    """The function runner, with the local settings of each function."""
    settings: dict[str, FunctionSettings] = {}
    for function in cell.state.of_type("aws:lambda/function:Function"):
        role_arn = function.outputs.get("role", "")
        access = cell.access.get(role_arn)
        given = (function.outputs.get("environment") or {}).get("variables") or {}
        settings[function.outputs["name"]] = FunctionSettings(
            environment=cell.environment(given, role_arn),
            kafka=kafka.settings_for(access.role, cell.kafka_passwords.get(access.role, ""))
            if kafka and access
            else {},
        )
    config = cell.directory / "functions.json"
    save_functions(
        FunctionsConfig(
            state=cell.state_file,
            directory=cell.folder("functions"),
            control_port=cell.functions_port,
            clock=cell.clock or "",
            functions=settings,
        ),
        config,
    )
    return _module(cell, "functions", "local.functions", "--config", str(config))


def gateway_process(cell: Cell, targets: Mapping[str, list[str]], page_config: Mapping[str, Any]) -> Process:
    """The gateway in front of functions and services."""
    config = cell.directory / "gateway.json"
    save_gateway(
        GatewayConfig(
            state=cell.state_file,
            directory=cell.folder("gateway"),
            web=ROOT / "web",
            public_port=cell.ports.public,
            management_port=cell.ports.management,
            functions_url=f"http://127.0.0.1:{cell.functions_port}",
            token_issuer=declared.environment_value(cell.state, "TOKEN_ISSUER"),
            token_audience=declared.environment_value(cell.state, "TOKEN_AUDIENCE"),
            token_issuers=json.loads(declared.environment_value(cell.state, "TOKEN_ISSUERS") or "[]"),
            targets=targets,
            clock=cell.clock or "",
            page_config=page_config,
        ),
        config,
    )
    return _module(cell, "gateway", "local.gateway", "--config", str(config))


def payments_process(cell: Cell) -> Process:
    """The payment provider."""
    journal = cell.folder("payments") / "operations.jsonl"
    return _module(cell, "payments", "local.payments", "--port", str(cell.ports.payments), "--journal", str(journal))


def _module(cell: Cell, name: str, module: str, *arguments: str) -> Process:
    return Process(
        name,
        [sys.executable, "-m", module, *arguments],
        directory=cell.folder("services"),
        environment=_program_environment(),
        cwd=ROOT,
    )


def _program_environment() -> dict[str, str]:
    """The minimal environment, with the programs of this interpreter first on PATH."""
    environment = minimal_environment()
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), environment.get("PATH", os.defpath)])
    return environment


def _command(container: Container, path: str) -> list[str]:
    if not container.command:
        raise LocalError(f"container {container.name} has no command; a local cell cannot read the one of its image")
    program, *arguments = container.command
    if program in {"python", "python3"}:
        return [sys.executable, *arguments]
    found = shutil.which(program, path=path)
    if found is None:
        raise LocalError(f"container {container.name} runs {program}, which is not installed")
    return [found, *arguments]


def _secret(cell: Cell, container: Container, arn: str) -> str:
    if arn not in cell.secrets:
        raise LocalError(f"container {container.name} reads secret {arn}, which the stack does not create")
    return cell.secrets[arn]
