"""Telling a unit why its nominee was not awarded: a reason from a list, in words, and a letter."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from thidua.awards.authority import words_over
from thidua.journal.entries import record, subject_of
from thidua.journal.models import Entry
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.nominations.documents import parent_of
from thidua.nominations.models import WHY, Nomination, Round
from thidua.nominations.queries import concerned
from thidua.papers.official import Official
from thidua.people.actions import notify
from thidua.units.models import Unit

TELLERS = frozenset({"office.review", "decision.draft"})


@transaction.atomic
def tell(nomination: Nomination, why: str, words: str, *, actor: Actor) -> Nomination:
    """why: one of ``WHY``; another reason needs words. May be said again, the last counts."""
    fresh = (
        Nomination.objects.select_for_update(of=("self",))
        .select_related("round__movement", "unit", "nominee")
        .get(pk=nomination.pk)
    )
    refusals = []
    if not words_over(actor, fresh) & TELLERS:
        refusals.append(Refusal("machine.right", {"right": "office.review"}))
    if fresh.state != "refused":
        refusals.append(Refusal("refusal.state"))
    if why not in dict(WHY) or (why == "other" and not words.strip()):
        refusals.append(Refusal("refusal.why"))
    if refusals:
        raise Refused(refusals)
    fresh.why, fresh.why_words, fresh.told_on = why, words.strip(), timezone.localdate()
    fresh.save(update_fields=["why", "why_words", "told_on"])
    record("nomination.tell", fresh, actor=actor, data={"why": why}, personal={"words": fresh.why_words})
    values = {"name": fresh.subject_name, "round": fresh.round.name}
    notify(concerned(fresh), "notice.refused", values, fresh.get_absolute_url())
    return fresh


def reasons_of(rows: Collection[Nomination]) -> dict[int, str]:
    """nomination → what the journal has as the reason of its refusal. One query."""
    subjects = {subject_of(row): row.pk for row in rows}
    verbs = ("nomination.refuse", "nomination.release", "nomination.refuse_above")
    entries = Entry.objects.filter(subject__in=subjects, verb__in=verbs).order_by("pk")
    return {subjects[subject]: reason for subject, reason in entries.values_list("subject", "reason")}


@override("vi")
def letter(round_: Round, unit: Unit) -> Official:
    """To one unit, about everybody of it who was told of a refusal in the round."""
    province, movement = round_.movement.province, round_.movement
    rows = round_.nominations.filter(unit=unit, state="refused", told_on__isnull=False).select_related("offer")
    body = [
        [str(n), row.subject_name, row.offer.award_name, f"{row.get_why_display()}. {row.why_words}".strip()]
        for n, row in enumerate(rows, 1)
    ]
    issuer = round_.awarder.name if round_.awarder else f"Hội đồng Thi đua - Khen thưởng tỉnh {province.name}"
    return Official(
        parent=parent_of(round_.awarder) if round_.awarder else f"Ủy ban nhân dân tỉnh {province.name}",
        issuer=issuer,
        number="      /",
        place=province.name,
        day=timezone.localdate(),
        kind="Thông báo",
        subject="Về các trường hợp không được khen thưởng",
        paragraphs=[
            f"Kính gửi: {unit.name}",
            f"Qua xét {round_.name} của phong trào thi đua “{movement.name}”, các trường hợp sau không được khen thưởng:",
        ],
        table=[["STT", "Tập thể, cá nhân", "Hình thức đề nghị", "Lý do"], *body],
        after=["Đơn vị có ý kiến thì gửi lại cơ quan thường trực phong trào./."],
        recipients=("Như trên", "Lưu: VT"),
    )
