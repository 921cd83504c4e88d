"""The consolidating agency's report: passages of its units' reports, picked and edited, and the document."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.periods import show_when
from thidua.kernel.refusal import Refusal, Refused
from thidua.movements.access import receives
from thidua.movements.models import Movement, ObligationKind
from thidua.movements.rules.measures import asked, told
from thidua.papers.official import Official, build
from thidua.plans.queries import standing_items
from thidua.reports.models import Passage, Report, Summary
from thidua.reports.rollup import standings
from thidua.reports.rules.passages import DIFFICULTIES, OTHER, heading_of, paragraphs_in


def _require(actor: Actor, movement: Movement, kind: str) -> None:
    if not receives(actor, movement, kind):
        raise Refused([Refusal("machine.right", {"right": "office.review"})])


@transaction.atomic
def gather(movement: Movement, kind: str, period: str, *, actor: Actor) -> Summary:
    """The summary with a passage for every paragraph of the accepted reports; what was picked and edited stays."""
    _require(actor, movement, kind)
    summary, _made = Summary.objects.get_or_create(movement=movement, kind=kind, period=period)
    summary.movement = movement
    known = summary.passages.values("report")
    accepted = Report.objects.filter(movement=movement, kind=kind, period=period, state="accepted")
    reports = list(accepted.exclude(pk__in=known))
    contents = contents_of(movement) if reports else []
    found = [
        Passage(summary=summary, report=report, order=order, heading=heading[:200], source=text, text=text)
        for report in reports
        for order, (heading, text) in enumerate(_told(report, contents))
    ]
    Passage.objects.bulk_create(found)
    if found:
        record("summary.gather", summary, actor=actor, data={"passages": len(found)})
    return summary


def contents_of(movement: Movement) -> list[str]:
    """The content items of the plan, as headings of the summary."""
    return [str(i.data["text"])[:200] for i in standing_items(movement.plan, "content")]


def _told(report: Report, contents: list[str]) -> list[tuple[str, str]]:
    told = [(heading_of(text, contents), text) for text in paragraphs_in(report.narrative)]
    return told + [(DIFFICULTIES, text) for text in paragraphs_in(report.difficulties)]


@transaction.atomic
def save(
    summary: Summary, fields: Mapping[str, str], *, chosen: set[int], texts: Mapping[int, str], actor: Actor
) -> Summary:
    """Keeps the opening, the proposals, which passages are in, and how they read. The units' own words stay beside them."""
    _require(actor, summary.movement, summary.kind)
    fresh = Summary.objects.select_for_update().get(pk=summary.pk)
    fresh.opening, fresh.proposals = fields.get("opening", fresh.opening), fields.get("proposals", fresh.proposals)
    fresh.save(update_fields=["opening", "proposals"])
    rows = list(fresh.passages.all())
    for row in rows:
        row.chosen = row.pk in chosen
        row.text = texts.get(row.pk, "").strip() or row.source
    Passage.objects.bulk_update(rows, ["chosen", "text"])
    record("summary.save", fresh, actor=actor, data={"chosen": sorted(chosen & {row.pk for row in rows})})
    return fresh


def headings_of(summary: Summary) -> list[tuple[str, list[Passage]]]:
    """The passages under the plan's contents in their order, then other results, then difficulties."""
    rows = list(summary.passages.select_related("report__unit"))
    order = [*contents_of(summary.movement), OTHER, DIFFICULTIES]
    return [(heading, own) for heading in order if (own := [r for r in rows if r.heading == heading])]


def document(summary: Summary, unit_name: str) -> bytes:
    """DOCX in the layout of Nghị định 30/2020/NĐ-CP; every passage names the unit that it comes from."""
    movement = summary.movement
    told = [(heading, [row for row in rows if row.chosen]) for heading, rows in headings_of(summary)]
    done = [(heading, rows) for heading, rows in told if rows and heading != DIFFICULTIES]
    hard = [row for heading, rows in told if heading == DIFFICULTIES for row in rows]
    counted = Report.objects.filter(movement=movement, kind=summary.kind, period=summary.period, state="accepted")
    owed = movement.obligations.filter(kind=summary.kind, period=summary.period).count()
    paragraphs = ["I. TÌNH HÌNH CHUNG", *_lines(summary.opening)]
    paragraphs += [f"Đến ngày lập báo cáo, {counted.count()}/{owed} đơn vị đã có báo cáo được tiếp nhận."]
    paragraphs += ["II. KẾT QUẢ THỰC HIỆN CÁC NỘI DUNG"] if done else []
    for number, (heading, rows) in enumerate(done, 1):
        paragraphs += [f"{number}. {heading}", *(f"- {row.text} ({row.report.unit.name})" for row in rows)]
    after = [f"- {row.text} ({row.report.unit.name})" for row in hard]
    closing = _lines(summary.proposals)
    return build(
        Official(
            parent=f"Ủy ban nhân dân tỉnh {movement.province.name}",
            issuer=unit_name,
            number="      /BC",
            place=movement.province.name,
            day=timezone.localdate(),
            kind="Báo cáo",
            subject=f"{_TITLES[ObligationKind(summary.kind)]} {show_when(summary.period)} phong trào thi đua “{movement.name}”",
            paragraphs=[*paragraphs, "III. KẾT QUẢ CHỈ TIÊU"],
            table=_table(movement),
            after=[
                *(["IV. KHÓ KHĂN, VƯỚNG MẮC", *after] if after else []),
                *(["V. ĐỀ XUẤT, KIẾN NGHỊ", *closing] if closing else []),
            ],
            capacity="THỦ TRƯỞNG CƠ QUAN",
            recipients=[movement.plan.issuer or f"Ủy ban nhân dân tỉnh {movement.province.name}", "Lưu: VT"],
        )
    )


_TITLES = {
    **dict.fromkeys((ObligationKind.ANNUAL, ObligationKind.HALF_YEAR), "Kết quả thực hiện"),
    **dict.fromkeys((ObligationKind.QUARTER, ObligationKind.MONTH), "Kết quả thực hiện"),
    ObligationKind.MID_TERM: "Sơ kết",
    ObligationKind.FINAL: "Tổng kết",
}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _table(movement: Movement) -> list[list[str]]:
    rows = [["TT", "Chỉ tiêu", "Yêu cầu", "Đơn vị đạt", "Kết quả chung"]]
    for number, one in enumerate(standings(movement), 1):
        target = one.target
        fact = target.fact()
        share = told(fact, one.share, together=True) or "–"
        rows.append([str(number), target.subject, asked(fact), f"{one.met}/{one.units}", share])
    return rows if len(rows) > 1 else []
