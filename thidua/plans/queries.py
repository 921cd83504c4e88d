"""Reads of plans."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Count, Q, QuerySet

from thidua.kernel.actor import Actor
from thidua.plans.machine import PlanFacts
from thidua.plans.models import Item, Plan, Standing
from thidua.plans.rules.cascade import INHERITED, Held, against
from thidua.plans.rules.comparing import Entry
from thidua.plans.rules.kinds import KINDS
from thidua.questions import Question

STANDS = (Standing.CONFIRMED, Standing.EDITED)


def facts_of(plan: Plan) -> PlanFacts:
    counts = plan.items.aggregate(
        open=Count("pk", filter=Q(standing=Standing.PROPOSED)),
        addressees=Count("pk", filter=Q(kind="addressee", standing__in=STANDS)),
    )
    children = plan.children.exclude(state="discarded").count()
    period = (plan.period_from, plan.period_to)
    return PlanFacts(plan.name, counts["open"], counts["addressees"], period, children, plan.paper_id is not None)


def standing_items(plan: Plan, *kinds: str) -> list[Item]:
    """The confirmed and edited items of the kinds, in order."""
    return _standing(plan=plan.pk, kinds=kinds)


@Question
def _standing(plan: int, kinds: tuple[str, ...]) -> QuerySet[Item]:
    return Item.objects.filter(plan=plan, kind__in=kinds, standing__in=STANDS)


UNSURE = 0.85


def grouped(plan: Plan, chosen: str = "") -> list[tuple[str, str, list[Item], int]]:
    """(kind, name, items, how many are still open), in the order of ``KINDS``.

    chosen: ``cho`` for open items alone, ``thap`` for those of little confidence, ``khac`` for those that changed.
    """
    items = list(plan.items.all())
    if chosen == "cho":
        items = [i for i in items if i.standing == Standing.PROPOSED]
    elif chosen == "thap":
        items = [i for i in items if i.confidence is not None and i.confidence < UNSURE]
    elif chosen == "khac":
        items = [i for i in items if i.change]
    found = []
    for kind in KINDS.values():
        own = [i for i in items if i.kind == kind.code]
        found.append((kind.code, kind.name, own, sum(i.standing == Standing.PROPOSED for i in own)))
    return found


def next_open(item: Item) -> Item | None:
    """The item of the same kind, then of the plan, that waits next for a person."""
    rows = Item.objects.filter(plan=item.plan_id, standing=Standing.PROPOSED)
    return rows.filter(kind=item.kind, order__gt=item.order).first() or rows.filter(kind=item.kind).first()


@dataclass(frozen=True)
class Piece:
    """A stretch of a line; item: the narrowest item that quotes it; first: whether that item begins to be marked here;
    also: other items that begin here, whose words are all marked for narrower ones."""

    text: str
    item: int | None
    first: bool = False
    also: tuple[int, ...] = ()


@dataclass(frozen=True)
class SourceLine:
    """number: counted from 1; repaired: how a damaged stretch that ends on this line was read."""

    number: int
    pieces: tuple[Piece, ...]
    repaired: str = ""


def source_lines(plan: Plan, items: list[Item]) -> list[SourceLine]:
    """The lines of the source that carry text, cut where quotes begin and end."""
    cuts = sorted({cut for item in items if item.quote for cut in (item.start, item.end)})
    narrow = sorted((i for i in items if i.quote), key=lambda i: i.end - i.start)
    owner: dict[int, int] = {}
    for start, end in pairwise(cuts):
        around = next((i.pk for i in narrow if i.start <= start and end <= i.end), None)
        if around is not None:
            owner[start] = around
    hidden: dict[int, list[int]] = {}
    shown = set(owner.values())
    for item in narrow:
        if item.pk not in shown:
            hidden.setdefault(item.start, []).append(item.pk)
    repaired = {end: text for _, end, text in plan.repaired}
    lines, at, seen = [], 0, set[int]()
    for number, text in enumerate(plan.source.split("\n"), 1):
        stop = at + len(text)
        if text.strip():
            inside = cuts[bisect_right(cuts, at) : bisect_left(cuts, stop)]
            pieces = []
            for start, end in pairwise([at, *inside, stop]):
                found_at = bisect_right(cuts, start) - 1
                own = owner.get(cuts[found_at]) if found_at >= 0 and plan.source[start:end].strip() else None
                also = tuple(hidden.pop(start, ()))
                pieces.append(Piece(plan.source[start:end], own, own is not None and own not in seen, also))
                seen |= {own} if own is not None else set()
            told = next((repaired[n] for n in range(at, stop + 1) if n in repaired), "") if repaired else ""
            lines.append(SourceLine(number, tuple(pieces), told))
        at = stop + 1
    return lines


def against_parent(plan: Plan) -> list[Held]:
    """How the plan's items stand to its parent's, kind by kind; empty where nothing is known of the parent's."""
    if plan.parent is None:
        return []
    above = [Entry(i.pk, i.kind, i.data) for i in standing_items(plan.parent, *INHERITED)]
    own = plan.items.filter(kind__in=INHERITED).exclude(standing=Standing.REJECTED)
    return against(above, [Entry(i.pk, i.kind, i.data) for i in own]) if above else []


def waiting(actor: Actor) -> list[tuple[str, str, str]]:
    """Drafts that wait for the actor: (code, name, address)."""
    return [("wait.plan", plan.display, plan.get_absolute_url()) for plan in _drafts(actor=actor)]


@Question
def _drafts(actor: Actor) -> QuerySet[Plan]:
    return Plan.objects.filter(state="draft", province__in=actor.province_ids("plan.edit"))[:20]
