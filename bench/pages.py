"""The main pages beside bare ones with as many rows and boxes, on the same kind of server in the same run."""

import gzip
import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench import sheets
from bench.installs import Install, install
from bench.servers import ROOT, Body, Measure, Server, Visitor, measure
from bench.sizes import Size

FEW, MANY = 50, 5000
ROUNDS = 3
COUNT = 120

Row = dict[str, Any]


@dataclass(frozen=True)
class Twin:
    """A page of the product beside a bare one; aim: what share of the product's CPU time the bare page should be."""

    name: str
    visitor: Visitor
    bare_visitor: Visitor
    path: str
    bare_path: str
    aim: float
    bodies: list[Body] | None = None
    bare_bodies: list[Body] | None = None


def prepared(made: Install, communes: int) -> tuple[Row, str]:
    """One province with so many communes and as many reports: a report to hand in, and the office's session."""
    made.run("bench.national", "load", "--communes", str(communes))
    job: Row = json.loads(made.run("bench.national", "open", "--wanted", "1"))[0]
    return job, json.loads(made.run("bench.national", "sessions", "office-0"))["office-0"]


def signed_in(port: int, session: str) -> Visitor:
    visitor = Visitor(port)
    visitor.cookies["sessionid"] = session
    return visitor


def form_body(parts: sheets.Parts) -> Body:
    return sheets.multipart(parts), sheets.MULTIPART


def _draft(visitor: Visitor, job: Row) -> tuple[str, list[Body]]:
    """A report that may be edited, and two sheets of it, sent in turn: each changes every box of the other."""
    text = visitor.ask(f"/phong-trao/{job['movement']}/")[1]
    answer = visitor.ask(f"/nghia-vu/{job['obligation']}/bao-cao/", [("csrfmiddlewaretoken", sheets.token(text))])
    if answer[0] != 302:
        raise RuntimeError(f"begin: {answer[0]}")
    address = answer[2]["Location"]
    bodies: list[Body] = []
    for serial in (1, 2, 1):
        bodies.append(form_body(sheets.filled(visitor.ask(address)[1], serial)))
        visitor.send(address, *bodies[-1])
    return address, bodies[1:]


def _submitted(visitor: Visitor) -> str:
    """The first submitted report in the office's list."""
    found = re.search(r'<a href="(\d+)/"', visitor.ask("/bao-cao/?trang-thai=submitted")[1])
    assert found is not None, "there are submitted reports"
    return f"/bao-cao/{found[1]}/"


def _twins(ours: Server, bare: Server, job: Row, office: str) -> list[Twin]:
    head, reader, plain = signed_in(ours.port, job["session"]), signed_in(ours.port, office), Visitor(bare.port)
    plain.ask("/sign-in")
    address, bodies = _draft(head, job)
    mark = ("csrfmiddlewaretoken", sheets.token(plain.ask("/form")[1].replace("'", '"')))
    bare_bodies = [form_body([mark, *((f"f{n}", number) for n in range(60))]) for number in ("80", "81")]
    return [
        Twin("public landing", Visitor(ours.port), plain, "/", "/one", 0.7),
        Twin("list of 50", reader, plain, "/bao-cao/", "/list", 0.7),
        Twin("detail", reader, plain, _submitted(reader), "/detail", 0.75),
        Twin("detail, lines of three rows", reader, plain, _submitted(reader), "/parts", 0.75),
        Twin("form of 60", head, plain, address, "/loop", 0.75),
        Twin("save of 60", head, plain, address, "/form", 0.6, bodies, bare_bodies),
    ]


def _figures(m: Measure) -> Row:
    return {
        "CPU ms": round(m.cpu, 1),
        "req/s": round(m.rate),
        "median ms": round(m.median, 1),
        "p95 ms": round(m.p95, 1),
        "KB": round(m.weight / 1024, 1),
    }


