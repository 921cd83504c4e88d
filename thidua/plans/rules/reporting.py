"""The reporting regime: who reports to whom, yearly or at the reviews."""

import re

from thidua.plans.rules.bodies import body_at
from thidua.plans.rules.facts import Fact, fact, segments
from thidua.plans.rules.outline import Clause, Outline

_TO = re.compile(r"\b(?:gui ve|gui den|gui cho|gui|nop ve|nop|ve|cho|voi|den|bao cao)\s+")
_REGULAR = re.compile(
    r"\b(?:hang nam|hang thang|hang quy|dinh ky|moi nam|thuong nien|ca nam|bao cao nam|thang truoc)\b|\bnam\b.*\btruoc ngay\b"
)
_MOST = 4


def report_regimes(outline: Outline, deadlines: list[Fact]) -> list[Fact]:
    """Yearly reports first, with their day where the plan gives one; then those of the reviews."""
    found: list[tuple[int, Fact]] = []
    seen: set[str] = set()
    for clause in outline.body():
        if "bao cao" not in clause.folded or clause.paragraph.zone != "body":
            continue
        for start, end in segments(clause, "."):
            text = clause.folded[start:end]
            at = text.find("bao cao")
            if at < 0 or "vuong mac" in text or not (occasions := _occasions(text)):
                continue
            receiver = _receiver(clause, start, end)
            if receiver is None or receiver.casefold() in seen:
                continue
            seen.add(receiver.casefold())
            data = {"occasions": occasions, "receiver": receiver, "day": _day(clause, start, end, outline, deadlines)}
            rank = 0 if data["day"] else 1 if "yearly" in occasions else 2
            found.append((rank, fact(outline, clause, "report_regime", data, start, end)))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])][:_MOST]


def _occasions(text: str) -> list[str]:
    found = ["yearly"] if _REGULAR.search(text) else []
    return found + [name for name, word in (("mid-term", "so ket"), ("final", "tong ket")) if word in text]


def _receiver(clause: Clause, start: int, end: int) -> str | None:
    """The first body that a report is sent to; the one told directly after ``báo cáo`` counts when none else is."""
    for match in _TO.finditer(clause.folded, start, end):
        name = body_at(clause.text, clause.folded, match.end(), end)
        if name is not None:
            return name
    return None


def _day(clause: Clause, start: int, end: int, outline: Outline, deadlines: list[Fact]) -> str | None:
    """The month and day of the yearly report that this sentence sets."""
    _, first, last = outline.quote(clause, start, end)
    own = [d for d in deadlines if d.data["when"].startswith("yearly ") and first <= d.start < last]
    return own[-1].data["when"].split(" ")[1] if own else None
