"""Compares readings with the gold of the repository's own plans.

``read_corpus`` gives, for each plan, what was found, missed and invented by kind, and for each proposed item whether it
is right (None where the gold leaves it open). Used by the tests and by ``scripts/measure_reading.py``.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from thidua.kernel.vietnamese import fold
from thidua.plans.rules.facts import Fact
from thidua.plans.rules.reading import LISTS, Reading, read

CORPUS = Path(__file__).parent / "corpus"
Item = dict[str, Any]


@dataclass
class Tally:
    """right, invented, missed: how many items; judged: each proposed item with its judgement."""

    right: int = 0
    invented: int = 0
    missed: int = 0
    judged: list[tuple[Fact, bool | None]] = field(default_factory=list)

    @property
    def f1(self) -> float:
        whole = 2 * self.right + self.invented + self.missed
        return 2 * self.right / whole if whole else 1.0

    def add(self, other: "Tally") -> None:
        self.right, self.invented = self.right + other.right, self.invented + other.invented
        self.missed += other.missed
        self.judged += other.judged


def words(text: Any) -> list[str]:
    return re.findall(r"\w+", fold(str(text or "")))


def bare(text: Any) -> str:
    """A name without marks, brackets and polite words, common short forms written out."""
    found = fold(re.sub(r"\([^)]*\)", " ", str(text or "")))
    found = re.sub(r"\bubnd\b", "uy ban nhan dan", re.sub(r"\bmttq\b", "mat tran to quoc", found))
    return re.sub(r"^(?:(?:de nghi|giao|cac|doi voi|cap|danh hieu|hinh thuc) )+", "", " ".join(words(found)))


def alike(one: Any, two: Any, least: float = 0.8) -> bool:
    a, b = bare(one), bare(two)
    return a == b or SequenceMatcher(None, a, b).ratio() >= least or (len(a) > 8 and (a in b or b in a))


def share(one: Any, two: Any) -> float:
    """How much of the shorter text's words the two have in common."""
    a, b = set(words(one)), set(words(two))
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _same_tier(gold: Item, tier: str) -> bool:
    levels = [{w for w in ("tinh", "huyen", "xa") if w in words(t)} for t in (gold["tier"], tier)]
    names = [gold["tier"], *gold.get("tier_alt", [])]
    return any(alike(name, tier) for name in names) or (levels[0] == levels[1] and bool(levels[0]))


def _same_unit(one: Any, two: Any) -> bool:
    return (one == "%") == (two == "%") and (one == "%" or share(one, two) > 0)


def _legal_basis(gold: Item, data: Item) -> bool:
    numbers = [re.sub(r"\s+", "", str(n or "")).upper() for n in (gold["number"], data["number"])]
    return numbers[0] == numbers[1] and gold.get("date") == data["date"]


def _section(gold: Item, data: Item) -> bool:
    labels = [fold(str(label or "")).removeprefix("phan ").strip(" .)-") for label in (gold["label"], data["label"])]
    titles = [fold(re.split(r"[:(]", item["title"])[0]) for item in (gold, data)]
    return labels[0] == labels[1] and gold["level"] == data["level"] and alike(*titles)


def _target(gold: Item, data: Item) -> bool:
    same = float(gold["value"]) == float(data["value"]) and gold["comparator"] == data["comparator"]
    return same and _same_unit(gold["unit"], data["unit"]) and _same_tier(gold, data["tier"])


def _phase(gold: Item, data: Item) -> bool:
    return all(str(data[k]).startswith(str(gold[k])) or str(gold[k]) == str(data[k]) for k in ("from", "to"))


def _quota(gold: Item, data: Item) -> bool:
    counts = all((gold[k] or 0) == (data[k] or 0) for k in ("collectives", "individuals"))
    occasions = [words(item["occasion"])[:2] for item in (gold, data)]
    return counts and occasions[0] == occasions[1] and alike(gold["award"], data["award"], 0.6)


def _by(name: str, least: float = 0.8) -> Callable[[Item, Item], bool]:
    return lambda gold, data: alike(gold[name], data[name], least)


def _quoted(gold: Item, data: Item) -> bool:
    return share(gold["quote"], data["quote"]) >= 0.6


