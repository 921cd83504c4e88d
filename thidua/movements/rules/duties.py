"""Whom a plan addresses on a day, what each must do by when, and who the agencies of its route are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from thidua.kernel.periods import last_day, occurrences
from thidua.kernel.vietnamese import fold

LAUNCH, ANNUAL, MID_TERM, FINAL = "launch", "annual", "mid_term", "final"
HALF_YEAR, QUARTER, MONTH = "halfyear", "quarter", "month"
_REGIMES = {"yearly": ANNUAL, "half-yearly": HALF_YEAR, "quarterly": QUARTER, "monthly": MONTH}


@dataclass(frozen=True)
class UnitFact:
    """A unit as it stands on the day of publication. areas: folded names of its blocks, clusters and the units above it."""

    pk: int
    kind: str
    tier: str
    in_group: bool
    name: str = ""
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Deadline:
    """what, when: as the reading gives them; see ``plans.rules.timing``."""

    what: str
    when: str
    clause: str = ""


@dataclass(frozen=True)
class Duty:
    """One obligation: who, what (launch, annual, halfyear, quarter, month, mid_term, final), for which period, by when,
    by which clause."""

    unit: int
    kind: str
    period: str
    due: date
    clause: str


@dataclass(frozen=True)
class Address:
    """Whom one item of the plan names: a kind of unit (``group`` is any member of a block or cluster), and, where given,
    only one tier, only one block, cluster or place in the tree (by its name)."""

    kind: str
    tier: str = ""
    area: str = ""


def _named(address: Address, unit: UnitFact) -> bool:
    if address.kind != unit.kind and not (address.kind == "group" and unit.in_group):
        return False
    if address.tier and address.tier != unit.tier:
        return False
    return not address.area or fold(address.area) in unit.areas


def addressed(addresses: Iterable[Address], units: Iterable[UnitFact]) -> list[UnitFact]:
    """The units that any of the addresses names. Committees never."""
    wanted = list(addresses)
    return [u for u in units if u.kind != "committee" and any(_named(a, u) for a in wanted)]


_REPORTS = ("annual report", "report")
_REVIEWS = {"mid-term review": MID_TERM, "final review": FINAL}


def duties(
    units: Sequence[UnitFact],
    deadlines: Iterable[Deadline],
    *,
    published: date,
    period: tuple[int, int],
    grace: int = 90,
) -> list[Duty]:
    """What each unit owes.

    The launch is due by the plan's own deadline when that is still ahead, else ``grace`` days after publication.
    Yearly, quarterly and monthly reports run from the year of publication to the last of the period; what was due
    before publication is left out, since nobody could hand it in.
    """
    found: list[tuple[str, str, date, str]] = []
    rows = list(deadlines)
    launches = [(d, last_day(d.when)) for d in rows if d.what in ("launch", "registration")]
    ahead = sorted((due, d.clause) for d, due in launches if due and due >= published)
    fallback = date.fromordinal(published.toordinal() + grace)
    due, clause = ahead[0] if ahead else (fallback, "")
    found.append((LAUNCH, str(due.year), due, clause))
    regimes = {d.when.split(" ")[0]: d for d in reversed(rows) if d.what in _REPORTS}
    for word, kind in _REGIMES.items():
        for year in range(max(published.year, period[0]), period[1] + 1) if word in regimes else ():
            rounds = occurrences(regimes[word].when, year)
            found += [(kind, name, day, regimes[word].clause) for name, day in rounds if day >= published]
    for d in rows:
        day = last_day(d.when)
        if d.what in _REVIEWS and day and day >= published:
            found.append((_REVIEWS[d.what], d.when, day, d.clause))
    unique = {(kind, name): (kind, name, day, at) for kind, name, day, at in found}
    return [Duty(u.pk, kind, name, day, at) for u in units for kind, name, day, at in unique.values()]


# Days before (positive) and after a deadline on which something is said, and what.
_REMINDERS = {7: "due_soon", 1: "due_soon", -1: "overdue", -8: "escalated"}


def reminder_of(closes: date, today: date, since: date | None = None) -> str | None:
    """What is said of an undone obligation today: due_soon, overdue, escalated (to the next level too), or nothing.

    since: the last day on which something was said; of what fell on days after it, when nobody was there to say it,
    the latest is said now. Yesterday where it is not given.
    """
    said = since or today - timedelta(days=1)
    fallen = [(ahead, code) for ahead, code in _REMINDERS.items() if said < closes - timedelta(days=ahead) <= today]
    return min(fallen)[1] if fallen else None


_OCCASIONS = {
    "yearly": (ANNUAL, HALF_YEAR, QUARTER, MONTH),
    "mid-term": (MID_TERM,),
    "final": (FINAL,),
}


def kinds_of(occasions: Iterable[str]) -> list[str]:
    """The kinds of report that a regime's occasions mean; empty for all."""
    return [kind for occasion in occasions for kind in _OCCASIONS.get(occasion, ())]


def match_unit(name: str, units: Iterable[UnitFact]) -> UnitFact | None:
    """The unit that a plan means by a name: equal, or all words of the shorter within the longer, marks ignored."""
    wanted = _words(name)
    best: tuple[float, UnitFact] | None = None
    for unit in units:
        have = _words(unit.name)
        if not wanted or not have:
            continue
        share = len(wanted & have) / len(wanted | have)
        if share >= 0.7 and (best is None or share > best[0]):
            best = (share, unit)
    return best[1] if best else None


_SAME = (("ubnd", "uy ban nhan dan"), ("mttq", "mat tran to quoc"), ("-", " "))


def _words(name: str) -> set[str]:
    folded = fold(name)
    for short, full in _SAME:
        folded = folded.replace(short, full)
    return set(folded.split()) - {"tinh", "va", "cac", "thanh", "pho"}


def warnings(
    *, issuer: str, province: str, number: str, has_date: bool, period: tuple[int | None, int | None], year: int
) -> list[str]:
    """What does not forbid a publication but deserves a second look: codes with sentences of their own."""
    found = []
    if issuer and fold(province) not in fold(issuer) and fold(issuer).startswith(("uy ban nhan dan tinh", "ubnd tinh")):
        found.append("warn.other_province")
    if period[1] is not None and period[1] < year:
        found.append("warn.period_over")
    if not number or not has_date:
        found.append("warn.no_number")
    return found
