"""Whether two names may be of one subject. A person decides; this only finds what to ask about."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from thidua.kernel.vietnamese import fold

# Short forms that officials write, folded, and what they stand for.
SHORT = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "ubmttq": "uy ban mat tran to quoc",
    "kh&cn": "khoa hoc va cong nghe",
    "tt&tt": "thong tin va truyen thong",
    "gd&dt": "giao duc va dao tao",
    "tnhh": "trach nhiem huu han",
    "cp": "co phan",
    "htx": "hop tac xa",
}
TITLES = ("ong", "ba", "anh", "chi")
ITSELF = ("collective", "enterprise")  # kinds of subjects that are a unit itself, not somebody of it
SHORTEST = 6  # letters of a name that may be misspelt; in a shorter one a letter makes another name
T = TypeVar("T")


@lru_cache(4096)
def plain(name: str) -> str:
    """The name without marks, case, punctuation, titles and short forms."""
    words = fold(name).replace("-", " ").replace(".", " ").replace(",", " ").split()
    if len(words) > 2 and words[0] in TITLES:
        words = words[1:]
    return " ".join(SHORT.get(word, word) for word in words)


def written(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What tells two names apart: the letters of each plain word and the marks on them, wherever in the word they stand, so that
    ``hòa`` is ``hoà`` while ``Hùng`` is not ``Hưng``."""
    found = []
    for word in name.lower().replace("-", " ").replace(".", " ").replace(",", " ").split():
        parts = unicodedata.normalize("NFD", word)
        marks = sorted(one for one in parts if unicodedata.combining(one))
        found.append((fold(word), (*marks, *("đ" for one in parts if one == "đ"))))
    return tuple(found[1:] if len(found) > 2 and found[0][0] in TITLES else found)


def _variants(plain_name: str) -> set[str]:
    """The name, and the name without each of its letters: two names that share one are a letter apart, or have two letters
    the wrong way round."""
    if len(plain_name) < SHORTEST:
        return {plain_name}
    return {plain_name, *(plain_name[:n] + plain_name[n + 1 :] for n in range(len(plain_name)))}


def _ends(plain_name: str) -> tuple[str, str]:
    words = plain_name.split()
    return (words[0], words[-1]) if len(words) > 1 else ("", "")


class Names(Generic[T]):
    """Things by their names, to find those whose name is the same or near, however many there are."""

    def __init__(self) -> None:
        self._by_variant: dict[str, list[tuple[str, T]]] = {}
        self._by_ends: dict[tuple[str, str], list[tuple[str, T]]] = {}

    def add(self, name: str, thing: T) -> None:
        written = plain(name)
        for variant in _variants(written):
            self._by_variant.setdefault(variant, []).append((written, thing))
        self._by_ends.setdefault(_ends(written), []).append((written, thing))

    def like(self, name: str) -> Iterator[tuple[T, str]]:
        """Each thing once, with ``same`` or ``near``."""
        written = plain(name)
        seen: set[int] = set()
        near = [row for variant in _variants(written) for row in self._by_variant.get(variant, ())]
        near += self._by_ends.get(_ends(written), ()) if _ends(written)[0] else ()
        for other, thing in near:
            if id(thing) not in seen and (found := _likeness(written, other)):
                seen.add(id(thing))
                yield thing, found


def _likeness(a: str, b: str) -> str:
    if a == b:
        return "same"
    first, second = sorted((a.split(), b.split()), key=len)
    if len(first) >= 2 and _ends(a) == _ends(b) and set(first) <= set(second):
        return "near"
    return "near" if min(len(a), len(b)) >= SHORTEST and _variants(a) & _variants(b) else ""


def likeness(one: str, other: str) -> str:
    """``same``: equal once written plainly; ``near``: a letter apart, two letters the wrong way round, or one with a middle
    name more; else empty."""
    return _likeness(plain(one), plain(other))
