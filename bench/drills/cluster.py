"""A PostgreSQL cluster of our own, to be killed and thrown away: other people's servers are left alone."""

import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Self

import psycopg

from bench.servers import free_port

DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def missing() -> str:
    """Why no cluster can be started here; nothing if one can."""
    if not _binary("initdb"):
        return "initdb is not installed"
    if os.geteuid() == 0 and not shutil.which("runuser"):
        return "PostgreSQL does not run as root, and runuser is not installed"
    return ""


def _binary(name: str) -> str:
    return next((str(folder / name) for folder in DEBIAN if (folder / name).exists()), shutil.which(name) or "")


class Cluster:
    def __init__(self, folder: Path, *settings: str) -> None:
        self.folder, self.port, self.settings = folder, free_port(), settings

    @property
    def address(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
            for above in self.folder.parents:
                if above.stat().st_uid == 0 and not above.stat().st_mode & 0o001:
                    above.chmod(above.stat().st_mode | 0o011)
        self._run(
            "initdb", "-D", str(self.folder / "data"), "-U", "postgres", "-A", "trust", "--wal-segsize=1", "-E", "UTF8"
        )
        self._control("start")
        return self

    def __exit__(self, *_: object) -> None:
        self._control("stop", "-m", "immediate")

    def restart(self) -> None:
        self._control("restart", "-m", "immediate")

    def wait(self, seconds: float = 60) -> None:
        """Until it takes connections again after a back end was killed."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                psycopg.connect(self.address, connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        raise SystemExit("The cluster does not come back.")

    def start_again(self) -> None:
        """After it gave up by itself."""
        status = self._run("pg_ctl", "-D", str(self.folder / "data"), "status", check=False)
        if status.returncode:
            self._control("start")

    def _control(self, *what: str) -> None:
        settings = " ".join(f"-c {each}" for each in ("listen_addresses=127.0.0.1", f"port={self.port}", "fsync=on",
                                                      f"unix_socket_directories={self.folder}", "max_connections=40",
                                                      "restart_after_crash=on", *self.settings))  # fmt: skip
        self._run(
            "pg_ctl",
            "-D",
            str(self.folder / "data"),
            "-w",
            "-t",
            "60",
            "-o",
            settings,
            "-l",
            str(self.folder / "log"),
            *what,
        )

    def _run(self, name: str, *arguments: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
        as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*as_postgres, _binary(name), *arguments]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True)
        if check and done.returncode:
            raise SystemExit(f"{name} failed: {done.stdout[-1000:]}{done.stderr[-1000:]}")
        return done
