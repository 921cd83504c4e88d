"""Every role walks through the product by its links: none leads to a page that its reader may not see."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest

from tests.journeys.conftest import Desk

ROLES = "canbo thutruong canboxa thuongtruc thamdinh hoidong thuky chutich vanthu quantri kiemtoan nguoiduockhen khenso"
EACH = 2  # of each kind of page
_LINK = re.compile(r'href="(/[^"#]*)')
_KEY = re.compile(r"/(?:\d+|[A-Za-z0-9_-]{22})(?=/)")
_ELSEWHERE = ("/static/", "/kiem-tra/")  # the public check of certificates counts how often one asks


@pytest.mark.parametrize("role", ROLES.split())
def test_no_link_leads_astray(desk: Desk, role: str) -> None:
    desk.sit(role)
    ask = desk.page.context.request
    seen: dict[str, int] = {}
    lost: list[str] = []
    paths, done = [("/", "/")], set()
    while paths:
        path, where = paths.pop(0)
        kind = _KEY.sub("/N", urlsplit(path).path)
        if path in done or seen.get(kind, 0) >= EACH or path.startswith(_ELSEWHERE):
            continue
        done.add(path)
        seen[kind] = seen.get(kind, 0) + 1
        answer = ask.get(desk.address + path)
        if answer.status != 200:
            lost.append(f"{where} → {path}: {answer.status}")
        elif "text/html" in answer.headers.get("content-type", ""):
            paths += [(unescape(link), path) for link in _LINK.findall(answer.text())]
    assert lost == []
    assert len(seen) > 10
