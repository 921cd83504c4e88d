"""Clients on a bad line: each has begun to send a filled form and sends one byte of it a second."""

import socket
import threading
from contextlib import suppress
from typing import Any

from bench import sheets

LENGTH = 8000  # bytes promised, so that the body lasts longer than any run


class Slow:
    """``count`` connections that hold on from ``with`` to its end. dropped: how many the server hung up on."""

    def __init__(self, port: int, jobs: list[dict[str, Any]], count: int = 50) -> None:
        self.port, self.jobs, self.count, self.dropped = port, jobs, count, 0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Slow":
        self.thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self.over.set()
        self.thread.join()

    def _open(self, number: int) -> socket.socket:
        job = self.jobs[number % len(self.jobs)]
        mark = "a" * 32
        head = (
            f"POST /nghia-vu/{job['obligation']}/bao-cao/ HTTP/1.1\r\nHost: localhost\r\n"
            f"Cookie: sessionid={job['session']}; csrftoken={mark}\r\nContent-Type: {sheets.MULTIPART}\r\n"
            f"Content-Length: {LENGTH}\r\n\r\n"
        )
        line = socket.create_connection(("127.0.0.1", self.port), 10)
        line.sendall(head.encode())
        return line

    def _run(self) -> None:
        body = sheets.multipart([("csrfmiddlewaretoken", "a" * 32), ("narrative", "x" * LENGTH)])
        lines: dict[int, socket.socket] = {}
        sent = 0
        while not self.over.wait(1 if sent else 0):
            for number in range(self.count):
                try:
                    if number not in lines:
                        lines[number] = self._open(number)
                    lines[number].sendall(body[sent % LENGTH : sent % LENGTH + 1])
                except OSError:
                    self.dropped += 1
                    with suppress(KeyError):
                        lines.pop(number).close()
            sent += 1
        for line in lines.values():
            line.close()
