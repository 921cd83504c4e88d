"""A year's marks as pages show them."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from thidua.blocks import access, queries
from thidua.blocks.models import APPRAISED, CROSS, GATHERED, SELF, BlockYear, Criterion, Marking, Member
from thidua.blocks.rules.phases import seen_in
from thidua.blocks.rules.points import full_points, mean
from thidua.kernel.actor import Actor
from thidua.kernel.vietnamese import format_number
from thidua.ui.charts import bars


def results_chart(year: BlockYear) -> str:
    """Settled points, the first place on top."""
    rows = sorted((m for m in queries.whole(year).members if m.rank), key=lambda m: (m.rank, m.unit.order))
    most = max((m.total or Decimal(0) for m in rows), default=Decimal(0))
    if not most:
        return ""
    drawn = [(m.unit.name, float(100 * (m.total or 0) / most), format_number(m.total)) for m in rows]
    return bars(drawn, _("Điểm thẩm định"), percent=False)


def progress_of(year: BlockYear) -> str:
    """How many markings of the present phase are sent."""
    kind = {state: kind for kind, state in queries.PHASE.items()}.get(year.state)
    rows = [row for row in queries.whole(year).markings if row.kind == kind]
    counts = Counter("sent" if row.state == "sent" else "draft" for row in rows)
    if not rows:
        return ""
    names = (("sent", _("Đã gửi")), ("draft", _("Chưa gửi")))
    drawn = [(name, 100 * counts[state] / len(rows), f"{counts[state]}/{len(rows)}") for state, name in names]
    return bars(drawn, _("Phiếu của bước này"))


@dataclass(frozen=True)
class State:
    """A member's line while marks are made: its own marking, how many others have marked it, the later two. Points are
    None where the actor does not see them."""

    member: Member
    own: Marking | None
    own_points: Decimal | None
    crossed: int
    crossings: int
    gathered: Marking | None
    gathered_points: Decimal | None
    appraised: Marking | None


def states_of(actor: Actor, year: BlockYear) -> list[State]:
    found, rows = queries.whole(year), []
    for member in found.members:
        sees = view_of(actor, member)
        own, crosses = found.one(member, SELF), found.of(member, CROSS)
        gathered = found.one(member, GATHERED)
        rows.append(
            State(
                member,
                own,
                own.total if own is not None and sees.own and own.state == "sent" else None,
                sum(row.state == "sent" for row in crosses),
                len(crosses),
                gathered,
                gathered.total if gathered is not None and sees.gathered and gathered.state == "sent" else None,
                found.one(member, APPRAISED),
            )
        )
    return rows


@dataclass(frozen=True)
class View:
    """What an actor sees of a member's marks."""

    own: bool
    crossed: bool
    names: bool
    gathered: bool
    appraised: bool


def view_of(actor: Actor, member: Member) -> View:
    year = member.year
    mine = "unit.read" in actor.at_unit(member.unit_id)
    office = "office.read" in actor.in_province(year.province_id)
    gathers = access.gathers(year, member)
    inside = office or (gathers is not None and "unit.draft" in actor.at_unit(gathers))
    seen = seen_in(year.state)
    received = inside or (mine and seen.received)
    return View(
        own=mine or inside or seen.others,
        crossed=received,
        names=inside,
        gathered=received or seen.results,
        appraised=office or seen.results,
    )


@dataclass(frozen=True)
class Cell:
    points: Decimal | None = None
    why: str = ""


@dataclass(frozen=True)
class Line:
    """A criterion of a member, side by side. low, high: of the cross-marks; crosses: (who, points, word), without who
    where names are not shown."""

    one: Criterion
    taken: dict[str, str] | None
    own: Cell
    note: str
    files: list[object]
    crosses: list[tuple[str, Decimal, str]]
    middle: Decimal | None
    gathered: Cell
    appraised: Cell

    @property
    def low(self) -> Decimal | None:
        return min((points for _who, points, _why in self.crosses), default=None)

    @property
    def high(self) -> Decimal | None:
        return max((points for _who, points, _why in self.crosses), default=None)


def _cell(marking: Marking | None, key: str, shown: bool) -> Cell:
    mark = marking.given.get(key) if marking is not None and shown else None
    return Cell(mark.points, mark.why) if mark is not None else Cell()


def _taken(member: Member, one: Criterion, follows: bool) -> dict[str, str] | None:
    """What was taken over for a criterion; with the page it comes from for those who may follow it there."""
    taken: dict[str, str] | None = member.taken.get(one.key)
    return taken if taken is None or follows else taken | {"link": ""}


def side_by_side(actor: Actor, member: Member) -> list[Line]:
    found, sees = queries.whole(member.year), view_of(actor, member)
    own = found.one(member, SELF)
    mine = "unit.read" in actor.at_unit(member.unit_id)
    own = own if own is not None and (mine or own.state == "sent") else None
    files: dict[int, list[object]] = {}
    for proof in queries.proofs_of(own) if own is not None and sees.own else []:
        files.setdefault(proof.criterion_id, []).append(proof)
    crosses = [row for row in found.of(member, CROSS) if row.state == "sent"] if sees.crossed else []
    gathered, appraised = found.one(member, GATHERED), found.one(member, APPRAISED)
    follows = mine or "office.read" in actor.in_province(member.province_id)
    rows = []
    for one in found.criteria:
        given = [(row, row.given[one.key]) for row in crosses if one.key in row.given]
        said = [(row.by.unit.name if sees.names and row.by else "", mark.points, mark.why) for row, mark in given]
        rows.append(
            Line(
                one,
                _taken(member, one, follows) if sees.own else None,
                _cell(own, one.key, sees.own),
                own.note(one.key) if own is not None and sees.own else "",
                files.get(one.pk, []),
                said,
                mean(points for _who, points, _why in said),
                _cell(gathered, one.key, sees.gathered and gathered is not None and gathered.state == "sent"),
                _cell(appraised, one.key, sees.appraised and appraised is not None and appraised.state == "sent"),
            )
        )
    return rows


def full_of(year: BlockYear) -> Decimal:
    return full_points(queries.whole(year).facts)
