"""``kill -9`` at random instants under load, a restart, and what was acknowledged beside what is stored."""

import json
import time
from collections.abc import Iterator
from random import Random
from typing import Any

from bench.deadline import CONNECTIONS, player, stored
from bench.installs import Install, databases, on
from bench.sizes import Size

SCALE = 0.02  # how many units there are does not matter here
PER_ROUND = 60  # reports that wait to be handed in, for each round
LONGEST = 4.0  # seconds that the server lives after it has come up


def _rounds(made: Install, rounds: int, random: Random) -> list[float]:
    """Kills and restarts under load; with PostgreSQL every other round the database too. Returns seconds until each restart answered."""
    back = []
    for number in range(rounds):
        time.sleep(random.uniform(0.2, LONGEST))
        database = made.cluster is not None and number % 2 == 1
        made.kill()
        if made.cluster is not None and database:
            made.cluster.kill()
            made.cluster.start()
        start = time.perf_counter()
        made.start()
        back.append(time.perf_counter() - start)
    time.sleep(LONGEST)
    return back


def _measured(made: Install, rounds: int, random: Random) -> Iterator[dict[str, Any]]:
    made.run("bench.national", "load", "--scale", str(SCALE))
    jobs = json.loads(made.run("bench.national", "open", "--wanted", str(PER_ROUND * (rounds + 1))))
    made.start()
    process, out = player(
        made, jobs, "--seconds", "100000", "--connections", str(CONNECTIONS), "--tolerant", "--timeout", "20"
    )
    try:
        back = _rounds(made, rounds, random)
        process.terminate()
        process.wait(120)
    finally:
        process.kill()
    heard = json.loads(out.read_text(encoding="utf-8"))
    yield {
        "what": "rounds",
        "rounds": rounds,
        "of these with the database": rounds // 2 if made.cluster else "",
        "sessions": heard["sessions"],
        "requests broken off": sum(heard["broken"].values()),
        "of these saves": heard["broken"].get("save", 0) + heard["broken"].get("autosave", 0),
        "submits": heard["broken"].get("submit", 0),
        "submits stored though unanswered": heard["arrived"],
        "reports left": heard["left"],
        "seconds until it answered again, most": round(max(back), 1),
        "errors": len(heard["errors"]),
        "first error": (heard["errors"] or [""])[0][:160],
    }
    yield {"what": "acknowledged beside stored", **stored(made, heard)}


def killed(size: Size) -> Iterator[dict[str, Any]]:
    """On both databases. The instants differ from run to run and are those of the seed that is printed."""
    seed = int(time.time())
    names, rows = databases(size.database)
    yield from rows
    for name in names:
        with on(name) as made:
            for row in _measured(made, size.kills, Random(seed)):
                yield row | {"what": f"killed {name}: {row['what']}", "seed": seed}
