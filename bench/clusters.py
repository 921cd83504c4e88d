"""A private PostgreSQL that syncs every commit, and that may be killed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from bench import processes
from scripts.with_postgres import binaries, owner

_OPTIONS = {
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
}


def installed() -> bool:
    try:
        return binaries().exists()
    except SystemExit:
        return False


class Cluster:
    """Made and started at once; ``close`` deletes it. address: as THIDUA_DATABASE wants it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="thidua-bench-pg-")).resolve()
        self.folder.chmod(0o777)
        self.data = self.folder / "data"
        self.address = f"postgresql://thidua@{str(self.folder).replace('/', '%2F')}/postgres"
        made = [*owner(), str(binaries() / "initdb"), "-D", str(self.data), "-U", "thidua", "-A", "trust", "-E", "UTF8"]
        try:
            subprocess.run([*made, "--locale=C"], check=True, stdout=subprocess.DEVNULL, cwd="/")
            self.start()
        except BaseException:
            self.close()
            raise

    def start(self) -> None:
        """Takes connections again when it returns, after a crash too."""
        options = [f"-c{name}={value}" for name, value in _OPTIONS.items()]
        command = [*owner(), str(binaries() / "postgres"), "-D", str(self.data), f"-k{self.folder}", *options]
        self.process = processes.start(command, {}, Path("/"), self.folder / "log")
        ready = [str(binaries() / "pg_isready"), "-q", "-h", str(self.folder), "-U", "thidua"]
        processes.wait_for("PostgreSQL", lambda: subprocess.run(ready, check=False).returncode == 0, 60)

    def kill(self) -> None:
        """``kill -9`` of the server and every backend."""
        processes.kill(self.process)
        while left := processes.works_in(self.data):
            processes.kill_each(left)

    def cpu(self) -> float:
        """CPU seconds of the server and its backends so far."""
        return sum(processes.descendants(self.process.pid).values())

    def close(self) -> None:
        if hasattr(self, "process"):
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