SAME: dict[str, Callable[[Item, Item], bool]] = {
    "legal_basis": _legal_basis,
    "section": _section,
    "target": lambda gold, data: _target(gold, data) and share(gold["quote"], data["quote"]) >= 0.5,
    "phase": _phase,
    "deadline": lambda gold, data: (
        gold["when"] == data["when"] and (gold["what"] == data["what"] or share(gold["quote"], data["quote"]) >= 0.5)
    ),
    "award_form": _by("name", 0.85),
    "quota": _quota,
    "dossier_part": _by("item", 0.7),
    "responsibility": _by("agency"),
    "recipient": _by("name"),
    "content": _quoted,
    "criterion": _quoted,
    "addressee": lambda gold, data: gold["unit_kind"] == data["unit_kind"],
    "priority_field": _by("name"),
    "report_regime": _by("receiver", 0.7),
    "award_standard": _quoted,
    "route_step": lambda gold, data: gold["kind"] == data["kind"] and alike(gold["agency"], data["agency"], 0.7),
}
_GOLD = LISTS | {"recipient": "recipients"}


def _required(gold: Item, kind: str) -> tuple[list[Item], list[Item]]:
    items = [i if isinstance(i, dict) else {"name": i} for i in gold.get(_GOLD[kind], [])]
    if kind == "recipient":
        items = [{"name": part} for i in items for part in i["name"].split(";")]
    return [i for i in items if not i.get("optional")], [i for i in items if i.get("optional")]


def _neutral(kind: str, fact: Fact, gold: Item) -> bool:
    """What the gold leaves open: numbered paragraphs as sections, cited documents as bases, several bodies as one."""
    if kind == "section":
        leads = [(fold(str(n["label"])), bare(n["lead"])) for n in gold.get("numbered_items", [])]
        return not fact.data["heading"] or any(bare(fact.data["title"]).startswith(lead[:20]) for _, lead in leads)
    if kind == "legal_basis":
        return any(c["number"] == fact.data["number"] for c in gold.get("cited", []))
    return kind == "recipient" and bare(fact.data["name"]).startswith("luu")


def compare(kind: str, gold: Item, facts: Iterable[Fact]) -> Tally:
    """Pairs items one to one, required ones first."""
    required, optional = _required(gold, kind)
    tally, same = Tally(), SAME[kind]
    for fact in facts:
        data = fact.data | {"quote": fact.quote}
        hit = next((g for g in required if same(g, data)), None)
        if hit is not None:
            required.remove(hit)
            tally.right += 1
            tally.judged.append((fact, True))
        elif any(same(g, data) for g in optional) or _neutral(kind, fact, gold):
            tally.judged.append((fact, None))
        else:
            tally.invented += 1
            tally.judged.append((fact, False))
    if kind == "responsibility":
        named = " ".join(bare(f.data["agency"]) for f in facts)
        shared = [g for g in required if bare(g["agency"]) in named]
        tally.right += len(shared)
        required = [g for g in required if g not in shared]
    tally.missed = len(required)
    return tally


_HEADER = ("issuer", "number", "date", "place", "doc_type", "title", "movement_name", "theme")


def compare_header(gold: Item, reading: Reading) -> Tally:
    tally = Tally()
    given = {f.data["field"]: f for f in reading.facts if f.kind == "header"}
    pairs = [(k, gold.get(k), reading.header[k]) for k in _HEADER]
    pairs += [(f"period.{k}", gold["period"][k], reading.header["period"][k]) for k in ("from", "to")]
    pairs += [("signer", gold["signer"]["name"], reading.header["signer"]["name"])]
    for name, wanted, found in pairs:
        names = [wanted, *gold.get(f"{name}_alt", [])]
        right = bool(found) and any(alike(w, found) for w in names if w)
        free = name in gold.get("header_optional", []) or name.split(".")[0] in gold.get("header_optional", [])
        if right:
            tally.right += 1
        elif found:
            tally.invented += 1
        if wanted and not right and not free:
            tally.missed += 1
        if found and name in given:
            tally.judged.append((given[name], right))
    return tally


def score(gold: Item, reading: Reading) -> dict[str, Tally]:
    """By kind, the header first; kinds for which neither gold nor reading has anything are left out."""
    found = {"header": compare_header(gold, reading)}
    for kind in SAME:
        if _GOLD[kind] in gold:
            tally = compare(kind, gold, reading.of(kind))
            if tally.judged or tally.missed:
                found[kind] = tally
    return found


def read_corpus() -> dict[str, tuple[Reading, dict[str, Tally]]]:
    """Every plan of the corpus, read and scored."""
    found = {}
    for file in sorted(CORPUS.glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        reading = read(file.with_suffix(".txt").read_text(encoding="utf-8"))
        found[file.stem] = (reading, score(gold, reading))
    return found


def f1_of(tallies: dict[str, Tally]) -> float:
    return sum(t.f1 for t in tallies.values()) / len(tallies)
