"""The ledger in one installation: ``python -m bench.stored_ledger VERB [COUNT]``.

``load``: so many awards, past the product, with the words that the product keeps. ``search``: 60 queries of one, two and three
words and 20 rare ones, by the product, by the bare query on the same index, and as a LIKE scan that counts; what is found is
compared with a plain reading of every row. ``eligibility``: 1,000 nominees judged at once. Prints JSON.
"""

import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")

import django

django.setup()

from django.db import connection  # noqa: E402 -- Django comes first
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.stored_scores import insert  # noqa: E402
from thidua.awards import searching  # noqa: E402
from thidua.kernel.vietnamese import fold  # noqa: E402
from thidua.units.models import Province  # noqa: E402

_FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
]
_MIDDLE = ["Văn", "Thị", "Hữu", "Đức", "Minh", "Ngọc", "Thanh", "Quốc", "Kim", "Hồng", "Xuân", "Gia"]
_GIVEN = [
    "An",
    "Ân",
    "Bình",
    "Châu",
    "Dũng",
    "Đức",
    "Giang",
    "Hà",
    "Hòa",
    "Hương",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Nam",
    "Phúc",
    "Quân",
    "Sơn",
    "Tâm",
    "Thảo",
    "Tú",
    "Vy",
    "Yến",
]
_PLACES = [f"{kind} {a} {b}" for kind in ("Xã", "Phường", "Sở") for a in _GIVEN for b in _MIDDLE]
_AWARDS = ("Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh", "Giấy khen", "Chiến sĩ thi đua cơ sở", "Cờ thi đua của tỉnh")
FIRST = 50


def rows(count: int, province: int) -> Any:
    """(words, name, …) of so many awards; the same for the same count."""
    chance = random.Random(count)
    end = searching.within(province)
    for number in range(1, count + 1):
        name = " ".join((chance.choice(_FAMILY), chance.choice(_MIDDLE), chance.choice(_MIDDLE), chance.choice(_GIVEN)))
        award, year = chance.choice(_AWARDS), chance.randint(1995, 2026)
        decision = f"{chance.randint(1, 4000)}/QĐ-UBND"
        text = f"{name} {chance.choice(_PLACES)} {award} {year} {decision}"
        yield number, " ".join([*searching.words_in(text), end]), name, award, year, decision


def load(count: int) -> dict[str, Any]:
    province = Province.objects.create(name="Cửa Sông", slug="cua-song")
    columns = (
        "id province_id award_code award_name basis subject_name folded words achievement deed year decision_number"
    )
    columns += " decision_date revoked in_doubt"
    made = (
        (
            n,
            province.pk,
            "GK",
            award,
            "merit",
            name,
            fold(name),
            words,
            "",
            "",
            year,
            decision,
            f"{year}-06-01",
            False,
            False,
        )
        for n, words, name, award, year, decision in rows(count, province.pk)
    )
    start = time.perf_counter()
    insert("awards_grant", columns.split(), made)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE awards_grant" if connection.vendor == "postgresql" else "ANALYZE")
    return {"seconds": time.perf_counter() - start}


