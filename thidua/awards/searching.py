"""Finding awards among very many by words, whatever the marks and case: by the index that each database has for words."""

import re
from typing import Any

from django.db import connection

from thidua.kernel.vietnamese import fold

MOST_COUNTED = 1000
_WORD = re.compile(r"[a-z0-9]+")

# Both order by the row's key downwards, so that the first page is read off the index without sorting every hit. SQLite's
# index knows the province by a word of its own, since it would otherwise have to look at every hit's row.
_SQL = {
    "sqlite": (
        "SELECT rowid FROM awards_grant_words WHERE awards_grant_words MATCH %s ORDER BY rowid DESC LIMIT %s OFFSET %s",
        "SELECT COUNT(*) FROM (SELECT 1 FROM awards_grant_words WHERE awards_grant_words MATCH %s LIMIT %s)",
    ),
    "postgresql": (
        "SELECT id FROM awards_grant WHERE string_to_array(words, ' ') @> %s::text[] AND province_id = %s "
        "ORDER BY id DESC LIMIT %s OFFSET %s",
        "SELECT COUNT(*) FROM (SELECT 1 FROM awards_grant WHERE string_to_array(words, ' ') @> %s::text[] "
        "AND province_id = %s LIMIT %s) AS hits",
    ),
}


def words_in(text: str) -> list[str]:
    """The words of a text, folded, each once, in order: ``Sở KH&CN 2025`` → ``so kh cn 2025``."""
    return list(dict.fromkeys(_WORD.findall(fold(text))))


def within(province: int) -> str:
    """The word that every award of a province bears, so that one index serves all."""
    return f"tinh0{province}"


def _asked(words: list[str], province: int) -> list[Any]:
    if connection.vendor == "sqlite":
        return [" ".join(f'"{word}"' for word in (*words, within(province)))]
    return [words, province]


def keys_of(words: list[str], province: int, *, limit: int, offset: int = 0) -> list[int]:
    """Keys of the awards that bear every word, the latest entered first."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL[connection.vendor][0], [*_asked(words, province), limit, offset])
        return [row[0] for row in cursor.fetchall()]


def count_of(words: list[str], province: int) -> int:
    """How many; one more than ``MOST_COUNTED`` where there are more."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL[connection.vendor][1], [*_asked(words, province), MOST_COUNTED + 1])
        return int(cursor.fetchone()[0])
