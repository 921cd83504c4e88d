"""How many queries each page of a session and of the office takes. ``python -m bench.queries JOB OFFICE``, in the installation.

JOB: one of those that ``bench.national open`` prints; OFFICE: a session. Prints page → count.
"""

import json
import os
import re
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")

import django

django.setup()

from django.db import connection  # noqa: E402 -- Django comes first
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench import sheets  # noqa: E402
from thidua.reports.models import Report  # noqa: E402

_FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def _asked(queries: CaptureQueriesContext) -> int:
    """How many there were, the frames of transactions left out."""
    return sum(not query["sql"].startswith(_FRAME) for query in queries.captured_queries)


class Counter:
    """Asks as one person and keeps what each page took."""

    def __init__(self, session: str, found: dict[str, int]) -> None:
        self.client, self.found = Client(headers={"host": "localhost"}), found
        if session:
            self.client.cookies["sessionid"] = session

    def page(self, name: str, path: str) -> str:
        """The second visit: the first fills what is kept for longer than a page."""
        self.client.get(path)
        with CaptureQueriesContext(connection) as queries:
            answer = self.client.get(path)
        if answer.status_code == 200:
            self.found[name] = _asked(queries)
        return str(answer.content.decode())

    def act(self, name: str, path: str, fields: sheets.Parts) -> str:
        data = dict(fields)
        with CaptureQueriesContext(connection) as queries:
            answer = self.client.post(path, data)
        if answer.status_code != 302:
            raise RuntimeError(f"{name}: {answer.status_code}")
        self.found[name] = _asked(queries)
        return str(answer["Location"])


def count(job: dict[str, Any], office: str) -> dict[str, int]:
    found: dict[str, int] = {}
    movement = f"/phong-trao/{job['movement']}/"
    Counter("", found).page("public landing", "/")
    head = Counter(job["session"], found)
    head.page("desk", "/ban-lam-viec/")
    head.page("list", "/bao-cao/")
    head.page("movement", movement)
    address = head.act("begin", f"/nghia-vu/{job['obligation']}/bao-cao/", [])
    head.page("empty form", address)
    for serial in (1, 2):
        head.act("save", address, sheets.filled(head.client.get(address).content.decode(), serial))
    button = sheets.submit_button(head.page("form", address))
    assert button is not None
    assert not button.disabled
    head.act("submit", button.address, button.fields)
    head.page("detail", address)
    reader = Counter(office, found)
    reader.page("desk of the office", "/ban-lam-viec/")
    reader.page("overview of the office", "/tong-quan/")
    reader.page("list of the office", "/bao-cao/")
    reader.page("movement, for the office", movement)
    reader.page("results of the movement", f"{movement}ket-qua/")
    found_id = re.search(r"/bao-cao/(\d+)/", address)
    assert found_id is not None
    assert Report.objects.get(pk=int(found_id[1])).state == "submitted"
    reader.page("detail, for the office", address)
    return found


if __name__ == "__main__":
    print(json.dumps(count(json.loads(sys.argv[1]), sys.argv[2])))
