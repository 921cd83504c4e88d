"""The office's first pages: over one province and one year, and over the nation and five years."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.installs import Install, databases, on
from bench.pages import signed_in
from bench.servers import Server, Visitor, measure
from bench.sizes import Size

PAGES = (
    ("desk", "/ban-lam-viec/"),
    ("overview", "/tong-quan/"),
    ("list of reports", "/bao-cao/"),
    ("movement", "/phong-trao/1/"),  # of the first province, in a database that was empty
    ("results of the movement", "/phong-trao/1/ket-qua/"),
)
PUBLIC = (("public landing", "/"),)
COUNT = 40
PATIENCE = 5.0  # seconds of one page after which it is asked but a few times

Row = dict[str, Any]


@dataclass(frozen=True)
class Opened:
    """ms: median of one connection; cpu: ms of the server and of the database."""

    ms: float
    cpu: float


def _opened(server: Server, made: Install, visitor: Visitor, path: str) -> Opened | None:
    """None when there is no such page."""
    status, _text, _headers = visitor.ask(path)
    if status == 404:
        return None
    start = time.perf_counter()
    visitor.ask(path)
    count = COUNT if time.perf_counter() - start < PATIENCE / COUNT else 4
    database = made.cluster.cpu() if made.cluster else 0.0
    found = measure(server, visitor, path, None, count)
    used = (made.cluster.cpu() if made.cluster else 0.0) - database
    # The database's part was spent on every request of ``measure``: ten to warm up, count, and count in a burst.
    return Opened(found.median, found.cpu + 1000 * used / (10 + 2 * count))


def _tree(database: str, size: Size, *, national: bool) -> Iterator[tuple[str, str, Opened | None]]:
    """(person, page, how it opened): of the whole nation the one who sees all of it, too."""
    shape = ["--years", str(size.years)] if national else ["--one"]
    people = ["office-0", "office-all"] if national else ["office-0"]
    asked = [(person, *page) for person in people for page in PAGES] + [("office-0", *page) for page in PUBLIC]
    with on(database) as made:
        made.run("bench.national", "load", "--scale", str(size.scale), *shape)
        keys = json.loads(made.run("bench.national", "sessions", *people))
        server = Server("thidua.asgi:application", made.environment)
        try:
            for person, name, path in asked:
                visitor = Visitor(server.port) if (name, path) in PUBLIC else signed_in(server.port, keys[person])
                yield person, name, _opened(server, made, visitor, path)
        finally:
            server.stop()


def _compared(database: str, size: Size) -> Iterator[Row]:
    small = {name: opened for _person, name, opened in _tree(database, size, national=False)}
    whose = {"office-0": "its province of the nation", "office-all": "the whole nation"}
    for person, name, opened in _tree(database, size, national=True):
        one = small[name]
        if opened is None or one is None:
            yield {"what": f"{name}, {whose[person]}", "found": "not there"}
            continue
        yield {
            "what": f"{name}, {whose[person]}",
            "one province, 1 year, ms": round(one.ms, 1),
            f"nation, {size.years} years, ms": round(opened.ms, 1),
            "CPU ms": f"{one.cpu:.1f} / {opened.cpu:.1f}",
            "times by the clock": round(opened.ms / one.ms, 2),
            "times by CPU": round(opened.cpu / one.cpu, 2),
            "aim": 3,
        }


def desk(size: Size) -> Iterator[Row]:
    """On both databases."""
    names, rows = databases(size.database)
    yield from rows
    for name in names:
        for row in _compared(name, size):
            yield row | {"what": f"desk {name}: {row['what']}"}
