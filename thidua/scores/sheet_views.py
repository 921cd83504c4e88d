"""Pages of a unit's sheet: filling it in, appraising it, objecting, what if."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refused
from thidua.papers.actions import take
from thidua.papers.serve import answer as served
from thidua.scores import actions, appraising, queries
from thidua.scores.access import sees_whole, turns, visible_objections, visible_sheets
from thidua.scores.boxes import answer_in, typed
from thidua.scores.forms import ObjectionForm
from thidua.scores.models import Objection, Proof, Sheet
from thidua.scores.rules.fixed import SCALE, decimal
from thidua.scores.rules.sets import Indicator
from thidua.scores.rules.whatif import lift, moves, to_level, to_total
from thidua.scores.showing import pillars_of, rows_of
from thidua.ui.charts import bars
from thidua.ui.http import actor_of, add_refusals, found_or_404, number_in, say_refusals, signed_in
from thidua.ui.sentences import refusal_sentence


def _sheets(request: HttpRequest) -> QuerySet[Sheet]:
    return visible_sheets(actor_of(request)).select_related("assessment__version", "assessment__province", "unit")


def _sheet(request: HttpRequest, pk: int) -> Sheet:
    return found_or_404(_sheets(request), pk=pk)  # type: ignore[no-any-return]  # a Sheet


@signed_in
def sheet_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet's pillars and how far each is, its place, its steps."""
    actor = actor_of(request)
    sheet: Sheet = found_or_404(queries.with_place(_sheets(request)), pk=pk)
    whole = sees_whole(actor, sheet)
    pillars = pillars_of(sheet)
    chart = [(p.pillar.pillar.name, p.share, f"{decimal(p.pillar.points)}/{p.full}") for p in pillars]
    own = "unit.read" in actor.at_unit(sheet.unit_id)
    mine = {one.code for one, _turns in queries.to_appraise(actor, sheet)}
    context = {
        "sheet": sheet,
        "whole": whole,
        "own": own,
        "editable": _editable(request, sheet),
        "pillars": pillars,
        "opened": _opened(actor, sheet),
        "chart": bars(chart, _("Điểm theo trụ cột")) if whole else "",
        "points": decimal(sheet.points),
        "self_points": decimal(sheet.self_points),
        "full": decimal(sheet.assessment.version.index.full),
        "levels": sheet.assessment.version.index.levels,
        "places": queries.place_of(sheet) if whole else [],
        "mine": len(mine),
        "objections": [(o, o.indicator in mine) for o in queries.objections_of(sheet) if whole or o.indicator in mine],
        "tells": sheet.assessment.state in ("shown", "published") or not own,
    }
    return render(request, "scores/sheet_detail.html", context)


def _opened(actor: Actor, sheet: Sheet) -> list[str]:
    """The pillars in which the actor sees something: the whole sheet, or what they appraise of it."""
    index = sheet.assessment.version.index
    codes = [pillar.code for pillar in index.pillars]
    if sees_whole(actor, sheet):
        return codes
    mine = {one.code for one, _turns in queries.to_appraise(actor, sheet)}
    return [code for code in codes if mine & {one.code for one in index.of_pillar(code)}]


def _editable(request: HttpRequest, sheet: Sheet) -> bool:
    held = actor_of(request).at_unit(sheet.unit_id)
    return sheet.state in ("draft", "returned") and sheet.assessment.state == "open" and "unit.draft" in held


def _indicators(sheet: Sheet, code: str) -> tuple[Indicator, ...]:
    index = sheet.assessment.version.index
    if code not in {pillar.code for pillar in index.pillars}:
        raise Http404
    return index.of_pillar(code)


