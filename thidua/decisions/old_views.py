"""Old decisions into the ledger by reading them: upload, look through what was read, enter."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.awards.ledger import enter_old
from thidua.awards.queries import award_names, book_of
from thidua.decisions.old import MOST_ROWS, OldPaper, read_old_decision
from thidua.decisions.old_forms import HeadForm, PaperForm, RowForm
from thidua.journal.entries import record
from thidua.kernel.refusal import Refused
from thidua.papers.actions import DOCUMENTS, take
from thidua.ui.http import actor_of, add_refusals, found_or_404, number_in, signed_in
from thidua.units.models import Province, Unit


def _unit_names(province: Province) -> list[str]:
    return list(Unit.objects.filter(province=province).values_list("name", flat=True))


def _rows(request: HttpRequest, province: Province, paper: OldPaper | None) -> list[RowForm]:
    """The rows of what was read, or of what was sent back. Of units of one name the one that still stands is meant."""
    standing_last = sorted(Unit.objects.filter(province=province), key=lambda u: u.valid_to is None)
    units = {u.folded: u for u in standing_last}
    names = {u.pk: u.name for u in units.values()}
    awards = list(award_names(book_of(province.pk), timezone.localdate()).items())
    choices: dict[str, Any] = {"units": units, "awards": awards}
    if paper is None:
        count = min(number_in(request.POST.get("rows")), MOST_ROWS)
        return [RowForm(request.POST, prefix=f"r{n}", **choices) for n in range(1, count + 1)]
    return [
        RowForm(
            prefix=f"r{n}",
            initial={
                "use": True,
                "kind": row.kind,
                "name": row.name,
                "unit": names.get(row.unit or 0, ""),
                "award": row.code,
            },
            **choices,
        )
        for n, row in enumerate(paper.rows, 1)
    ]


def _entered(request: HttpRequest, province: Province, head: HeadForm, rows: list[RowForm]) -> tuple[int, int]:
    names, data = award_names(book_of(province.pk), timezone.localdate()), head.cleaned_data
    given = [
        {
            "kind": row.cleaned_data["kind"],
            "subject_name": row.cleaned_data["name"].strip(),
            "unit": row.cleaned_data["unit"],
            "award_code": row.cleaned_data["award"],
            "award_name": names[row.cleaned_data["award"]][:120],
            "basis": data["basis"],
            "achievement": data["achievement"],
            "decision_number": data["number"],
            "decision_date": data["day"],
            "year": data["day"].year,
        }
        for row in rows
    ]
    return enter_old(province, given, actor=actor_of(request))


@signed_in
def old_decision(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    province: Province = found_or_404(Province.objects.filter(pk__in=actor.province_ids("record.enter")))
    if "rows" in request.POST:
        return _enter(request, province)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            paper = take(form.cleaned_data["file"], actor=actor, taken=DOCUMENTS)
            found = read_old_decision(paper.content(), paper.name, province, timezone.localdate())
            record("ledger.read", province, actor=actor, data={"sha256": paper.sha256, "rows": len(found.rows)})
            head = HeadForm(initial={"number": found.number, "day": found.day})
            context = {"paper": found, "head": head, "rows": _rows(request, province, found), "count": len(found.rows)}
            context["units"] = _unit_names(province)
            return render(request, "decisions/old_decision.html", context)
        except Refused as refused:
            add_refusals(form, refused)
    return render(request, "decisions/old_decision.html", {"form": form})


def _enter(request: HttpRequest, province: Province) -> HttpResponse:
    """All marked rows or none; what was typed stays."""
    head, every = HeadForm(request.POST), _rows(request, province, None)
    rows = [row for row in every if request.POST.get(f"{row.prefix}-use")]
    whole = [one.is_valid() for one in (head, *rows)]
    if all(whole) and rows:
        if head.cleaned_data["day"] > timezone.localdate():
            head.add_error("day", _("Ngày quyết định không thể ở sau hôm nay."))
        else:
            with transaction.atomic():
                entered, known = _entered(request, province, head, rows)
            told = _("Đã ghi %(entered)s lần khen thưởng; %(known)s dòng đã có trong sổ.")
            messages.success(request, told % {"entered": entered, "known": known})
            return redirect("ledger_list")
    elif not rows:
        head.add_error(None, _("Hãy đánh dấu ít nhất một dòng để ghi."))
    for row in every:
        if row not in rows:
            row.errors.clear()
    context = {"head": head, "rows": every, "count": len(every), "units": _unit_names(province)}
    return render(request, "decisions/old_decision.html", context)
