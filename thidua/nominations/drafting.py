"""The first text of a part of a dossier: the register's template with what the system knows. A person edits it."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from thidua.awards.models import Grant, Initiative
from thidua.awards.rules.selecting import RuleFact
from thidua.awards.rules.templates import filled, paper_of
from thidua.kernel.vietnamese import format_date
from thidua.movements.rules.measures import asked, told
from thidua.nominations import queries
from thidua.nominations.models import Nomination, Part
from thidua.reports.models import Report
from thidua.reports.queries import rows_of
from thidua.ui.names import name_of

_LONGEST = 30  # earlier awards that are listed


def template_of(part: Part) -> RuleFact | None:
    """The template in force on the day of receipt; today's while the dossier was not yet received."""
    nomination = part.nomination
    paper = paper_of(part.source, nomination.subject_kind)
    today = timezone.localdate()
    day = nomination.received_on or today
    return queries.register_of(nomination).find("template", paper, day=day, judged=today)


def _plan(nomination: Nomination) -> str:
    plan = nomination.round.movement.plan
    number = f"Kế hoạch số {plan.number}" if plan.number else "Kế hoạch"
    day = f" ngày {format_date(plan.date)}" if plan.date else ""
    return f"{number}{day} của {plan.issuer}" if plan.issuer else number + day


def _earlier(nomination: Nomination) -> list[str]:
    """Awards of the one whom a person has said the nominee to be, or of that very name in the unit, unless it was said to be
    somebody else."""
    known = Q(recipient=nomination.recipient_id) if nomination.recipient_id else Q(folded=nomination.folded)
    rows = Grant.objects.filter(known, province=nomination.province_id, revoked=False)
    if not nomination.recipient_id:
        rows = rows.filter(unit=nomination.unit_id).exclude(recipient__in=nomination.unlike)
    return [
        f"{grant.award_name}, Quyết định số {grant.decision_number} ngày {format_date(grant.decision_date)}"
        for grant in rows[:_LONGEST]
    ]


def _initiatives(nomination: Nomination) -> list[str]:
    rows = Initiative.objects.filter(recipient=nomination.recipient_id) if nomination.recipient_id else []
    return [f"{row.name} ({row.get_level_display()}, công nhận tại {row.number})" for row in rows]


def _reported(report: Report) -> dict[str, str | Sequence[str]]:
    """What the accepted report of the unit says of its targets."""
    rows = rows_of(report)
    results = []
    for row in rows:
        if row.judgement.share is not None:
            verdict = "đạt" if row.judgement.reached else "chưa đạt"
            value = told(row.fact, row.judgement.share)
            results.append(f"{row.target.subject}: {value} (yêu cầu {asked(row.fact)}; {verdict})")
    judged = [row for row in rows if row.judgement.state != "unknown"]
    reached = f"{sum(row.judgement.reached for row in judged)}/{len(judged)}" if judged else ""
    return {"kết quả chỉ tiêu": results, "chỉ tiêu đạt": reached, "nội dung báo cáo": report.narrative}


def _said(nomination: Nomination) -> dict[str, str | Sequence[str]]:
    """What the nomination itself says."""
    movement, above, unit = nomination.round.movement, nomination.round.awarder, nomination.unit
    name, award = nomination.subject_name, nomination.offer.award_name
    clause = f" (mục {nomination.offer.clause} của Kế hoạch)" if nomination.offer.clause else ""
    return {
        "đơn vị": unit.name,
        "hội đồng": f"Hội đồng Thi đua - Khen thưởng {above.name if above else f'tỉnh {movement.province.name}'}",
        "kế hoạch": _plan(nomination),
        "phong trào": movement.name,
        "đợt": nomination.round.name,
        "đối tượng": name,
        "loại đối tượng": name_of("subject_kind", nomination.subject_kind),
        "chức vụ": nomination.position,
        "nơi công tác": nomination.position or unit.name,
        "họ tên và chức vụ": f"{name}, {nomination.position}" if nomination.position else name,
        "hình thức": award,
        "hình thức và mục": award + clause,
        "thành tích": nomination.achievement,
    }


def known_of(nomination: Nomination) -> dict[str, str | Sequence[str]]:
    """What stands for each word of a template."""
    held = queries.held(nomination)
    return {
        **_said(nomination),
        "nội dung đăng ký": held.registration.commitment if held.registration else "",
        "tài liệu kèm theo": [part.name for part in nomination.parts.all() if part.source != "submission"],
        "sáng kiến": _initiatives(nomination),
        "đã được khen": _earlier(nomination),
        **(_reported(held.report) if held.report else {}),
    }


@override("vi")
def first_text(part: Part) -> str | None:
    """The paragraphs of a part that can be drafted, a line each; None where the register has no template of its kind."""
    template = template_of(part)
    return filled(template.data["text"], known_of(part.nomination)) if template else None


@override("vi")
def heads(part: Part) -> tuple[str, str]:
    """(kind of document, what it is about), of the same template."""
    template = template_of(part)
    if template is None:
        return part.name, ""
    return template.data["heading"], filled(template.data["about"], _said(part.nomination))