def _beside(ours: Server, bare: Server, twin: Twin, count: int) -> Iterator[Row]:
    """The two in turn, so that both meet the same neighbours on the machine; of each the cheapest round counts."""
    pairs = [
        (
            measure(ours, twin.visitor, twin.path, twin.bodies, count // ROUNDS),
            measure(bare, twin.bare_visitor, twin.bare_path, twin.bare_bodies, count // ROUNDS),
        )
        for _ in range(ROUNDS)
    ]
    mine, other = (min(side, key=lambda m: m.cpu) for side in zip(*pairs, strict=True))
    yield {"what": f"{twin.name}: product", **_figures(mine)}
    yield {"what": f"{twin.name}: bare Django", **_figures(other)}
    ratio = round(other.cpu / mine.cpu, 2) if mine.cpu else ""
    yield {"what": f"{twin.name}: bare over product by CPU", "ratio": ratio, "aim": twin.aim}


def _counts(few: dict[str, int], many: dict[str, int]) -> Iterator[Row]:
    for name in many:
        yield {"what": f"queries: {name}", f"at {FEW}": few.get(name, ""), f"at {MANY}": many[name]}
    grown = [name for name in many if many[name] != few.get(name)]
    over = [name for name in many if many[name] > 8]
    yield {
        "what": f"queries the same at {FEW} and {MANY} rows",
        "all": "no" if grown else "yes",
        "not": ", ".join(grown),
    }
    yield {"what": "queries, most of any page", "most": max(many.values()), "aim": 8, "above": ", ".join(over)}


def _get(port: int, path: str) -> tuple[bytes, int]:
    """(content, bytes on the wire: head and body as sent to a browser that takes gzip)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders()) + 19
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    packed = answer.headers.get("Content-Encoding") == "gzip"
    return gzip.decompress(body) if packed else body, head + len(body)


def first_visit(port: int) -> Row:
    """The public landing with the styles, scripts and icons that it names; the fonts that the styles name apart."""
    page, size = _get(port, "/")
    text = page.decode()
    named = re.findall(r'<link[^>]*\bhref="([^"]+)"', text)
    named += re.findall(r'<(?:script|img)[^>]*\bsrc="([^"]+)"', text)
    named = [path for path in dict.fromkeys(named) if path.startswith("/")]
    fonts = []
    total, plain = size, len(page)
    for path in named:
        content, sent = _get(port, path)
        total, plain = total + sent, plain + len(content)
        if path.split("?")[0].endswith(".css"):
            base = path.rsplit("/", 1)[0]
            fonts += [
                f"{base}/{name}" for name in re.findall(r'url\(["\']?([^)"\']+\.(?:woff2?|ttf))', content.decode())
            ]
    weights = [_get(port, path if not path.startswith("//") else path[1:])[1] for path in dict.fromkeys(fonts)]
    return {
        "what": "first visit of the landing",
        "KB": round(total / 1024, 1),
        "aim": 90,
        "KB unpacked": round(plain / 1024, 1),
        "requests": 1 + len(named),
        "aim requests": 6,
        "fonts": len(weights),
        "KB of fonts": round(sum(weights) / 1024, 1),
    }


def _measured(few: Install, many: Install, size: Size) -> Iterator[Row]:
    job, office = prepared(few, FEW)
    small = json.loads(few.run("bench.queries", json.dumps(job), office))
    job, office = prepared(many, MANY)
    bare_environment = {"BARE_VAR": str(many.folder), "BARE_FIELDS": "60"}
    prepare = [sys.executable, "-c", "from bench.bare import prepare; prepare()"]
    subprocess.run(prepare, env=os.environ | bare_environment, check=True, cwd=ROOT)
    servers = (
        Server("thidua.asgi:application", many.environment),
        Server("bench.bare:application", bare_environment),
    )
    try:
        yield first_visit(servers[0].port)
        for twin in _twins(*servers, job, office):
            yield from _beside(*servers, twin, COUNT * size.times)
    finally:
        for server in servers:
            server.stop()
    spare: Row = json.loads(many.run("bench.national", "open", "--wanted", "1"))[0]
    yield from _counts(small, json.loads(many.run("bench.queries", json.dumps(spare), office)))


def pages(size: Size) -> Iterator[Row]:
    """On SQLite, with 5,000 reports in the table; the numbers of queries at 50 too."""
    with install() as few, install() as many:
        for row in _measured(few, many, size):
            yield row | {"what": f"pages: {row['what']}"}
