"""The bridge between server and product: slow clients, whole answers, and what is too large."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from thidua import asgi

SCOPE: dict[str, Any] = {
    "type": "http",
    "method": "POST",
    "path": "/",
    "query_string": b"",
    "http_version": "1.1",
    "headers": [(b"host", b"localhost"), (b"content-type", b"application/octet-stream")],
    "server": ("localhost", 80),
    "client": ("127.0.0.1", 1),
}


def asked(messages: list[dict[str, Any]], sent: list[dict[str, Any]]) -> Any:
    waiting: Iterator[dict[str, Any]] = iter(messages)

    async def receive() -> dict[str, Any]:
        return next(waiting)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    return asgi.application(SCOPE, receive, send)


def answered(coming: Any) -> None:
    """In a thread of its own, since a browser's loop may be running in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, coming).result(30)


def part(body: bytes, more: bool = True) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def test_an_answer_is_sent_whole_and_closed_before(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []

    class Answer(list[bytes]):
        def close(self) -> None:
            order.append("closed")

    def product(environ: dict[str, Any], start: Any) -> Answer:
        order.append(environ["wsgi.input"].read().decode())
        start("200 OK", [("Content-Type", "text/plain")])
        return Answer([b"one ", b"two"])

    monkeypatch.setattr(asgi, "_django", product)
    sent: list[dict[str, Any]] = []
    answered(asked([part(b"slow "), part(b"body", more=False)], sent))
    assert order == ["slow body", "closed"]
    assert [m.get("body") for m in sent] == [None, b"one two"]


def test_more_than_any_form_takes_is_refused_before_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "MOST_BYTES", 10)
    sent: list[dict[str, Any]] = []
    answered(asked([part(b"123456"), part(b"789012", more=False)], sent))
    assert sent[0]["status"] == 413


def test_a_client_that_goes_away_leaves_nothing_to_do() -> None:
    sent: list[dict[str, Any]] = []
    answered(asked([part(b"half"), {"type": "http.disconnect"}], sent))
    assert sent == []
