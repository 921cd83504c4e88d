"""The load generator, a process of its own: people who hand in a report, one after another on each connection.

``python -m bench.player PORT JOBS OUT --seconds 20 --connections 8``. JOBS is what ``bench.national open`` prints. OUT gets
times, errors, CPU time of this process, and everything that the server has acknowledged.
"""

import argparse
import http.client
import json
import re
import resource
import signal
import threading
import time
import urllib.parse
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import sheets
from bench.servers import Visitor

SAVES = 3


class Wrong(Exception):
    """An answer that no person should get."""


@dataclass
class Told:
    """What the server said of one report: the last number acknowledged, all that were sent, whether it was submitted.

    sent_submit: a submit was sent, whether or not an answer came.
    """

    saved: int = 0
    sent: int = 0
    submitted: bool = False
    sent_submit: bool = False


@dataclass
class Play:
    """Shared by the connections. times: kind → milliseconds; told: report → what was said of it.

    broken: kind → requests that the server went away under; arrived: submits of these that it had stored all the same.
    """

    port: int
    jobs: deque[dict[str, Any]]
    until: float
    tolerant: bool
    timeout: float = 60
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    told: dict[int, Told] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    sessions: int = 0
    broken: Counter[str] = field(default_factory=Counter)
    arrived: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def stop(self, *_signal: object) -> None:
        self.until = 0

    def over(self) -> bool:
        return time.monotonic() > self.until or not self.jobs


class Session:
    """One person's ten minutes, without the pauses."""

    def __init__(self, play: Play, job: dict[str, Any]) -> None:
        self.play, self.job = play, job
        self.visitor = Visitor(play.port, play.timeout)
        self.visitor.cookies["sessionid"] = job["session"]
        self.visitor.forgets = set()
        self.asking = ""

    def ask(self, kind: str, path: str, parts: sheets.Parts | None = None, *, plain: bool = False) -> tuple[str, str]:
        """(text, where it sends us on). Raises Wrong for an error, a refusal or the sign-in page."""
        self.asking, start = kind, time.perf_counter()
        if kind == "autosave" and parts is not None:
            body = urllib.parse.urlencode(parts).encode()
            status, text, headers = self.visitor.send(path, body, sheets.URLENCODED, accept="application/json")
        elif parts is None or plain:
            status, text, headers = self.visitor.ask(path, parts)
        else:
            status, text, headers = self.visitor.send(path, sheets.multipart(parts), sheets.MULTIPART)
        self.play.times[kind].append(1000 * (time.perf_counter() - start))
        target = headers.get("Location", "")
        if status not in ((200,) if parts is None or kind == "autosave" else (302,)) or "login" in target:
            raise Wrong(f"{kind} {path}: {status} {target} {text[:200] if status >= 400 else ''}")
        return text, target

    def begin(self) -> str:
        """Desk, list, movement, begin: the address of the report."""
        job = self.job
        self.ask("desk", "/ban-lam-viec/")
        self.ask("list", "/bao-cao/")
        text, _ = self.ask("movement", f"/phong-trao/{job['movement']}/")
        mark = [("csrfmiddlewaretoken", sheets.token(text))]
        _, address = self.ask("begin", f"/nghia-vu/{job['obligation']}/bao-cao/", mark, plain=True)
        found = re.search(r"/bao-cao/(\d+)/", address)
        if found is None:
            raise Wrong(f"begin led to {address}")
        self.report = int(found[1])
        with self.play.lock:
            self.play.told.setdefault(self.report, Told())
        return address

    def run(self) -> None:
        """From the desk to the form, two saves by the page's script and one by its button, submit, receipt."""
        address = self.begin()
        told = self.play.told[self.report]
        text, _ = self.ask("form", address)
        for turn in range(SAVES):
            if told.sent_submit and sheets.submit_button(text) is None:
                self.play.arrived += not told.submitted  # an earlier try, whose answer was lost
                return
            if turn < SAVES - 1:
                text = self.autosave(address, text, told)
                continue
            self.save(address, text, told)
            text, _ = self.ask("form", address)
        self._submit(text, told)

    def autosave(self, address: str, text: str, told: Told) -> str:
        """As the page's script saves while a person types: the page stays, its base becomes the one that comes back."""
        told.sent += 1
        serial = told.sent
        answer, _ = self.ask("autosave", address, sheets.filled(text, serial))
        told.saved = serial
        return sheets.with_base(text, json.loads(answer)["base"])

    def save(self, address: str, text: str, told: Told) -> None:
        """Sends the form of the page with a number that was not sent before."""
        told.sent += 1
        serial = told.sent
        self.ask("save", address, sheets.filled(text, serial))
        told.saved = serial

    def _submit(self, text: str, told: Told) -> None:
        button = sheets.submit_button(text)
        if button is None or button.disabled:
            raise Wrong(f"no submit: {re.sub(r'<[^>]+>', ' ', text)[-400:]}")
        told.sent_submit = True
        _, address = self.ask("submit", button.address, button.fields, plain=True)
        told.submitted = True
        text, _ = self.ask("receipt", address)
        if sheets.submit_button(text) is not None:
            told.submitted = False
            raise Wrong("submitted, but the page offers to submit")


def work(play: Play) -> None:
    """One connection's worth of people. When the server goes away under a person, they come back later."""
    while not play.over():
        with play.lock:
            if not play.jobs:
                return
            job = play.jobs.popleft()
        session = Session(play, job)
        try:
            session.run()
            with play.lock:
                play.sessions += 1
        except (OSError, http.client.HTTPException) as error:
            with play.lock:
                if not isinstance(error, ConnectionRefusedError):
                    play.broken[session.asking] += 1
                play.jobs.appendleft(job)
                if not play.tolerant:
                    play.errors.append(f"{type(error).__name__}: {error}")
            time.sleep(0.2)
        except (Wrong, ValueError) as error:
            with play.lock:
                play.errors.append(str(error))
        finally:
            session.visitor.connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("jobs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--timeout", type=float, default=60, help="seconds that a person waits for an answer")
    parser.add_argument("--tolerant", action="store_true", help="a server that goes away is expected")
    args = parser.parse_args()
    start = time.monotonic()
    jobs = deque(json.loads(args.jobs.read_text(encoding="utf-8")))
    play = Play(args.port, jobs, start + args.seconds, args.tolerant, args.timeout)
    signal.signal(signal.SIGTERM, play.stop)
    threads = [threading.Thread(target=work, args=(play,)) for _ in range(args.connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "sessions": play.sessions,
        "s": time.monotonic() - start,
        "cpu": used.ru_utime + used.ru_stime,
        "times": play.times,
        "errors": play.errors,
        "broken": play.broken,
        "arrived": play.arrived,
        "left": len(play.jobs),
        "told": {report: vars(one) for report, one in play.told.items()},
    }
    args.out.write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
