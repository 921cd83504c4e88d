"""An installation under test: a folder, a database, and the product's own ``thidua serve``."""

import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import processes
from bench.clusters import Cluster, installed
from bench.servers import ROOT, free_port

DATABASES = ("SQLite", "PostgreSQL")


@dataclass(frozen=True)
class Spent:
    """CPU seconds: of the web server's processes, of the database's, of the background workers and their parent."""

    web: float
    database: float
    background: float

    def since(self, before: "Spent") -> "Spent":
        return Spent(self.web - before.web, self.database - before.database, self.background - before.background)


class Install:
    def __init__(self, cluster: Cluster | None) -> None:
        self.cluster = cluster
        self.folder = Path(tempfile.mkdtemp(prefix="thidua-bench-"))
        self.log = self.folder / "log"
        self.environment = {
            "THIDUA_VAR": str(self.folder / "var"),
            "THIDUA_DATABASE": cluster.address if cluster else "",
            "DJANGO_SETTINGS_MODULE": "thidua.settings",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, *arguments: str, given: str | None = None) -> str:
        """``python -m …`` in this installation; what it printed. Raises RuntimeError with its error output."""
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            env=os.environ | self.environment,
            cwd=ROOT,
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{arguments}: {done.stderr[-2000:]}")
        return done.stdout

    def start(self) -> None:
        """``thidua serve`` on a port of its own, the same after every restart; answers when this returns."""
        self.port = getattr(self, "port", 0) or free_port()
        command = [sys.executable, "-m", "thidua.command", "serve", "--port", str(self.port)]
        self.process = processes.start(command, self.environment, ROOT, self.log)
        try:
            processes.wait_for("thidua serve", self._answers, 120)
        except RuntimeError as error:
            raise RuntimeError(self.log.read_text(encoding="utf-8")[-2000:]) from error

    def _answers(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            raise RuntimeError("thidua serve ended")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/gioi-thieu/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def settle(self, seconds: float = 120) -> None:
        """Until the work of the day, which begins with the server, is done."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            before = self.spent().background
            time.sleep(1.5)
            if self.spent().background - before < 0.1:
                return

    def spent(self) -> Spent:
        assert self.process is not None
        found = processes.descendants(self.process.pid)
        web = [pid for pid in found if "granian" in processes.command_of(pid)]
        below: dict[int, float] = {}
        for pid in web:
            below |= processes.descendants(pid)
        total, served = sum(found.values()), sum(below.values())
        return Spent(served, self.cluster.cpu() if self.cluster else 0.0, total - served)

    def kill(self) -> None:
        if self.process is not None:
            processes.kill(self.process)
            self.process = None

    def close(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def install(cluster: Cluster | None = None) -> Iterator[Install]:
    """A new installation with its tables, empty."""
    made = Install(cluster)
    try:
        made.run("thidua.command", "migrate")
        yield made
    finally:
        made.close()


@contextmanager
def on(database: str) -> Iterator[Install]:
    """The same on one of DATABASES."""
    if database == "SQLite":
        with install() as made:
            yield made
        return
    cluster = Cluster()
    try:
        with install(cluster) as made:
            yield made
    finally:
        cluster.close()


def databases(only: str = "") -> tuple[tuple[str, ...], list[dict[str, Any]]]:
    """The databases that can be measured here, or one of them, and a row that says so when one cannot."""
    if installed():
        return tuple(name for name in DATABASES if only in ("", name)), []
    return DATABASES[:1], [{"what": "PostgreSQL", "found": "no programs of PostgreSQL here: SQLite alone is measured"}]
