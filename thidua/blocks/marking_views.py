"""Pages of markings: filling one in, a member's marks side by side, files of evidence."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.blocks import access, marking, queries
from thidua.blocks.machine import in_phase
from thidua.blocks.models import CROSS, SELF, Criterion, Marking, Member, Proof
from thidua.blocks.showing import Line, full_of, side_by_side, view_of
from thidua.kernel.refusal import Refused
from thidua.kernel.vietnamese import format_number, parse_number
from thidua.papers.actions import take
from thidua.papers.serve import answer
from thidua.ui.http import actor_of, found_or_404, number_in, signed_in
from thidua.ui.sentences import refusal_sentence


@dataclass(frozen=True)
class Row:
    """A criterion on a marking's page. line: what others see beside it; base: what the points are compared with; typed:
    what stands in the boxes; error: what could not be read."""

    line: Line
    base: Decimal | None
    typed: str
    why: str
    note: str
    asked: bool
    error: bool = False

    @property
    def one(self) -> Criterion:
        return self.line.one


def _marking(request: HttpRequest, pk: int) -> Marking:
    rows = access.visible_markings(actor_of(request)).select_related(*marking.JOINS, "member__year__group__province")
    return found_or_404(rows, pk=pk)  # type: ignore[no-any-return]  # a Marking


@signed_in
def marking_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Every criterion with what is known of it beside the box; those who do not fill it in read it."""
    actor, found = actor_of(request), _marking(request, pk)
    filling = "marking.fill" in access.marks_for(actor, found) and found.state in ("draft", "returned")
    facts = queries.marking_facts_of(found)
    locked = [refusal_sentence(one) for one in in_phase(facts)] if filling else []
    editable = filling and not locked
    errors: list[str] = []
    bad: set[str] = set()
    version = found.version
    if request.method == "POST" and editable:
        errors, bad = _saved(request, found)
        if not errors and not bad:
            messages.success(request, _("Đã lưu."))
            return redirect(found)
        found = _marking(request, pk)
        version = number_in(request.POST.get("version")) if errors else found.version
    context = {
        "version": version,
        "locked": locked,
        "marking": found,
        "year": found.member.year,
        "rows": _rows(request, found, bad if errors or bad else None),
        "editable": editable,
        "errors": errors,
        "full": full_of(found.member.year),
        "total": queries.total_of(found),
        "compares": found.kind != SELF,
        "shows_own": found.kind != SELF,
        "crossing": found.kind == CROSS,
    }
    return render(request, "blocks/marking_detail.html", context, status=422 if errors or bad else 200)


def _rows(request: HttpRequest, found: Marking, bad: set[str] | None) -> list[Row]:
    """bad: criteria whose points could not be read; None where nothing was refused, and the boxes hold what is kept."""
    given, base = found.given, queries.base_of(found)
    asked = {one.key for one in queries.asked(found)}
    rows = []
    for line in side_by_side(actor_of(request), found.member):
        key = line.one.key
        kept = given.get(key)
        typed, why = (format_number(kept.points), kept.why) if kept else ("", "")
        note = found.note(key)
        if bad is not None:
            typed = request.POST.get(f"{key}:points", typed)
            why, note = request.POST.get(f"{key}:why", why), request.POST.get(f"{key}:note", note)
        rows.append(Row(line, base.get(key), typed, why, note, key in asked, key in (bad or ())))
    return rows


def _saved(request: HttpRequest, found: Marking) -> tuple[list[str], set[str]]:
    """Saves what could be read; (sentences that refused, criteria whose points could not be read)."""
    entered: dict[str, marking.Entered] = {}
    files: dict[str, list[UploadedFile[Any]]] = {}
    bad: set[str] = set()
    for one in queries.asked(found):
        name = f"{one.key}:points"
        if name not in request.POST:
            continue
        text = request.POST[name].strip()
        try:
            points = round(parse_number(text), 2) if text else None
        except (ValueError, ArithmeticError):
            bad.add(one.key)
            continue
        words = [str(request.POST.get(f"{one.key}:{box}", "")) for box in ("why", "note")]
        entered[one.key] = marking.Entered(points, *words)
        if some := request.FILES.getlist(f"{one.key}:paper"):
            files[one.key] = list(some)
    actor, version = actor_of(request), number_in(request.POST.get("version")) or None
    try:
        with transaction.atomic():
            papers = {key: [take(file, actor=actor) for file in some] for key, some in files.items()}
            dropped = [number_in(text) for text in request.POST.getlist("drop")]
            saved = marking.save(found, entered, actor=actor, version=version, papers=papers, dropped=dropped)
            if request.POST.get("agree") and not bad:
                count = marking.agree_rest(saved, actor=actor)
                messages.success(
                    request, _("Đã ghi %(count)s tiêu chí còn trống theo điểm so sánh.") % {"count": count}
                )
        return [], bad
    except Refused as refused:
        return [refusal_sentence(one) for one in refused.refusals], bad


@signed_in
def block_member(request: HttpRequest, pk: int) -> HttpResponse:
    """A member's points, criterion by criterion: its own, the others', the block's, the standing agency's."""
    actor = actor_of(request)
    rows = access.visible_members(actor).select_related("year__group__province", "year__movement", "unit")
    member: Member = found_or_404(rows, pk=pk)
    sees = view_of(actor, member)
    context = {
        "member": member,
        "year": member.year,
        "lines": side_by_side(actor, member),
        "sees": sees,
        "width": 1 + sees.crossed + sees.gathered + sees.appraised,
        "full": full_of(member.year),
    }
    return render(request, "blocks/block_member.html", context)


@signed_in
def block_proof(request: HttpRequest, pk: int) -> HttpResponseBase:
    rows = Proof.objects.filter(marking__in=access.visible_markings(actor_of(request)).order_by().values("pk"))
    proof = found_or_404(rows.select_related("paper"), pk=pk)
    return answer(proof.paper)
