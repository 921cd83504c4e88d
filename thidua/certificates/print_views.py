"""Printing certificates, the blanks they are printed on, the list of a ceremony, and who took what."""

import base64
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.awards.authority import awarders, held
from thidua.awards.queries import award_names, book_of
from thidua.certificates import actions, printing, queries
from thidua.certificates.access import visible_blanks, visible_to
from thidua.certificates.models import Blank
from thidua.certificates.print_forms import BlankForm, HandoverForm, spot_forms
from thidua.certificates.rules import Spot, spot_words
from thidua.decisions.access import visible_to as visible_decisions
from thidua.decisions.models import Decision
from thidua.kernel.refusal import Refused
from thidua.papers.actions import take
from thidua.papers.rules.files import MEDIA
from thidua.ui.exports import as_excel
from thidua.ui.http import actor_of, add_refusals, found_or_404, number_in, say_refusals, signed_in
from thidua.units.models import Province, Unit

PER_FILE = 200
_START = {
    "authority": Spot(60, 50, 177, 17, "center", True),
    "subject": Spot(40, 95, 217, 24, "center", True),
    "position": Spot(40, 108, 217, 14),
    "achievement": Spot(40, 118, 217, 15),
    "decision": Spot(20, 180, 100, 11, "left"),
    "date": Spot(170, 145, 110, 13),
    "signer_position": Spot(170, 152, 110, 13, "center", True),
    "signer": Spot(170, 185, 110, 14, "center", True),
}


def _whose(request: HttpRequest) -> tuple[Province, Unit | None]:
    """Whose blanks the actor keeps: the province's, or those of the unit that awards."""
    actor = actor_of(request)
    province = Province.objects.filter(pk__in=actor.province_ids("certificate.print")).first()
    if province is not None:
        return province, None
    units = Unit.objects.filter(pk__in=awarders(actor, "certificate.print")).select_related("province")
    unit: Unit = found_or_404(units)
    return unit.province, unit


@signed_in
def blank_list(request: HttpRequest) -> HttpResponse:
    province, _unit = _whose(request)
    names = award_names(book_of(province.pk), timezone.localdate())
    rows = [(blank, names.get(blank.award_code, "")) for blank in visible_blanks(actor_of(request))]
    return render(request, "certificates/blank_list.html", {"rows": rows})


@signed_in
def blank_new(request: HttpRequest) -> HttpResponse:
    return _edit(request, *_whose(request), None)


