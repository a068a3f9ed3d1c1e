"""The image of the services without a container runtime: the steps of the Dockerfile, carried out in a root of its own.

The last stage is built in a mount namespace. This machine's system folders, read-only, stand in for the base image, and
the environment that runs the tests for the packages of the first stage. The result is started as ECS starts it: as the
user of the task definition, with a read-only root, without capabilities, and with volumes as ECS makes them.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dockerfile_parse import DockerfileParser

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "services" / "Dockerfile"
TOOLS = ("unshare", "mount", "chroot", "setpriv", "useradd")

_ROOT = "$ROOT"
_SYSTEM = ("bin", "lib", "lib32", "lib64", "sbin", "usr")
_ACCOUNTS = ("group", "gshadow", "ld.so.cache", "login.defs", "nsswitch.conf", "passwd", "shadow")


def missing() -> str:
    """Why this machine cannot build the image; empty if it can."""
    absent = [tool for tool in TOOLS if shutil.which(tool, path=f"{os.environ['PATH']}:/usr/sbin:/sbin") is None]
    if absent:
        return f"no {', '.join(absent)} (util-linux, passwd)"
    if os.geteuid() != 0:
        return "files of another user can be made by root only"
    tried = subprocess.run(["unshare", "--mount", "true"], capture_output=True, text=True, check=False)
    return tried.stderr.strip()


@dataclass
class Image:
    """The last stage of a Dockerfile, as shell commands, and what it declares."""

    environment: dict[str, str] = field(
        default_factory=lambda: {"PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
    )
    folder: str = "/"
    user: str = "0:0"
    volumes: list[str] = field(default_factory=list[str])
    commands: list[str] = field(default_factory=list[str])
    """What builds it, in the order of the file."""

    def start(
        self, command: Sequence[str], environment: Mapping[str, str], mounts: Sequence[str]
    ) -> "subprocess.Popen[str]":
        """Build it and run a command in it, as a task with volumes at `mounts` would."""
        variables = {**self.environment, **environment}
        user, _, group = self.user.partition(":")
        privileges = [f"--reuid={user}", f"--regid={group}", "--clear-groups", "--no-new-privs"]
        run = [
            *("chroot", _ROOT, "env", "--ignore-environment", f"--chdir={self.folder}"),
            *(f"{name}={value}" for name, value in variables.items()),
            *("setpriv", *privileges, "--bounding-set=-all", "--inh-caps=-all", *command),
        ]
        volumes = [line for path in mounts for line in _volume(path, declared=path in self.volumes)]
        lines = [*_base(), *self.commands, *volumes, 'mount -o remount,ro "$ROOT"', f"exec {_quoted(run)}"]
        script = "\n".join(["set -eu", 'ROOT="$(mktemp -d)"', *lines])
        return subprocess.Popen(
            ["unshare", "--mount", "--propagation", "private", "bash", "-c", script],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={"PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin"},
        )


def read_image(dockerfile: Path = DOCKERFILE) -> Image:
    """Read the last stage.

    Raises:
        ValueError: it has an instruction that is not known here.
    """
    image = Image()
    for instruction, value in instructions(dockerfile)[-1]:
        match instruction:
            case "FROM" | "COMMENT" | "ARG":
                continue
            case "ENV":
                for word in shlex.split(value):
                    name, _, text = word.partition("=")
                    image.environment[name] = text.replace("$PATH", image.environment["PATH"])
            case "WORKDIR":
                image.folder = value
                image.commands.append(f'mkdir -p "{_ROOT}{value}"')
            case "USER":
                image.user = value
            case "VOLUME":
                image.volumes += json.loads(value)
            case "RUN":
                image.commands.append(_run(value, image.environment))
            case "COPY":
                image.commands.append(_copy(value, image.folder))
            case _:
                raise ValueError(f"{dockerfile.name}: {instruction} is not known here")
    return image


def instructions(dockerfile: Path = DOCKERFILE) -> list[list[tuple[str, str]]]:
    """Instruction and value of each line, by stage; what comes before the first stage is the first element."""
    stages: list[list[tuple[str, str]]] = [[]]
    for line in DockerfileParser(path=str(dockerfile)).structure:
        if line["instruction"] == "FROM":
            stages.append([])
        stages[-1].append((line["instruction"], line["value"]))
    return stages


def _run(command: str, environment: Mapping[str, str]) -> str:
    variables = [f"{name}={value}" for name, value in environment.items()]
    return _quoted(["chroot", _ROOT, "env", "--ignore-environment", *variables, "/bin/sh", "-euc", command])


def _copy(value: str, folder: str) -> str:
    words = value.split()
    if words[0].startswith("--from="):
        return _bind(str(Path(sys.prefix)), f"{folder}/{words[2]}")
    *sources, target = words
    found = " ".join(shlex.quote(str(ROOT / source)) for source in sources)
    return f'cp -rT --no-preserve=ownership {found} "{_ROOT}{folder}/{target}"'


def _bind(source: str, target: str) -> str:
    return f'mkdir -p "{_ROOT}{target}" && mount --bind -o ro {shlex.quote(source)} "{_ROOT}{target}"'


def _base() -> list[str]:
    """The root of the base image: system folders, accounts that can be changed, an interpreter, and an open /tmp."""
    lines = ['mount -t tmpfs -o mode=0755 image "$ROOT"', 'mkdir "$ROOT"/etc "$ROOT"/proc "$ROOT"/dev "$ROOT"/var']
    lines += ['mkdir -m 1777 "$ROOT"/tmp', 'mount -t proc proc "$ROOT"/proc', 'mount --rbind /dev "$ROOT"/dev']
    for name in _SYSTEM:
        path = Path("/") / name
        if path.is_symlink():
            lines.append(f'cp -P {path} "$ROOT"{path}')
        elif path.is_dir():
            lines.append(_bind(str(path), str(path)))
    lines += [f'cp -p /etc/{name} "$ROOT"/etc/' for name in _ACCOUNTS if (Path("/etc") / name).exists()]
    return [*lines, _bind(sys.base_prefix, sys.base_prefix)] if not sys.base_prefix.startswith("/usr") else lines


def _volume(path: str, *, declared: bool) -> list[str]:
    """An empty volume: of root with mode 0755, or with owner and mode of the image where it declares the path."""
    place = f'"{_ROOT}{path}"'
    lines = [f"OWNER=$(stat -c %u:%g {place}) MODE=$(stat -c %a {place})"]
    lines.append(f"mount -t tmpfs -o mode=0755 volume {place}")
    return [*lines, f"chown $OWNER {place}", f"chmod $MODE {place}"] if declared else lines


def _quoted(words: Sequence[str]) -> str:
    """A command for the shell, in which only the root's folder is a variable."""
    return " ".join('"$ROOT"' if word == _ROOT else shlex.quote(word) for word in words)
