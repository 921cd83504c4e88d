"""Runs a command beside a private PostgreSQL cluster that is made, started, stopped and deleted here.

PostgreSQL does not run as root, so as root the cluster belongs to the account ``postgres`` (or ``nobody``).
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def binaries() -> Path:
    """The newest installed version's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise SystemExit("PostgreSQL is not installed: apt-get install postgresql")
    return Path(on_path).parent


def owner() -> list[str]:
    """How to become an account that may run PostgreSQL; nothing when this one may."""
    if os.getuid() != 0:
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    return [
        "setpriv",
        "--reuid",
        "postgres" if "postgres" in names else "nobody",
        "--regid",
        "nogroup",
        "--clear-groups",
    ]


def main() -> int:
    bin_dir, become = binaries(), owner()
    folder = Path(tempfile.mkdtemp(prefix="thidua-pg-"))
    folder.chmod(0o777)
    data, socket = folder / "data", folder
    try:
        subprocess.run(
            [
                *become,
                bin_dir / "initdb",
                "-D",
                data,
                "-U",
                "thidua",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
                "--locale=C",
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
        )
        options = f"-c listen_addresses='' -c unix_socket_directories={socket} -c fsync=off -c max_connections=60"
        subprocess.run(
            [*become, bin_dir / "pg_ctl", "-D", data, "-o", options, "-w", "-l", folder / "log", "start"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
        )
        address = f"postgresql://thidua@{str(socket).replace('/', '%2F')}/postgres"
        return subprocess.run(sys.argv[1:], env=os.environ | {"THIDUA_DATABASE": address}, check=False).returncode
    finally:
        subprocess.run(
            [*become, bin_dir / "pg_ctl", "-D", data, "-m", "immediate", "stop"],
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main())
