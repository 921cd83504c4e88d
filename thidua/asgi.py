"""The application that the server loads.

A request is taken in whole before a worker's thread is given to it, and its answer is sent after the thread is free
again: a client that sends or reads slowly holds nobody up.
"""

import asyncio
import gc
import os
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import Any

from asgiref.wsgi import WsgiToAsgiInstance
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
_django = get_wsgi_application()

from django.conf import settings  # noqa: E402 -- it names the settings
from django.urls import get_resolver  # noqa: E402

# Forms with several files, and the rest of their boxes.
MOST_BYTES = 4 * settings.UPLOAD_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
_IN_MEMORY = 64 * 1024
# One thread, one connection to the database: the heavy part is Python, which more threads do not make faster.
_worker = ThreadPoolExecutor(1, "request")

Answer = tuple[dict[str, Any], bytes]


class _Gone(Exception):
    """The client went away before its request was whole."""


class _TooLarge(Exception):
    """More was sent than any form takes."""


def rest_lightly() -> None:
    """Everything that is loaded stays: the collector need not look at it again, nor after every few pages."""
    list(get_resolver().url_patterns)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


async def _taken(receive: Any, body: Any) -> None:
    """The whole request, in the body."""
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise _Gone
        size += len(message.get("body", b""))
        if size > MOST_BYTES:
            raise _TooLarge
        body.write(message.get("body", b""))
        more = message.get("more_body", False)
    body.seek(0)


def _answered(scope: Any, body: Any) -> Answer:
    """Head and body of the answer, its files and the request's resources let go of while the thread is still its own."""
    one = WsgiToAsgiInstance(_django)  # type: ignore[no-untyped-call]  # the library is untyped
    one.scope = scope
    try:
        environ = one.build_environ(scope, body)  # type: ignore[no-untyped-call]
    except ValueError:  # a header repeated a hundred times
        return _bare(400), b""
    answer = _django(environ, one.start_response)
    try:
        content = b"".join(answer)
    finally:
        answer.close()
    return one.response_start, content


def _bare(status: int) -> dict[str, Any]:
    return {"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]}


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] != "http":
        raise ValueError(scope["type"])
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as body:
        try:
            await _taken(receive, body)
            start, content = await asyncio.get_running_loop().run_in_executor(_worker, _answered, scope, body)
        except _Gone:
            return
        except _TooLarge:
            start, content = _bare(413), b""
    await send(start)
    await send({"type": "http.response.body", "body": content})


rest_lightly()
