"""Pages of the parts of a dossier: writing and comparing them, and the whole as one package."""

from typing import IO, Any

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.awards.authority import held
from thidua.kernel.refusal import Refused
from thidua.nominations import documents, workbook, writing
from thidua.nominations.access import visible_rounds, visible_to
from thidua.nominations.forms import NomineesForm, TextForm
from thidua.nominations.models import Nomination, Part, PartText, Round
from thidua.nominations.rules.dossier import WRITTEN, changes
from thidua.papers.official import build
from thidua.papers.serve import document
from thidua.ui.exports import as_excel
from thidua.ui.http import actor_of, add_refusals, found_or_404, number_in, say_refusals, signed_in
from thidua.units.models import Unit

_NEAR = ("nomination__unit", "nomination__offer", "nomination__round__movement__plan", "nomination__round__awarder")
_WHOLE = ("unit", "offer", "round__movement__plan")


def _part(request: HttpRequest, pk: int) -> Part:
    rows = Part.objects.filter(nomination__in=visible_to(actor_of(request)), source__in=WRITTEN)
    return found_or_404(rows.select_related(*_NEAR), pk=pk)  # type: ignore[no-any-return]  # a part


@signed_in
def part_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The last version to read or, for the unit while it may, to edit; every earlier one in a list."""
    part, actor = _part(request, pk), actor_of(request)
    nomination = part.nomination
    texts = list(part.texts.select_related("by"))
    last = texts[-1] if texts else None
    may_write = nomination.state in ("draft", "returned") and "unit.draft" in actor.at_unit(nomination.unit_id)
    initial: dict[str, Any] = {"body": last.body if last else "", "base": last.number if last else 0}
    form = TextForm(request.POST or None, initial=initial)
    if request.method == "POST" and may_write and form.is_valid():
        try:
            made = writing.write(part, form.cleaned_data["body"], base=form.cleaned_data["base"], actor=actor)
            same = last is not None and made.number == last.number
            messages.success(request, _("Không có gì thay đổi.") if same else _("Đã lưu một phiên bản."))
            return redirect("part_text", part.pk)
        except Refused as refused:
            add_refusals(form, refused)
    context = {"part": part, "texts": texts[::-1], "last": last, "form": form if may_write else None}
    return render(request, "nominations/part_text.html", context)


@require_POST
@signed_in
def part_draft(request: HttpRequest, pk: int) -> HttpResponse:
    part = _part(request, pk)
    try:
        writing.draft(part, actor=actor_of(request))
        messages.success(request, _("Đã soạn từ dữ liệu hiện có. Chỗ nào còn dấu chấm thì phần mềm chưa biết."))
    except Refused as refused:
        say_refusals(request, refused)
    return redirect("part_text", part.pk)


@signed_in
def part_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two versions, ``?tu=`` and ``?den=``; without them the last two."""
    part = _part(request, pk)
    texts = {text.number: text for text in part.texts.all()}
    if len(texts) < 2:
        raise Http404
    to = texts.get(number_in(request.GET.get("den"))) or texts[max(texts)]
    since = texts.get(number_in(request.GET.get("tu"))) or texts.get(to.number - 1) or texts[min(texts)]
    context = {"part": part, "since": since, "to": to, "changes": changes(since.body, to.body), "texts": texts.values()}
    return render(request, "nominations/part_compare.html", context)


@signed_in
def part_document(request: HttpRequest, pk: int) -> HttpResponse:
    """A version as DOCX; ``?ban=`` which, without it the last."""
    part = _part(request, pk)
    number = number_in(request.GET.get("ban"))
    rows = part.texts.filter(number=number) if number else part.texts.order_by("-number")
    text: PartText | None = rows.first()
    if text is None:
        raise Http404
    return document(
        build(documents.official(part, text.body)), f"{part.source}-{part.nomination_id}-{text.number}.docx"
    )


@signed_in
def nominees_new(request: HttpRequest, round_pk: int, unit_pk: int) -> HttpResponse:
    """Many nominees at once from Excel; ``?mau=1`` gives the form to fill in."""
    actor = actor_of(request)
    round_: Round = found_or_404(visible_rounds(actor).select_related("movement__plan"), pk=round_pk)
    unit: Unit = found_or_404(Unit.objects.filter(pk__in=actor.unit_ids("unit.draft")), pk=unit_pk)
    if request.GET.get("mau"):
        return as_excel("danh-sach-de-nghi", workbook.HEADS, choices=workbook.choices(round_))
    form = NomineesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = workbook.read_nominees(file.read(), file.name, round_)
            made = workbook.begin_all(round_, unit, rows, actor=actor)
            told = _("Đã lập %(made)s hồ sơ; %(there)s dòng đã có hồ sơ.")
            messages.success(request, told % {"made": len(made), "there": len(rows) - len(made)})
            return redirect(round_)
        except Refused as refused:
            add_refusals(form, refused)
    intro = _("%(unit)s – mỗi dòng một đối tượng. Sai một ô thì không dòng nào được lập, các ô sai được chỉ ra.")
    context = {
        "form": form,
        "round": round_,
        "unit": unit,
        "heads": workbook.HEADS,
        "intro": intro % {"unit": unit.name},
    }
    return render(request, "nominations/nominees_new.html", context)


PER_PACKAGE = 50  # dossiers in one file: some seconds


def _zip(content: IO[bytes], name: str) -> FileResponse:
    return FileResponse(content, as_attachment=True, filename=f"{name}.zip", content_type="application/zip")


@signed_in
def dossier_package(request: HttpRequest, pk: int) -> FileResponse:
    nomination: Nomination = found_or_404(visible_to(actor_of(request)).select_related(*_WHOLE), pk=pk)
    return _zip(documents.package([nomination]), f"ho-so-{nomination.pk}")


@signed_in
def round_package(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """Every dossier of a round that is at the office, for the system above; many of them in several files (``?tu=``)."""
    actor = actor_of(request)
    rounds = visible_rounds(actor).filter(
        Q(movement__province__in=actor.province_ids("office.read"))
        | held(actor, "office.read", "movement__province", "awarder")
    )
    round_: Round = found_or_404(rounds, pk=pk)
    rows = visible_to(actor).filter(round=round_).exclude(state__in=["draft", "returned"]).select_related(*_WHOLE)
    count, start = rows.count(), number_in(request.GET.get("tu"))
    if count > PER_PACKAGE and not start:
        parts = [(n + 1, min(n + PER_PACKAGE, count)) for n in range(0, count, PER_PACKAGE)]
        return render(request, "nominations/round_package.html", {"round": round_, "parts": parts})
    first = max(start, 1) - 1
    some = rows.order_by("unit__order", "pk")[first : first + PER_PACKAGE]
    return _zip(documents.package(some), f"dot-{round_.pk}-{first + 1}")
