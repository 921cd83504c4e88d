"""The rules in force, and changes that wait."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.utils import timezone

from thidua.awards.access import visible_to
from thidua.awards.impact import Case, Shift, touched_by
from thidua.awards.machine import ChangeFacts
from thidua.awards.models import Grant, Recipient, Rule, RuleChange
from thidua.awards.rules.identity import ITSELF
from thidua.awards.rules.kinds import KINDS
from thidua.awards.rules.selecting import Book, RuleFact
from thidua.kernel.actor import Actor
from thidua.kernel.vietnamese import fold
from thidua.units.queries import Forebears


def rules_of(province_id: int) -> QuerySet[Rule]:
    """Every version that the province sees."""
    return Rule.objects.filter(Q(province=None) | Q(province=province_id))


def book_of(province_id: int) -> Book:
    """One query."""
    return Book(tuple(rule.fact() for rule in rules_of(province_id)))


_WORDS = {
    "HCLD": ("huan chuong lao dong",),
    "CO_CP": ("co thi dua cua chinh phu", "co thi dua chinh phu"),
    "BK_TTG": ("bang khen cua thu tuong", "bang khen thu tuong"),
    "CO_TINH": ("co thi dua cua bo", "co thi dua cua tinh", "co thi dua"),
    "BK_TINH": ("bang khen",),
    "GK": ("giay khen",),
}


def code_of(name: str) -> str:
    """The code of an award form as a plan calls it; empty when it is none that is known."""
    folded = fold(name)
    return next((code for code, words in _WORDS.items() if any(word in folded for word in words)), "")


def in_force_on(book: Book, day: date) -> list[tuple[str, list[RuleFact]]]:
    """(kind, the versions in force on the day): for each key the one that stands, the award forms by rank."""
    found = []
    for kind in KINDS:
        keys = {rule.key for rule in book.rules if rule.kind == kind}
        rows = [rule for key in keys if (rule := book.find(kind, key, day=day)) is not None and rule.key == key]
        rows.sort(key=lambda rule: (rule.data.get("rank", 0) if kind == "form" else 0, rule.key == "", rule.key))
        found.append((kind, rows))
    return found


def award_names(book: Book, day: date) -> dict[str, str]:
    """code → name of the award forms and titles in force on the day, the highest first."""
    rows = dict(in_force_on(book, day))["form"]
    return {rule.key: rule.data["name"] for rule in rows}


def usual_basis(form: Mapping[str, Any]) -> str:
    """What an award counts as by the register alone: of merit where it is given for a year's work. form: its values."""
    return "merit" if form.get("basis") == "merit" else "thematic"


def of_level(level: str, province_id: int) -> dict[str, str]:
    """code → name of the award forms and titles of a level (state, province, grassroots), by the versions that hold in the
    province today."""
    rows = dict(in_force_on(book_of(province_id), timezone.localdate()))["form"]
    return {rule.key: rule.data["name"] for rule in rows if rule.data.get("level") == level}


def facts_of(change: RuleChange) -> ChangeFacts:
    newer = Rule.objects.filter(kind=change.kind, key=change.key, province=change.province_id, pk__gt=change.last_seen)
    ended = change.ends is not None and change.ends.valid_to is not None
    return ChangeFacts(outdated=newer.exists() or ended)


def touched(change: RuleChange) -> list[Case]:
    """The open cases for which the change would make another version hold."""
    before = book_of(change.province_id)
    after = before.with_change(change.fact(), ends=change.ends_id)
    return touched_by(Shift(change.kind, change.province_id, before, after, timezone.localdate()))


def relying_on(grants: Collection[Grant]) -> list[tuple[Grant, Grant]]:
    """(award, the one of ``grants`` that it relied on): given since to the same subject, or to a unit that stands for it, its rule
    on sequence (of the day that selected its standards) asking for such an award. Three queries. grants: of one province."""
    known = [grant for grant in grants if grant.recipient is not None]
    if not known:
        return []
    province = known[0].province_id
    book, forebears = book_of(province), Forebears(province)
    heirs = {g.pk: forebears.standing_for(unit) for g in known if (unit := _itself(g.recipient)) is not None}
    near = Q(recipient__in=[g.recipient_id for g in known])
    near |= Q(recipient__unit__in={unit for some in heirs.values() for unit in some}, recipient__kind__in=ITSELF)
    first = min(grant.decision_date for grant in known)
    rows = Grant.objects.filter(near, province=province, decision_date__gte=first, revoked=False)
    found: list[tuple[Grant, Grant]] = []
    for other in rows.exclude(pk__in=[g.pk for g in known]).select_related("recipient"):
        day = other.received_on or other.decision_date
        asked = book.get("sequence", other.award_code, day=day, judged=other.decision_date).get("earlier")
        fitting = (g for g in known if g.award_code == asked and g.decision_date <= other.decision_date)
        because = next((g for g in fitting if _same(g, other, heirs.get(g.pk, set()))), None)
        if because is not None:
            found.append((other, because))
    return found


def _itself(recipient: Recipient | None) -> int | None:
    """The unit that the recipient itself is."""
    return recipient.unit_id if recipient is not None and recipient.kind in ITSELF else None


def _same(grant: Grant, other: Grant, heirs: set[int]) -> bool:
    return other.recipient_id == grant.recipient_id or _itself(other.recipient) in heirs


def proposed(actor: Actor) -> QuerySet[RuleChange]:
    return visible_to(actor).filter(state="proposed").select_related("proposer")


def waiting_rows(actor: Actor) -> "list[QuerySet[Any, Any]]":
    """Changes of rules that another person proposed. Rows as ``difficulties.queries.WAITING``."""
    rows = RuleChange.objects.filter(state="proposed", province__in=actor.province_ids("rule.edit"))
    rows = rows.exclude(proposer=actor.person).order_by().annotate(what=Value("rule"))
    return [rows.values_list("what", "state", "kind", "article", "valid_from", "pk")]


def told(text: str, pk: int) -> tuple[str, str, str]:
    return "wait.rule_change", text, RuleChange(pk=pk).get_absolute_url()
