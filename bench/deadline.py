"""Deadline day: whole submit sessions a second, with and without slow clients, and a submit that is sent twice."""

import json
import os
import re
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import sheets
from bench.installs import Install, Spent, databases, on
from bench.player import Play, Session, Told
from bench.processes import TICKS
from bench.servers import ROOT, Visitor
from bench.sizes import Size
from bench.slow import Slow

CONNECTIONS, SLOW = 8, 50
WARM = 48  # sessions before the clock starts: each worker loads its code at its first request
MOST = 20  # sessions a second that the reports prepared are enough for

HASHING = """
import time, django; django.setup()
from django.contrib.auth.hashers import check_password, make_password
stored = make_password("bench-password")
start = time.process_time()
for _ in range(5): check_password("bench-password", stored)
print(1000 * (time.process_time() - start) / 5)
"""

Row = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """heard: what the player wrote; spent: CPU seconds of the server; others: CPU seconds of the rest of the machine."""

    heard: dict[str, Any]
    spent: Spent
    others: float


def _busy() -> float:
    """CPU seconds that all cores have spent on anything."""
    fields = Path("/proc/stat").read_text(encoding="utf-8").split("\n", 1)[0].split()[1:]
    return sum(int(fields[n]) for n in (0, 1, 2, 5, 6, 7)) / TICKS


def player(made: Install, jobs: list[Row], *options: str) -> tuple[subprocess.Popen[bytes], Path]:
    """The load generator on these jobs, started; and where it will write."""
    given, out = made.folder / "jobs.json", made.folder / "heard.json"
    given.write_text(json.dumps(jobs), encoding="utf-8")
    out.unlink(missing_ok=True)
    command = [sys.executable, "-m", "bench.player", str(made.port), str(given), str(out), *options]
    return subprocess.Popen(command, cwd=ROOT), out


def play(made: Install, jobs: list[Row], seconds: float) -> Run:
    before, busy = made.spent(), _busy()
    process, out = player(made, jobs, "--seconds", str(seconds), "--connections", str(CONNECTIONS), "--timeout", "20")
    try:
        process.wait(seconds + 180)
    finally:
        process.kill()
    spent, heard = made.spent().since(before), json.loads(out.read_text(encoding="utf-8"))
    others = _busy() - busy - spent.web - spent.database - spent.background - heard["cpu"]
    return Run(heard, spent, max(0.0, others))


def at(times: list[float], share: float) -> float | str:
    """The quantile in milliseconds; empty when nothing was measured."""
    return round(sorted(times)[int(share * (len(times) - 1))]) if times else ""


def told(run: Run) -> Row:
    """The figures of a run. CPU in ms a session; the generator's and everybody else's as a share of one core."""
    heard, spent = run.heard, run.spent
    done, seconds = heard["sessions"], heard["s"]
    row: Row = {"sessions/s": round(done / seconds, 2)}
    for kind in ("autosave", "save", "submit"):
        times = heard["times"].get(kind, [])
        row |= {f"{kind} p50 ms": at(times, 0.5), f"{kind} p95 ms": at(times, 0.95)}
    each = {"server": spent.web, "database": spent.database, "background": spent.background}
    if done:
        row |= {f"CPU ms {name}": round(1000 * used / done) for name, used in each.items()}
        row["two cores by CPU, sessions/s"] = round(2 * done / (spent.web + spent.database), 1)
    row["generator % of a core"] = round(100 * heard["cpu"] / seconds)
    row["others % of a core"] = round(100 * run.others / seconds)
    return row | {"sessions": done, "errors": len(heard["errors"]), "first error": (heard["errors"] or [""])[0][:160]}


def pages_of(run: Run) -> Row:
    """p50 / p95 in ms of every kind of request."""
    times = run.heard["times"]
    return {kind: f"{at(own, 0.5)} / {at(own, 0.95)}" for kind, own in times.items()}


def stored(made: Install, heard: dict[str, Any]) -> Row:
    return dict(json.loads(made.run("bench.stored", given=json.dumps(heard["told"]))))


