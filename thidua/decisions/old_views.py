"""Old decisions into the ledger by reading them: upload, look through what was read, enter."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from thidua.awards.ledger import enter_old
from thidua.awards.models import BASES
from thidua.awards.queries import award_names, book_of
from thidua.decisions.old import MOST_ROWS, OldPaper, read_old_decision
from thidua.journal.entries import record
from thidua.kernel.refusal import Refused
from thidua.kernel.vietnamese import fold
from thidua.nominations.models import SubjectKind
from thidua.papers.actions import DOCUMENTS, take
from thidua.ui.forms import date_field
from thidua.ui.http import actor_of, add_refusals, found_or_404, number_in, signed_in
from thidua.units.models import Province, Unit


class PaperForm(forms.Form):
    file = forms.FileField(label=lazy("Quyết định khen thưởng (PDF, DOCX, ảnh)"))


class HeadForm(forms.Form):
    number = forms.CharField(label=lazy("Số quyết định"), max_length=60)
    day = date_field(lazy("Ngày quyết định"))
    basis = forms.ChoiceField(label=lazy("Khen theo"), choices=BASES, initial="thematic")
    achievement = forms.CharField(label=lazy("Thành tích"), max_length=500, required=False)


class RowForm(forms.Form):
    use = forms.BooleanField(required=False)
    kind = forms.ChoiceField(choices=SubjectKind)
    name = forms.CharField(max_length=200)
    unit = forms.CharField(max_length=200, widget=forms.TextInput({"list": "don-vi"}))
    award = forms.ChoiceField()

    def __init__(self, *args: Any, units: dict[str, Unit], awards: list[tuple[str, str]], **kwargs: Any) -> None:
        """units: by folded name; the page has their names once, as a list to pick from."""
        super().__init__(*args, **kwargs)
        self.units = units
        self.fields["award"].choices = [("", _("chọn hình thức")), *awards]  # type: ignore[attr-defined]  # a choice field
        heads = {"use": _("ghi"), "kind": _("loại"), "name": _("tên"), "unit": _("đơn vị"), "award": _("hình thức")}
        for field, head in heads.items():
            self.fields[field].widget.attrs["aria-label"] = f"{self.prefix or ''} {head}"

    def clean_unit(self) -> Unit:
        found = self.units.get(fold(self.cleaned_data["unit"].strip()))
        if found is None:
            raise forms.ValidationError(_("Không có đơn vị tên này. Hãy chọn trong danh sách."))
        return found


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
