"""Whether a subject may be awarded, condition by condition, each with what it was judged by.

Sources: Luật Thi đua, khen thưởng 06/2022/QH15 (principles of awarding: one achievement is not awarded twice);
Nghị định 152/2025/NĐ-CP (no award under discipline, inspection or complaint; thematic and ad-hoc awards do not ground merit
awards of a higher level); the plans that ask for targets, index results and initiatives. What each asks is dated data.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from thidua.awards.rules.identity import ITSELF
from thidua.awards.rules.selecting import RuleFact

MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"
MERIT = "merit"
WORKING_LIFE = 40  # years back in which somebody may have been awarded
BARRING = ("discipline", "inspection", "investigation", "complaint", "press")


@dataclass(frozen=True)
class Earlier:
    """An award once given to the subject. basis: merit, thematic or adhoc; deed: what it was given for, as a key that is
    equal for one achievement; number: of its decision."""

    code: str
    basis: str
    day: date
    deed: str
    number: str
    of_year: int = 0

    @property
    def year(self) -> int:
        """Of the work that it was given for, where the ledger says so; else of the decision."""
        return self.of_year or self.day.year


@dataclass(frozen=True)
class BarFact:
    """Why nobody may be awarded for a time. end: its last day, None while it lasts; paper: what it stands in; sure: whether
    it is about the subject, and not only about somebody named so of whom nobody has said yet who they are."""

    kind: str
    start: date
    end: date | None
    paper: str
    sure: bool = True


@dataclass(frozen=True)
class Case:
    """One nominee with what is known of them. None is: nothing known that could tell.

    launched, reported: what shows it, empty where nothing does, neither asked of an ad-hoc award; targets: reached, asked; initiatives: recognised ones,
    None where none was ever entered for the province; unsettled, maybe_initiatives: earlier awards and initiatives of whom it
    is not yet said whether they are the same subject's; namesakes: how others of that name and unit in the round are described,
    of whom nobody has said that they are somebody else; merit: whether the award is for a year's work; lower: awards of a lower level than it,
    None where levels are not known; ledger_from: since which year the ledger is said to be whole, None where nobody said so; begins: the first day of the
    achievements; rules: kind → the version that holds; awards: code → name.
    """

    subject_kind: str
    award_code: str
    deed: str
    today: date
    begins: date
    year: int = 0
    launched: str = ""
    adhoc: bool = False
    reported: str = ""
    targets: tuple[int, int] | None = None
    index_asked: str = ""
    index_met: bool | None = None
    initiatives: int | None = None
    maybe_initiatives: int = 0
    namesakes: tuple[str, ...] = ()
    merit: bool = True
    lower: frozenset[str] | None = None
    earlier: tuple[Earlier, ...] = ()
    unsettled: int = 0
    ledger_from: int | None = None
    bars: tuple[BarFact, ...] = ()
    dissolved_on: date | None = None
    rules: Mapping[str, RuleFact] = field(default_factory=dict, hash=False)
    awards: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def of_year(self) -> int:
        """Whose work is judged."""
        return self.year or self.today.year

    def asks(self, kind: str) -> Mapping[str, Any]:
        rule = self.rules.get(kind)
        return rule.data if rule else {}


@dataclass(frozen=True)
class Condition:
    """code: what is asked; verdict: met, not_met or unknown; told: what it was judged by, values for its sentence; rule:
    the rule that asks it, None where the plan does; blocks: whether a dossier may not be sent while it is not met."""

    code: str
    verdict: str
    told: Mapping[str, Any] = field(default_factory=dict, hash=False)
    rule: RuleFact | None = None
    blocks: bool = True


def _verdict(met: bool | None) -> str:
    return UNKNOWN if met is None else MET if met else NOT_MET


def _launched(case: Case) -> Iterator[Condition]:
    if not case.adhoc:
        yield Condition("launched", _verdict(bool(case.launched)), {"source": case.launched})


def _reported(case: Case) -> Iterator[Condition]:
    if case.asks("standard").get("reported") == "yes" and not case.adhoc:
        yield Condition(
            "reported", _verdict(bool(case.reported)), {"source": case.reported}, case.rules["standard"], False
        )


def _targets(case: Case) -> Iterator[Condition]:
    if case.asks("standard").get("targets") == "yes" and not case.adhoc:
        reached, asked = case.targets or (0, 0)
        met = None if case.targets is None else reached == asked
        told = {"reached": reached, "asked": asked, "source": case.reported}
        yield Condition("targets", _verdict(met), told, case.rules["standard"])


def _index(case: Case) -> Iterator[Condition]:
    if case.index_asked:
        yield Condition("index", _verdict(case.index_met), {"condition": case.index_asked})


def _initiatives(case: Case) -> Iterator[Condition]:
    if needed := int(case.asks("standard").get("initiatives") or 0):
        count = case.initiatives or 0
        short = None if case.initiatives is None or count + case.maybe_initiatives >= needed else False
        met = True if count >= needed else short
        told = {
            "count": count,
            "needed": needed,
            "level": f"initiative_level:{case.asks('standard').get('initiative_level') or 'any'}",
        }
        yield Condition("initiatives", _verdict(met), told, case.rules["standard"], False)


def _subject(case: Case) -> Iterator[Condition]:
    if form := case.rules.get("form"):
        yield Condition("subject", _verdict(form.data.get(f"for_{case.subject_kind}") == "yes"), {}, form)


def _once(case: Case) -> Iterator[Condition]:
    same = [one for one in case.earlier if one.deed == case.deed]
    met = False if same else None if case.unsettled else True
    told = {"numbers": ", ".join(one.number for one in same), "unsettled": case.unsettled}
    yield Condition("once", _verdict(met), told, None, bool(same))


def _namesakes(case: Case) -> Iterator[Condition]:
    if case.namesakes:
        yield Condition("namesakes", UNKNOWN, {"others": "; ".join(case.namesakes)}, None, False)


def _bars(case: Case) -> Iterator[Condition]:
    """Those in force; a discipline that has ended since the achievements began lets only later ones count."""
    now = [bar for bar in case.bars if bar.start <= case.today and (bar.end is None or case.today <= bar.end)]
    sure = [bar for bar in now if bar.sure]
    told = {"papers": ", ".join(bar.paper for bar in sure or now)}
    yield Condition("bars", NOT_MET if sure else UNKNOWN if now else MET, told)
    past = [b for b in case.bars if b.kind == "discipline" and b.end is not None and case.begins <= b.end < case.today]
    if past:
        last = max(b.end for b in past if b.end is not None)
        yield Condition("since_discipline", UNKNOWN, {"day": last}, None, False)


def _standing(case: Case) -> Iterator[Condition]:
    """Of a unit itself; its people go on elsewhere."""
    if case.dissolved_on is not None and case.subject_kind in ITSELF:
        still = case.today <= case.dissolved_on or case.asks("dissolved").get("awarded") == "yes"
        yield Condition("standing", _verdict(still), {"day": case.dissolved_on}, case.rules.get("dissolved"))


def _counted(case: Case) -> list[Earlier]:
    """What earlier awards count in a sequence: towards a merit award of a higher level thematic and ad-hoc ones only where
    the rule lets them."""
    thematic = case.asks("counting").get("thematic", "yes") == "yes" or not case.merit
    return [o for o in case.earlier if thematic or o.basis == MERIT or not (case.lower is None or o.code in case.lower)]


def _sequence(case: Case) -> Iterator[Condition]:
    """Enough of the award that must come before, in a row where asked: the years right before the case's own."""
    rule = case.asks("sequence")
    times = int(rule.get("times") or 0)
    if not rule.get("earlier") or not times:
        return
    years = {one.year for one in _counted(case) if one.code == rule["earlier"]}
    this = case.of_year
    if rule.get("consecutive") == "yes":
        wanted = set(range(this - times, this)), set(range(this - times + 1, this + 1))
        met = any(some <= years for some in wanted)
        first = this - times
    else:
        met, first = len(years) >= times, this - WORKING_LIFE
    known = case.ledger_from is not None and case.ledger_from <= first and not case.unsettled
    award = case.awards.get(rule["earlier"], rule["earlier"])
    told = {"award": award, "count": len(years), "needed": times}
    yield Condition("sequence", MET if met else NOT_MET if known else UNKNOWN, told, case.rules["sequence"], False)


