"""Finding awards among very many by words, whatever the marks and case: by the index that each database has for words."""

import re
from typing import Any

from django.db import connection

from thidua.kernel.vietnamese import fold

MOST_COUNTED = 1000
_WORD = re.compile(r"[a-z0-9]+")

# Reading a row to compare its words costs about as much as walking so many entries of the index.
_ROW = 250
_LATEST = 50
_ALWAYS = 2


def words_in(text: str) -> list[str]:
    """The words of a text, folded, each once, in order: ``Sở KH&CN 2025`` → ``so kh cn 2025``."""
    return list(dict.fromkeys(_WORD.findall(fold(text))))


def within(province: int) -> str:
    """The word that every award of a province bears, so that one index serves all."""
    return f"tinh0{province}"


_LATEST_WITH = (
    "SELECT %s, COUNT(*), MIN(key), (SELECT MAX(id) FROM awards_grant) FROM (SELECT rowid AS key FROM awards_grant_words "
    "WHERE awards_grant_words MATCH %s ORDER BY rowid DESC LIMIT %s)"
)


def _shares(words: list[str]) -> tuple[list[tuple[float, str]], int]:
    """(the share of rows that bear each word, the rarest first; how many rows), guessed from the latest that bear it. A wrong
    guess costs time, never a hit."""
    with connection.cursor() as cursor:
        sql = " UNION ALL ".join([_LATEST_WITH] * len(words))
        cursor.execute(sql, [value for word in words for value in (word, f'"{word}"', _LATEST)])
        rows = cursor.fetchall()
    last = rows[0][3] or 1
    found = [(count / (last - first + 1 if count == _LATEST else last), word) for word, count, first, _ in rows]
    return sorted(found), last


def _parted(words: list[str], province: str) -> tuple[list[str], list[str]]:
    """(words to ask the index for, words to compare on the rows it finds). The index walks the whole list of each word, so
    that one which every other row bears, as that of the province, would cost more than all the rare ones."""
    shares, last = _shares(words)
    shares.append((1.0, province))
    asked: list[str] = []
    left = float(last)
    while shares and (not asked or left * _ROW >= shares[0][0] * last):
        share, word = shares.pop(0)
        asked.append(word)
        left *= share
    return asked, [word for _, word in shares]


def _on_sqlite(words: list[str], province: str) -> tuple[str, list[Any]]:
    asked, compared = _parted(words, province) if len(words) > _ALWAYS else ([*words, province], [])
    sql = "FROM awards_grant_words AS hits {} WHERE awards_grant_words MATCH %s"
    sql = sql.format("CROSS JOIN awards_grant AS grant_ ON grant_.id = hits.rowid" if compared else "")
    sql += " AND instr(' ' || grant_.words || ' ', %s)" * len(compared)
    return sql, [" ".join(f'"{word}"' for word in asked), *(f" {word} " for word in compared)]


def _hits(words: list[str], province: int) -> tuple[str, str, list[Any]]:
    """(name of the key, what follows SELECT … in SQL, its parameters). SQLite's index knows the province by a word of its
    own, since it would otherwise have to look at every hit's row."""
    if connection.vendor == "sqlite":
        return ("hits.rowid", *_on_sqlite(words, within(province)))
    sql = "FROM awards_grant WHERE string_to_array(words, ' ') @> %s::text[] AND province_id = %s"
    return "id", sql, [words, province]


def keys_of(words: list[str], province: int, *, limit: int, offset: int = 0) -> list[int]:
    """Keys of the awards that bear every word, the latest entered first: read off the index without sorting every hit."""
    key, sql, asked = _hits(words, province)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key} {sql} ORDER BY {key} DESC LIMIT %s OFFSET %s", [*asked, limit, offset])
        return [row[0] for row in cursor.fetchall()]


def count_of(words: list[str], province: int) -> int:
    """How many; one more than ``MOST_COUNTED`` where there are more."""
    _, sql, asked = _hits(words, province)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM (SELECT 1 {sql} LIMIT %s) AS found", [*asked, MOST_COUNTED + 1])  # noqa: S608 -- our own words
        return int(cursor.fetchone()[0])
