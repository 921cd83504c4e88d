"""A council of thirty that votes at once on every item, openly and in secret: how fast, and whether anything is lost or
doubled. Each member presses each button twice.

``python -m bench.council N`` prints JSON for N members; the folder is that of ``THIDUA_VAR``.
"""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
Row = dict[str, Any]
MEMBERS, AT_ONCE, ITEMS = 30, 30, 4


def council(size: Any) -> Iterator[Row]:
    from bench.installs import databases, on

    found, told = databases(size.database)
    yield from told
    for database in found:
        with on(database) as made:
            rows: dict[str, Row] = json.loads(made.run("bench.council", str(MEMBERS)))
        for way, row in rows.items():
            yield {"what": f"council of {MEMBERS} votes at once, {way}: {database}"} | row


def measure(members: int) -> dict[str, Row]:
    import django

    django.setup()
    from tests.world import TODAY, World
    from thidua.ballots.actions import seat
    from thidua.kernel.actor import system
    from thidua.people.actions import appoint, open_account

    world = World()
    world.launch()
    world.register()
    world.report()
    for number in range(members - world.body.seats.count()):
        unit = world.units["SNV"]
        user = open_account(
            username=f"uv{number}", full_name=f"Ủy viên {number}", password=None, unit=unit, actor=system()
        )
        appoint(user, "council_member", unit, start=TODAY, actor=system())
        seat(world.body, user=user, post="Ủy viên", start=TODAY, actor=world.actor("admin"))
    return {"openly": _voted(world, "a", secret=False), "in secret": _voted(world, "b", secret=True)}


def _voted(world: Any, mark: str, *, secret: bool) -> Row:
    from tests.world import TODAY
    from thidua.ballots import sealing
    from thidua.ballots.models import Vote
    from thidua.ballots.secret import give_key
    from thidua.councils.actions import FLOW, name_tellers, plan_session, take_roll
    from thidua.councils.queries import ready_for, seats_on
    from thidua.journal.door import perform

    for number in range(ITEMS):
        world.nominate(f"Người {mark}{number}", "individual")
    secretary = world.actor("secretary")
    session = plan_session(world.body, ready_for(world.body), name=mark, held_on=TODAY, secret=secret, actor=secretary)
    take_roll(session, dict.fromkeys(seats_on(session)), actor=secretary)
    if secret:
        poll = name_tellers(session, world.users["appraiser"], world.users["office"], actor=secretary)
        for name in ("appraiser", "office"):
            give_key(poll, sealing.new_code(), actor=world.actor(name))
        session = type(session).objects.get(pk=session.pk)
    session = perform(FLOW, session, "open", actor=secretary)
    users = [one.user for one in seats_on(session)]
    presses = [(user, item) for item in session.items.all() for user in users for _ in range(2)]
    start = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = Counter(pool.map(_press, presses))
    spent = time.perf_counter() - start
    votes = Vote.objects.filter(motion__session_item__session=session)
    pairs = Counter(votes.values_list("motion", "user"))
    expected = ITEMS * len(users)
    return {
        "votes": expected,
        "s": round(spent, 2),
        "a second": round(expected / spent, 1),
        "missing": max(0, expected - len(pairs)) or "",
        "doubled": sum(n - 1 for n in pairs.values()) or "",
        "wrong": "" if told["cast"] == expected == told["ballot.twice"] else dict(told),
    }


def _press(pair: tuple[Any, Any]) -> str:
    from django.db import connection

    from tests.world import TODAY
    from thidua.councils.actions import cast
    from thidua.kernel.refusal import Refused
    from thidua.people.queries import actor_of

    try:
        cast(pair[1], "yes", actor=actor_of(pair[0], TODAY))
        return "cast"
    except Refused as refused:
        return refused.refusals[0].code
    finally:
        connection.close()


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
