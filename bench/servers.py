"""Starting servers and asking them: requests a second, latency, CPU time a request."""

import http.client
import os
import socket
import statistics
import sys
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from bench import processes

ROOT = Path(__file__).resolve().parents[1]
Fields = list[tuple[str, str]]
Body = tuple[bytes, str]  # and its media type


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One granian worker on a free port."""

    def __init__(self, application: str, environment: dict[str, str]) -> None:
        self.port = free_port()
        command = [
            str(Path(sys.executable).parent / "granian"),
            "--interface",
            "asgi" if "asgi" in application else "wsgi",
            "--port",
            str(self.port),
            "--workers",
            "1",
        ]
        self.process = processes.start(
            [*command, "--log-level", "error", application], environment, ROOT, Path(os.devnull)
        )
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(application)

    def stop(self) -> None:
        processes.stop(self.process)

    def cpu(self) -> float:
        """CPU seconds of the server and its children so far."""
        return sum(processes.descendants(self.process.pid).values())


class Visitor:
    """A keep-alive connection with cookies."""

    def __init__(self, port: int, timeout: float = 60) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        self.cookies: dict[str, str] = {}
        self.forgets = {"messages"}  # shown and cleared by the page that follows a save

    def ask(self, path: str, fields: Fields | None = None) -> tuple[int, str, http.client.HTTPMessage]:
        if fields is None:
            return self.send(path, None, "")
        return self.send(path, urllib.parse.urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def send(
        self, path: str, body: bytes | None, kind: str, accept: str = "text/html"
    ) -> tuple[int, str, http.client.HTTPMessage]:
        """(status, text, headers) of a GET, or of a POST of the body."""
        headers = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "Host": "localhost",
            "Accept": accept,
        }
        if body is not None:
            headers["Content-Type"] = kind
        self.connection.request("POST" if body is not None else "GET", path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = value.partition("=")
            if (kept := rest.split(";")[0].strip('"')) and name not in self.forgets:
                self.cookies[name] = kept
            else:
                self.cookies.pop(name, None)
        return answer.status, text, answer.headers


@dataclass(frozen=True)
class Measure:
    """cpu: ms a request; rate: requests a second with 4 connections; median, p95: ms with one."""

    cpu: float
    rate: float
    median: float
    p95: float
    weight: int


def measure(server: Server, visitor: Visitor, path: str, bodies: list[Body] | None, count: int = 150) -> Measure:
    """One connection for latency and CPU, then four for the rate; bodies are sent in turn.

    Raises RuntimeError for an answer that is no success.
    """
    weight, turn = 0, cycle(bodies or [(None, "")])
    for _ in range(10):
        status, text, _headers = visitor.send(path, *next(turn))
        weight = len(text.encode())
        if status >= 400:
            raise RuntimeError(f"{path}: {status}")
    before, times = server.cpu(), []
    for _ in range(count):
        start = time.perf_counter()
        visitor.send(path, *next(turn))
        times.append(1000 * (time.perf_counter() - start))
    cpu = 1000 * (server.cpu() - before) / count

    def burst(_: int) -> None:
        other = Visitor(server.port)
        other.cookies = dict(visitor.cookies)
        for _n in range(count // 4):
            other.send(path, *next(turn))

    start = time.perf_counter()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(burst, range(4)))
    rate = 4 * (count // 4) / (time.perf_counter() - start)
    times.sort()
    return Measure(cpu, rate, statistics.median(times), times[int(0.95 * len(times))], weight)