def queries(count: int) -> dict[str, list[list[str]]]:
    chance = random.Random(7)
    one = [[fold(chance.choice(_FAMILY + _GIVEN))] for _ in range(20)]
    two = [[fold(chance.choice(_FAMILY)), fold(chance.choice(_GIVEN))] for _ in range(20)]
    three = [[*pair, str(chance.randint(1995, 2026))] for pair in two]
    rare = []
    for words in (w for n, w, *_ in rows(count, 1) if n % (count // 20) == 0):
        rare.append(words.split()[:-1][:9])
    return {"1 word": one, "2 words": two, "3 words": three, "rare": rare}


def _timed(*acts: Callable[[], Any]) -> tuple[list[float], Any]:
    """Milliseconds of each, the best of five turns, and what came of the first."""
    best, found = [1e9] * len(acts), None
    for _ in range(5):
        for place, act in enumerate(acts):
            start = time.perf_counter()
            got = act()
            best[place] = min(best[place], 1000 * (time.perf_counter() - start))
            found = got if place == 0 else found
    return best, found


def _like(words: list[str]) -> Any:
    """A count by reading every row's words."""
    where = " AND ".join(["words LIKE %s"] * len(words))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM awards_grant WHERE {where}", [f"%{w}%" for w in words])  # noqa: S608 -- our own names
        return cursor.fetchone()[0]


def _bare(words: list[str], province: int) -> Callable[[], Any]:
    """The index asked for every word by the database's own driver, with nothing around it."""
    connection.ensure_connection()
    cursor = connection.connection.cursor()
    if connection.vendor == "sqlite":
        sql = "SELECT rowid FROM awards_grant_words WHERE awards_grant_words MATCH ? ORDER BY rowid DESC LIMIT ?"
        asked: list[Any] = [" ".join(f'"{word}"' for word in (*words, searching.within(province))), FIRST]
    else:
        sql = "SELECT id FROM awards_grant WHERE string_to_array(words, ' ') @> %s AND province_id = %s ORDER BY id DESC LIMIT %s"
        asked = [words, province, FIRST]
    return lambda: cursor.execute(sql, asked).fetchall()


def search(count: int) -> dict[str, Any]:
    province = Province.objects.get().pk
    plain = [(n, frozenset(words.split())) for n, words, *_ in rows(count, province)]
    found: dict[str, Any] = {}
    for name, asked in queries(count).items():
        ours: list[float] = []
        counted: list[float] = []
        bare: list[float] = []
        like: list[float] = []
        short, missed = [], 0
        for words in asked:
            page = partial(searching.keys_of, words, province, limit=FIRST)
            spent, keys = _timed(page, _bare(words, province))
            ours.append(spent[0])
            bare.append(spent[1])
            counted.extend(_timed(partial(searching.count_of, words, province))[0])
            want = set(words)
            hits = [n for n, has in reversed(plain) if want <= has]
            missed += keys != hits[:FIRST]
            short.append(len(keys) < FIRST)  # the page then knows the count
        for words in asked[:5]:
            like.extend(_timed(partial(_like, words))[0])
        both = [a + (0 if few else b) for a, b, few in zip(ours, counted, short, strict=True)]
        found[name] = {
            "p50": statistics.median(ours),
            "p95": sorted(ours)[int(len(ours) * 0.95) - 1],
            "count p95": sorted(counted)[int(len(counted) * 0.95) - 1],
            "x bare": statistics.median(ours) / statistics.median(bare),
            "of LIKE": statistics.median(both) / statistics.median(like),
            "missed": missed,
        }
    return found


def eligibility(count: int) -> dict[str, Any]:
    """Nominees of one unit, each with an award behind them; queries counted with few and with all."""
    from tests.world import World
    from thidua.awards.actions import enter_grant
    from thidua.kernel.actor import system
    from thidua.nominations.judging import judge
    from thidua.nominations.models import Nomination

    world = World()
    world.launch()
    world.register()
    world.report()
    first = world.draft_nomination("Người đầu tiên", "individual")
    for n in range(count):
        name = f"Người thứ {n}"
        Nomination(
            round=first.round, unit=first.unit, offer=first.offer, subject_kind="individual", subject_name=name
        ).save()
        enter_grant(
            actor=system(),
            province=world.province,
            decision_date=date(2024, 1, 15),
            kind="individual",
            subject_name=name,
            unit=first.unit,
            award_code="GK",
            award_name="Giấy khen",
            achievement="",
            year=2024,
            decision_number="7/QĐ",
        )
    near = ("unit", "offer__movement", "round__movement__plan")
    asked = {}
    for some in (10, count):
        rows_ = list(Nomination.objects.select_related(*near)[:some])
        with CaptureQueriesContext(connection) as taken:
            start = time.perf_counter()
            judge(rows_)
            asked[some] = (time.perf_counter() - start, len(taken))
    return {"seconds": asked[count][0], "queries of 10": asked[10][1], "queries of all": asked[count][1]}


if __name__ == "__main__":
    verbs = {"load": load, "search": search, "eligibility": eligibility}
    print(json.dumps(verbs[sys.argv[1]](int(sys.argv[2]))))
