"""The application that the server loads: each request is taken in whole before a worker's thread is given to it, so
that a slow client holds nobody up."""

import os
from typing import Any

from asgiref.wsgi import WsgiToAsgi
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
_whole = WsgiToAsgi(get_wsgi_application())  # type: ignore[no-untyped-call]  # the library is untyped


async def application(scope: Any, receive: Any, send: Any) -> None:
    async def answer(message: Any) -> None:
        await send(message)

    await _whole(scope, receive, answer)
