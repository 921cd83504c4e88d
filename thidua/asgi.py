"""The application that the server loads.

A request is taken in whole before a worker's thread is given to it, and its answer is sent after the thread is free
again: a client that sends or reads slowly holds nobody up.
"""

import os
from collections.abc import Iterable
from typing import Any

from asgiref.wsgi import WsgiToAsgi
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
_django = get_wsgi_application()

from django.conf import settings  # noqa: E402 -- it names the settings

# Forms with several files, and the rest of their boxes.
MOST_BYTES = 4 * settings.UPLOAD_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE


class _Gone(Exception):
    """The client went away before its request was whole."""


class _TooLarge(Exception):
    """More was sent than any form takes."""


def _closed(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The whole answer, its files and the request's resources let go of while the thread is still its own."""
    answer = _django(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


_whole = WsgiToAsgi(_closed)  # type: ignore[no-untyped-call]  # the library is untyped


async def application(scope: Any, receive: Any, send: Any) -> None:
    told: list[Any] = []
    size = 0

    async def take() -> Any:
        nonlocal size
        message = await receive()
        if message["type"] != "http.request":
            raise _Gone
        size += len(message.get("body", b""))
        if size > MOST_BYTES:
            raise _TooLarge
        return message

    async def keep(message: Any) -> None:
        told.append(message)

    try:
        await _whole(scope, take, keep)
    except _Gone:
        return
    except _TooLarge:
        told = [{"type": "http.response.start", "status": 413, "headers": [(b"content-length", b"0")]}]
    await send(told[0])
    await send({"type": "http.response.body", "body": b"".join(message.get("body", b"") for message in told[1:])})
