"""How sure a proposed item is: the share of such items that were right in the repository's own plans.

Items are told apart by their kind, by a sign in their own words (explicit or not), and by whether the text is damaged.
The shares stand in ``data/confidence.json``, written by ``scripts/measure_reading.py --write``.
"""

import json
import re
from functools import cache
from pathlib import Path

from thidua.plans.rules.characters import plain
from thidua.plans.rules.facts import Fact

_DATA = Path(__file__).resolve().parents[1] / "data" / "confidence.json"
_COMPARED = re.compile(r"\b(?:toi thieu|it nhat|tren|duoi|khong qua|khong duoi|toi da|tro len|tu)\b|100\s*%")
_CAPPED = re.compile(r"\b(?:khong qua|toi da|khong vuot qua|nhieu nhat)\b")
_UNMEASURED = 0.5


def sign_of(fact: Fact) -> str:
    """``explicit`` or ``implicit``: whether the words themselves say what was read, or their place alone."""
    words, data = plain(fact.quote), fact.data
    match fact.kind:
        case "target":
            explicit = bool(_COMPARED.search(words)) and data["tier"] != "chung"
        case "deadline":
            explicit = "-" in data["when"]
        case "quota":
            explicit = bool(_CAPPED.search(words)) and bool(data["occasion"])
        case "award_form":
            explicit = "của" in data["name"] or "cấp" in data["name"]
        case "responsibility":
            explicit = len(data["agency"]) < 70
        case "section":
            explicit = bool(data["heading"])
        case "header":
            explicit = data["field"] in ("number", "date", "title", "doc_type", "place")
        case "addressee" | "report_regime" | "award_standard" | "content":
            explicit = len(words) > 40
        case _:
            explicit = True
    return "explicit" if explicit else "implicit"


@cache
def shares() -> dict[str, float]:
    """``kind/sign/damaged or clean`` → share of right items."""
    found: dict[str, float] = json.loads(_DATA.read_text(encoding="utf-8"))
    return found


def key_of(fact: Fact, damaged: bool) -> str:
    return f"{fact.kind}/{sign_of(fact)}/{'damaged' if damaged else 'clean'}"


def confidence(fact: Fact, damaged: bool) -> float:
    """Between 0 and 1; a half for a kind that was never measured."""
    table = shares()
    for key in (key_of(fact, damaged), f"{fact.kind}/{'damaged' if damaged else 'clean'}", fact.kind):
        if key in table:
            return table[key]
    return _UNMEASURED
