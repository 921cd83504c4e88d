"""Processes that the benchmark starts: their CPU time with that of their children, and their sure end."""

import atexit
import os
import signal
import subprocess
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
_groups: set[int] = set()


def start(command: list[str], environment: dict[str, str], folder: Path, log: Path) -> subprocess.Popen[bytes]:
    """In a process group of its own, which ends with the benchmark at the latest. What it prints goes to ``log``."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            command,
            env=os.environ | environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    _groups.add(process.pid)
    return process


def kill(process: subprocess.Popen[bytes]) -> None:
    """``kill -9`` of the whole group at once, so that nothing in it can tidy up."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    _groups.discard(process.pid)


def stop(process: subprocess.Popen[bytes], seconds: float = 15) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    kill(process)


@atexit.register
def _end_all() -> None:
    for group in list(_groups):
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


def _stat(folder: Path) -> list[str] | None:
    try:
        return (folder / "stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    except OSError:
        return None


def descendants(pid: int) -> dict[int, float]:
    """The process and everything below it: pid → CPU seconds, those of ended children included."""
    parents: dict[int, list[int]] = {}
    spent: dict[int, float] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        if fields := _stat(folder):
            own = int(folder.name)
            parents.setdefault(int(fields[1]), []).append(own)
            spent[own] = sum(int(fields[n]) for n in (11, 12, 13, 14)) / TICKS
    found, frontier = {}, [pid]
    while frontier:
        at = frontier.pop()
        if at in spent:
            found[at] = spent[at]
            frontier += parents.get(at, [])
    return found


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def works_in(folder: Path) -> list[int]:
    """Processes whose working directory is the folder: a database server's, whoever their parent is by now."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            at = os.readlink(entry / "cwd")
        except OSError:
            continue
        if at == str(folder):
            found.append(int(entry.name))
    return found


def kill_each(pids: Iterable[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def wait_for(what: str, ready: object, seconds: float, every: float = 0.05) -> None:
    """Until ``ready()`` is true. Raises RuntimeError after so many seconds."""
    assert callable(ready)
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{what}: not ready after {seconds:.0f} s")
        time.sleep(every)