@signed_in
def blank_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor: fields, the table of spots, and what comes of it beside it."""
    blank: Blank = found_or_404(
        visible_blanks(actor_of(request)).select_related("picture", "province", "awarder"), pk=pk
    )
    return _edit(request, blank.province, blank.awarder, blank)


def _edit(request: HttpRequest, province: Province, awarder: Unit | None, blank: Blank | None) -> HttpResponse:
    actor = actor_of(request)
    initial: dict[str, Any] = {"width": 297, "height": 210, "shift_x": 0, "shift_y": 0}
    if blank is not None:
        initial = {
            name: getattr(blank, name) for name in ("name", "award_code", "width", "height", "shift_x", "shift_y")
        }
    awards = sorted(award_names(book_of(province.pk), timezone.localdate()).items(), key=lambda pair: pair[1])
    form = BlankForm(request.POST or None, request.FILES or None, awards=awards, initial=initial)
    rows = spot_forms(request.POST or None, blank.placed() if blank else _START)
    whole = [one.is_valid() for one in (form, *rows)] if request.method == "POST" else [False]
    if all(whole):
        fields, file = dict(form.cleaned_data), form.cleaned_data["picture"]
        del fields["picture"]
        spots = {row.prefix: spot for row in rows if row.prefix and (spot := row.spot())}
        try:
            if file is not None:
                fields["picture"] = take(file, actor=actor, taken=("png", "jpg"))
            kept = actions.keep_blank(province, blank, fields, spots, awarder=awarder, actor=actor)
            messages.success(request, _("Đã lưu phôi. Hãy in thử rồi chỉnh cho khớp."))
            return redirect(kept)
        except Refused as refused:
            add_refusals(form, refused)
    return render(request, "certificates/blank_detail.html", {"blank": blank, "form": form, "rows": rows})


def _sample(province: Province) -> dict[str, str]:
    return spot_words(queries.sample_payload(province), actions.address_of("x" * 22))


@signed_in
def blank_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """How the blank looks filled with sample words, over its scan."""
    blank: Blank = found_or_404(visible_blanks(actor_of(request)).select_related("picture", "province"), pk=pk)
    behind = ""
    if blank.picture is not None:
        kind = "jpeg" if blank.picture.kind == "jpg" else blank.picture.kind
        inside = base64.b64encode(blank.picture.content()).decode()
        box = f'width="{blank.width}" height="{blank.height}"'
        image = f'<image {box} preserveAspectRatio="none" href="data:image/{kind};base64,{inside}"/>'
        behind = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {blank.width} {blank.height}">{image}</svg>'
    drawn = printing.blank_picture(blank.size, blank.placed(), _sample(blank.province), behind=behind)
    return HttpResponse(drawn, content_type="image/svg+xml")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA["pdf"])
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


@signed_in
def blank_test(request: HttpRequest, pk: int) -> HttpResponse:
    """The test print: sample words with a grid of millimetres, to be laid over the real blank."""
    blank: Blank = found_or_404(visible_blanks(actor_of(request)).select_related("province"), pk=pk)
    words = _sample(blank.province)
    return _pdf(printing.on_blank(blank.size, blank.shift, blank.placed(), [words], guides=True), "in-thu")


def _decision(request: HttpRequest, pk: int) -> Decision:
    actor = actor_of(request)
    rows = visible_decisions(actor).filter(
        held(actor, "certificate.print", "province", "awarder"), state__in=["issued", "revoked"]
    )
    return found_or_404(rows.select_related("province", "awarder", "signer"), pk=pk)  # type: ignore[no-any-return]  # a decision


@signed_in
def certificate_print(request: HttpRequest, decision_pk: int) -> HttpResponse:
    """One PDF of many certificates: ``?phoi=`` only the words for that blank, ``?tu=`` from which on (``PER_FILE`` a file)."""
    decision = _decision(request, decision_pk)
    start = number_in(request.GET.get("tu")) or 1
    rows = queries.printable(decision)[start - 1 : start - 1 + PER_FILE]
    pages = [(actions.payload_of(row.line), actions.address_of(row.public_id)) for row in rows]
    if not pages:
        raise Http404
    name = f"bang-{decision.pk}-{start}"
    if wanted := number_in(request.GET.get("phoi")):
        blank: Blank = found_or_404(visible_blanks(actor_of(request)), pk=wanted)
        words = [spot_words(*page) for page in pages]
        return _pdf(printing.on_blank(blank.size, blank.shift, blank.placed(), words), name)
    return _pdf(printing.typeset_all(pages), name)


@signed_in
def ceremony_detail(request: HttpRequest, decision_pk: int) -> HttpResponse:
    """The order in which certificates are called out, who took which; ``?tep=1`` as Excel to sign on."""
    decision = _decision(request, decision_pk)
    actor = actor_of(request)
    rows = queries.in_order(decision, book_of(decision.province_id))
    if request.GET.get("tep"):
        return _ceremony_list(decision, [row for row in rows if not row.is_revoked])
    form = HandoverForm(request.POST or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        chosen = visible_to(actor).filter(
            line__decision=decision, pk__in=[number_in(key) for key in request.POST.getlist("bang")]
        )
        try:
            count = actions.hand_over(chosen, actor=actor, **form.cleaned_data)
            messages.success(request, _("Đã ghi trao %(count)s bằng.") % {"count": count})
            return redirect("ceremony_detail", decision.pk)
        except Refused as refused:
            say_refusals(request, refused)
    given = sum(hasattr(row, "handover") for row in rows)
    context = {"decision": decision, "rows": rows, "form": form, "given": given}
    return render(request, "certificates/ceremony_detail.html", context | {"all": len(rows)})


@require_POST
@signed_in
def handover_undo(request: HttpRequest, pk: int) -> HttpResponse:
    certificate = found_or_404(visible_to(actor_of(request)), pk=pk)
    actions.undo_handover(certificate, reason=request.POST.get("reason", ""), actor=actor_of(request))
    messages.success(request, _("Đã bỏ ghi trao; bằng này coi như chưa trao."))
    return redirect("ceremony_detail", certificate.line.decision_id)


def _ceremony_list(decision: Decision, rows: list[Any]) -> HttpResponse:
    heads = ["TT", _("Tập thể, cá nhân"), _("Chức vụ, nơi công tác"), _("Đơn vị"), _("Hình thức")]
    heads += [_("Ngày trao"), _("Người nhận"), _("Ký nhận")]
    found = (
        (
            number,
            row.line.subject_name,
            row.line.position,
            row.line.nomination.unit.name,
            row.line.award_name,
            row.handover.day if hasattr(row, "handover") else None,
            row.handover.receiver or row.line.subject_name if hasattr(row, "handover") else "",
            "",
        )
        for number, row in enumerate(rows, 1)
    )
    return as_excel(f"trao-bang-{decision.pk}", heads, found)