@signed_in
def sheet_pillar(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One pillar of the sheet: boxes for its unit, findings for the agencies."""
    sheet = _sheet(request, pk)
    actor, indicators = actor_of(request), _indicators(sheet, code)
    errors: list[str] = []
    found = typed(request, indicators) if request.method == "POST" else None
    if found is not None:
        errors = _saved(request, sheet, found)
        if not errors and not found.errors:
            messages.success(request, _("Đã lưu."))
            return redirect((request.POST.get("next") == "1" and _next(actor, sheet, code)) or request.get_full_path())
        sheet = _sheet(request, pk)
    kept = {"errors": found.errors, "typed": found.shown} if found is not None else {}
    rows = rows_of(sheet, indicators, actor, **kept)
    if not rows:
        raise Http404
    pillars, opened = sheet.assessment.version.index.pillars, _opened(actor, sheet)
    context = {
        "sheet": sheet,
        "pillar": next(p for p in pillars if p.code == code),
        "pillars": [one for one in pillars if one.code in opened],
        "rows": rows,
        "editable": _editable(request, sheet),
        "appraisable": sheet.state == "submitted" and sheet.assessment.state in ("open", "appraising"),
        "errors": errors,
        "following": _next(actor, sheet, code),
        "may_object": sheet.assessment.state == "shown" and "unit.submit" in actor.at_unit(sheet.unit_id),
        "turns": range(1, sheet.assessment.version.index.appraisals + 1),
    }
    return render(
        request, "scores/sheet_pillar.html", context, status=422 if errors or (found and found.errors) else 200
    )


def _next(actor: Actor, sheet: Sheet, code: str) -> str:
    """The address of the pillar after this one; of the sheet after the last."""
    codes = _opened(actor, sheet)
    after = codes[codes.index(code) + 1 :]
    return f"{sheet.get_absolute_url()}{after[0]}/" if after else sheet.get_absolute_url()


def _saved(request: HttpRequest, sheet: Sheet, found: Any) -> list[str]:
    """Saves what could be read; what refused the rest."""
    try:
        with transaction.atomic():
            actor = actor_of(request)
            papers = {code: [take(file, actor=actor) for file in files] for code, files in found.papers.items()}
            version = number_in(request.POST.get("version")) or None
            actions.save(sheet, found.entered, actor=actor, version=version, papers=papers)
        return []
    except Refused as refused:
        return [refusal_sentence(one) for one in refused.refusals]


@require_POST
@signed_in
def sheet_take(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = _sheet(request, pk)
    try:
        count = actions.take_over(sheet, actor=actor_of(request))
        messages.success(request, _("Đã lấy số liệu đã báo cáo của %(count)s chỉ số.") % {"count": count})
    except Refused as refused:
        say_refusals(request, refused)
    return redirect(sheet)


@require_POST
@signed_in
def sheet_appraise(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One indicator's finding: the unit's own answer, or another with its reason."""
    sheet = _sheet(request, pk)
    one = sheet.assessment.version.index.by_code.get(code)
    if one is None:
        raise Http404
    try:
        found = None if request.POST.get("agree") else answer_in(request.POST, one)
        turn = number_in(request.POST.get("turn"))
        reason = request.POST.get("reason", "")
        appraising.appraise(sheet, code, turn, found, reason=reason, actor=actor_of(request))
        messages.success(request, _("Đã ghi kết quả thẩm định chỉ số %(code)s.") % {"code": code})
    except ValueError as error:
        messages.error(request, _("Không đọc được “%(value)s”. Ghi số như 1.234,5.") % {"value": error})
    except Refused as refused:
        say_refusals(request, refused)
    return redirect(f"{sheet.get_absolute_url()}{one.pillar}/#{code}")


@require_POST
@signed_in
def sheet_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agrees with the unit on all that the reader has not appraised yet."""
    sheet, actor = _sheet(request, pk), actor_of(request)
    try:
        mine = {turn for _one, found in queries.to_appraise(actor, sheet) for turn in found if turn < 3}
        count = sum(appraising.agree_rest(sheet, turn, actor=actor) for turn in sorted(mine))
        messages.success(request, _("Đã đồng ý với đơn vị ở %(count)s chỉ số.") % {"count": count})
    except Refused as refused:
        say_refusals(request, refused)
    return redirect(sheet)


def _proof(request: HttpRequest, pk: int) -> Proof:
    """A file, where the reader sees its indicator."""
    actor = actor_of(request)
    rows = Proof.objects.filter(sheet__in=visible_sheets(actor))
    proof: Proof = found_or_404(rows.select_related("paper", "sheet__assessment__version", "sheet__unit"), pk=pk)
    one = proof.sheet.assessment.version.index.by_code[proof.indicator]
    if not sees_whole(actor, proof.sheet) and not turns(actor, proof.sheet, one):
        raise Http404
    return proof


@signed_in
def proof_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    return served(_proof(request, pk).paper)


@require_POST
@signed_in
def proof_drop(request: HttpRequest, pk: int) -> HttpResponse:
    proof = _proof(request, pk)
    sheet, pillar = proof.sheet, proof.sheet.assessment.version.index.by_code[proof.indicator].pillar
    try:
        actions.drop_proof(proof, actor=actor_of(request))
    except Refused as refused:
        say_refusals(request, refused)
    return redirect(f"{sheet.get_absolute_url()}{pillar}/")


@signed_in
def objection_new(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    sheet, actor = _sheet(request, pk), actor_of(request)
    one = sheet.assessment.version.index.by_code.get(code)
    if one is None or "unit.submit" not in actor.at_unit(sheet.unit_id):
        raise Http404
    form = ObjectionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["paper"]
        try:
            with transaction.atomic():
                papers = [take(file, actor=actor)] if file is not None else []
                appraising.raise_objection(sheet, code, form.cleaned_data["text"], actor=actor, papers=papers)
            messages.success(request, _("Đã gửi kiến nghị."))
            return redirect(sheet)
        except Refused as refused:
            add_refusals(form, refused)
    context = {"form": form, "heading": _("Kiến nghị về kết quả thẩm định"), "intro": f"{one.code}. {one.name}"}
    return render(
        request, "ui/form_page.html", context | {"button": _("Gửi kiến nghị"), "cancel": sheet.get_absolute_url()}
    )


@signed_in
def objection_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The agency answers an objection: what was found stays, or another value stands from now on."""
    actor = actor_of(request)
    rows = visible_objections(actor).select_related("sheet__assessment__version", "sheet__unit")
    objection: Objection = found_or_404(rows, pk=pk)
    sheet = objection.sheet
    one = sheet.assessment.version.index.by_code[objection.indicator]
    if not turns(actor, sheet, one) or objection.state != "open":
        raise Http404
    errors: list[str] = []
    if request.method == "POST":
        try:
            found = answer_in(request.POST, one) if request.POST.get("change") else None
            appraising.answer_objection(objection, request.POST.get("text", ""), found, actor=actor)
            messages.success(request, _("Đã trả lời kiến nghị."))
            return redirect(sheet)
        except ValueError as error:
            errors = [_("Không đọc được “%(value)s”. Ghi số như 1.234,5.") % {"value": error}]
        except Refused as refused:
            errors = [refusal_sentence(refusal) for refusal in refused.refusals]
    (row,) = rows_of(sheet, [one], actor, typed=typed(request, []).shown if errors else None)
    context = {
        "objection": objection,
        "sheet": sheet,
        "row": row,
        "errors": errors,
        "text": request.POST.get("text", ""),
    }
    return render(request, "scores/objection_answer.html", context, status=422 if errors else 200)


@signed_in
def sheet_what_if(request: HttpRequest, pk: int) -> HttpResponse:
    """Which criteria, at what effort, lift the unit."""
    sheet = _sheet(request, pk)
    if not sees_whole(actor_of(request), sheet):
        raise Http404
    index, bests = sheet.assessment.version.index, queries.bests_of(sheet.assessment)
    answers = queries.standing_answers(sheet)
    now = queries.scored(sheet)
    aims: list[tuple[str, Any]] = []
    ahead = queries.next_ahead(sheet)
    if ahead is not None:
        text = _("Lên một hạng: vượt %(points)s điểm") % {"points": decimal(ahead)}
        aims.append((text, lift(index, answers, bests, to_total(ahead + 1))))
    if index.levels is not None and now.level is not None and now.level < len(index.levels.overall):
        name = index.levels.names[now.level + 1]
        aims.append(
            (_("Lên mức “%(name)s”") % {"name": name}, lift(index, answers, bests, to_level(index, now.level + 1)))
        )
    share = number_in(request.GET.get("diem"))
    if share:
        text = _("Đạt %(points)s điểm") % {"points": share}
        aims.append((text, lift(index, answers, bests, to_total(share * SCALE))))
    context = {
        "sheet": sheet,
        "points": decimal(now.total),
        "aims": [(text, _told(found) if found is not None else None) for text, found in aims],
        "moves": _told(moves(index, answers, bests)[:20]),
        "wanted": share or "",
    }
    return render(request, "scores/sheet_what_if.html", context)


def _told(found: list[Any]) -> list[tuple[Any, str, str, Any]]:
    """Moves in words: indicator, from, to, points gained."""
    return [(m.indicator, _words(m.indicator, m.before), _words(m.indicator, m.after), decimal(m.gain)) for m in found]


def _words(one: Indicator, values: Any) -> str:
    said = []
    for slot, value in zip(one.formula.slots, values, strict=True):
        if value is None:
            said.append("—")
        else:
            said.append(str(slot.options[value]) if slot.options else str(decimal(value)))
    return " / ".join(said)