def _press(made: Install, cookies: dict[str, str], button: sheets.Button) -> tuple[int, str]:
    """(status of the submit, what the page after it says first)."""
    visitor = Visitor(made.port)
    visitor.cookies, visitor.forgets = dict(cookies), set()
    status, _text, headers = visitor.ask(button.address, button.fields)
    page = visitor.ask(headers["Location"])[1] if status == 302 else ""
    said = re.search(r'<div class="messages"[^>]*><p class="([^"]*)">([^<]*)', page)
    return status, f"{said[1]}: {said[2]}" if said else ""


def _ready(made: Install, job: Row) -> tuple[int, Told, dict[str, str], sheets.Button]:
    """A report filled and saved once: its number, what was told of it, the cookies and the button that submits it."""
    play = Play(made.port, deque(), float("inf"), False)
    session = Session(play, job)
    address = session.begin()
    one = play.told[session.report]
    session.save(address, session.ask("form", address)[0], one)
    button = sheets.submit_button(session.ask("form", address)[0])
    assert button is not None
    return session.report, one, session.visitor.cookies, button


def twice(made: Install, jobs: list[Row]) -> Iterator[Row]:
    """A submit sent again after its answer, and two at the same moment on two connections."""
    for name, workers, job in zip(("one after the other", "at the same moment"), (1, 2), jobs, strict=False):
        report, one, cookies, button = _ready(made, job)
        with ThreadPoolExecutor(workers) as pool:
            waiting = [pool.submit(_press, made, cookies, button) for _ in range(2)]
            answers = [one.result() for one in waiting]
        one.submitted = one.sent_submit = True
        found = stored(made, {"told": {report: vars(one)}})
        wrong = found["missing"] + found["doubled"] + sum(status >= 500 for status, _said in answers)
        yield {
            "what": f"submit sent twice, {name}",
            "answers": " / ".join(f"{status} {said}" for status, said in answers),
            "recognised": "no, refused" if any(said.startswith("error") for _status, said in answers) else "yes",
            "wrong": wrong,
        }


def password(made: Install) -> Row:
    done = subprocess.run(
        [sys.executable, "-c", HASHING],
        env=os.environ | made.environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return {"what": "one check of a password (left out of the sessions)", "CPU ms": round(float(done.stdout))}


def _measured(made: Install, size: Size) -> Iterator[Row]:
    start = time.perf_counter()
    counts = json.loads(made.run("bench.national", "load", "--scale", str(size.scale)))
    yield {"what": "load", **counts, "with start-up s": round(time.perf_counter() - start, 1)}
    yield {"what": "commits", "syncs": made.run("bench.stored", "syncs").strip()}
    slow_seconds = min(60, size.seconds)
    wanted = WARM + 2 + MOST * (size.seconds + slow_seconds)
    jobs: list[Row] = json.loads(made.run("bench.national", "open", "--wanted", str(wanted)))
    made.start()
    made.settle()
    yield from twice(made, jobs[:2])
    warm = play(made, jobs[2 : 2 + WARM], 60)
    jobs = jobs[2 + WARM :]
    plain = play(made, jobs[: MOST * size.seconds], size.seconds)
    yield {"what": "sessions", **told(plain), "aim": "10 sessions/s, p95 of a save under 1000 ms, no error"}
    yield {"what": "sessions, ms p50 / p95", **pages_of(plain)}
    with Slow(made.port, jobs[-SLOW:]) as slow:
        time.sleep(1)
        held = play(made, jobs[MOST * size.seconds :], slow_seconds)
    yield {"what": f"sessions beside {SLOW} slow clients", **told(held), "slow ones dropped": slow.dropped}
    if plain.heard["sessions"]:
        share = (held.heard["sessions"] / held.heard["s"]) / (plain.heard["sessions"] / plain.heard["s"])
        yield {"what": "sessions beside slow clients over those without", "ratio": round(share, 2)}
    everything = {"told": warm.heard["told"] | plain.heard["told"] | held.heard["told"]}
    yield {"what": "acknowledged beside stored", **stored(made, everything)}


def deadline(size: Size) -> Iterator[Row]:
    """On both databases with the national tree; the seconds with slow clients are at most 60."""
    names, rows = databases(size.database)
    yield from rows
    for name in names:
        with on(name) as made:
            for row in _measured(made, size):
                yield row | {"what": f"deadline {name}: {row['what']}"}
            if name == names[0]:
                yield password(made)