def _spacing(case: Case) -> Iterator[Condition]:
    gap = int(case.asks("sequence").get("gap") or 0)
    if not gap:
        return
    last = max((one.year for one in case.earlier if one.code == case.award_code), default=None)
    enough = last is None or case.of_year - last >= gap
    known = case.ledger_from is not None and case.ledger_from <= case.of_year - gap and not case.unsettled
    verdict = NOT_MET if not enough else MET if known else UNKNOWN
    told = {"last": last or 0, "gap": gap}
    yield Condition("spacing", verdict, told, case.rules["sequence"], False)


_ASKED: tuple[Callable[[Case], Iterator[Condition]], ...] = (
    _subject,
    _launched,
    _reported,
    _targets,
    _index,
    _initiatives,
    _once,
    _namesakes,
    _bars,
    _standing,
    _sequence,
    _spacing,
)


def conditions(case: Case) -> tuple[Condition, ...]:
    """Every condition that is asked of the case, in the order in which it is read."""
    return tuple(condition for ask in _ASKED for condition in ask(case))


def blocking(found: tuple[Condition, ...]) -> list[Condition]:
    """Those that keep a dossier from being sent."""
    return [one for one in found if one.blocks and one.verdict == NOT_MET]


def doubtful(found: tuple[Condition, ...]) -> list[Condition]:
    """Those that whoever appraises has to say something about."""
    return [one for one in found if one.verdict != MET]
