"""Programs run by the real engine with all packs, and what the packs said."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.engine import ensure_engine
from policies import packs

PROGRAMS = Path(__file__).resolve().parent / "programs"
PACKS = Path(packs.__file__).parent


@dataclass(frozen=True)
class Run:
    """One command of the engine: whether it succeeded, what it printed, and what the packs said."""

    succeeded: bool
    output: str
    events: list[dict[str, Any]]
    """The engine's policy events."""

    @property
    def mandatory(self) -> set[tuple[str, str]]:
        """Pairs of policy and resource name of the mandatory findings."""
        return {
            (event["policyName"], event.get("resourceUrn", "").rpartition("::")[2])
            for event in self.events
            if event["enforcementLevel"] == "mandatory"
        }

    @property
    def advisory(self) -> list[str]:
        """Texts of advice, and of what is no finding, such as checks that wait for the update."""
        return [event["message"] for event in self.events if event["enforcementLevel"] == "advisory"]


@dataclass(frozen=True)
class Runner:
    """Runs previews and updates of stack `test` in a backend of its own below `folder`."""

    folder: Path

    def __call__(
        self,
        command: str,
        program: str | Path,
        provider: int,
        *flags: str,
        configuration: dict[str, Any] | None = None,
        **variables: str,
    ) -> Run:
        """One command with every pack.

        Args:
            command: `preview` or `up`.
            program: a folder, or the name of one of `programs/`.
            provider: port of the AWS provider.
            flags: further flags of the command.
            configuration: what every pack is configured with.
            variables: of the environment.
        """
        found, state, log = ensure_engine(), self.folder / "state", self.folder / "events.json"
        state.mkdir(exist_ok=True)
        log.unlink(missing_ok=True)
        environment = found.environment(
            {
                **os.environ,
                "PULUMI_BACKEND_URL": state.as_uri(),
                "PULUMI_CONFIG_PASSPHRASE": "",
                "PULUMI_SKIP_UPDATE_CHECK": "true",
                "PULUMI_DEBUG_COMMANDS": "true",  # for --event-log
                "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
                "PULUMI_DEBUG_PROVIDERS": f"aws:{provider}",
                **variables,
            }
        )
        source = PROGRAMS / program
        copied = self.folder / source.name
        shutil.copytree(source, copied, dirs_exist_ok=True)  # the engine writes settings beside a program
        common = ["--non-interactive", "--cwd", str(copied), "--stack", "test"]
        subprocess.run(
            [found.pulumi, "stack", "select", "--create", *common], env=environment, check=True, capture_output=True
        )
        done = subprocess.run(
            [found.pulumi, command, *common, "--event-log", str(log), *self._chosen(configuration), *flags],
            env=environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=240,
        )
        return Run(done.returncode == 0, done.stdout + done.stderr, list(_policy_events(log)))

    def _chosen(self, configuration: dict[str, Any] | None) -> Iterator[str]:
        """The packs, each with the configuration."""
        written = self.folder / "policies.json"
        written.write_text(json.dumps(configuration or {}), encoding="utf-8")
        for pack in packs.names():
            yield from ("--policy-pack", str(PACKS / pack))
            if configuration:
                yield from ("--policy-pack-config", str(written))


def _policy_events(log: Path) -> Iterator[dict[str, Any]]:
    for line in log.read_text(encoding="utf-8").splitlines() if log.exists() else ():
        if "policyEvent" in (event := json.loads(line)):
            yield event["policyEvent"]
