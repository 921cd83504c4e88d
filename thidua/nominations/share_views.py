"""The page of a round's places: caps, what is held, what was shared out to whom, and moving it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.awards.authority import held
from thidua.awards.queries import book_of
from thidua.kernel.refusal import Refused
from thidua.movements.models import Offer
from thidua.nominations import prolonging, queries, shares
from thidua.nominations.access import visible_rounds
from thidua.nominations.forms import CapForm, MoveForm, ProlongForm, ShareForm
from thidua.nominations.models import Round, Share
from thidua.nominations.rules.places import places_left
from thidua.ui.exports import as_excel
from thidua.ui.http import actor_of, add_refusals, found_or_404, signed_in
from thidua.ui.names import name_of
from thidua.units.models import Group, Unit


def _part(share: Share) -> str:
    return f"{share.offer.award_name} ({name_of('subject_kind', share.kind)})"


def _filled(request: HttpRequest, round_: Round, rows: list[Share], kinds: dict[Offer, list[str]]) -> dict[str, Any]:
    """The three forms with their choices; the one that was sent keeps what was typed."""
    sent = request.POST.get("form", "")
    made = {
        name: kind(request.POST if sent == name else None, prefix=name)
        for name, kind in (("share", ShareForm), ("move", MoveForm), ("cap", CapForm))
    }
    groups = [(f"g{g.pk}", g.name) for g in Group.objects.filter(province=round_.province_id)]
    units = [(f"u{u.pk}", u.name) for u in Unit.objects.filter(province=round_.province_id, valid_to=None)]
    listed = [(str(row.pk), f"{row.holder}: {_part(row)}") for row in rows]
    parts = [
        (f"{o.pk}-{k}", f"{o.award_name} ({name_of('subject_kind', k)})") for o, some in kinds.items() for k in some
    ]
    choices: dict[str, dict[str, Any]] = {
        "share": {"part": parts, "holder": [(_("Khối, cụm"), groups), (_("Đơn vị"), units)]},
        "move": {"source": listed, "target": listed},
        "cap": {"offer": [(str(o.pk), o.award_name) for o, some in kinds.items() if "household" in some]},
    }
    for name, fields in choices.items():
        for field, found in fields.items():
            made[name].fields[field].choices = found  # type: ignore[attr-defined]  # a choice field
    return made


def _done(request: HttpRequest, round_: Round, name: str, data: dict[str, Any]) -> None:
    actor = actor_of(request)
    offers = {str(o.pk): o for o in queries.offers_of(round_)}
    if name == "share":
        offer, kind = data["part"].split("-")
        holder, key = data["holder"][0], int(data["holder"][1:])
        unit = Unit.objects.get(pk=key) if holder == "u" else None
        group = Group.objects.get(pk=key) if holder == "g" else None
        shares.share_out(round_, offers[offer], kind, data["places"], unit=unit, group=group, actor=actor)
    elif name == "move":
        source, target = (Share.objects.get(pk=data[field], round=round_) for field in ("source", "target"))
        shares.move(source, target, data["places"], reason=data["reason"], actor=actor)
    else:
        shares.cap_households(offers[data["offer"]], data["places"], paper=data["paper"], round_=round_, actor=actor)


@signed_in
def round_shares(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    mine = visible_rounds(actor).filter(held(actor, "round.open", "movement__province", "awarder"))
    round_: Round = found_or_404(mine.select_related("movement__plan", "awarder"), pk=pk)
    rows = list(round_.shares.select_related("unit", "group", "offer"))
    if request.GET.get("tep"):
        return _excel(rows)
    book, offers = book_of(round_.province_id), queries.offers_of(round_)
    kinds = {offer: queries.given_to(offer, book) for offer in offers}
    made = _filled(request, round_, rows, kinds)
    name = request.POST.get("form", "")
    if request.method == "POST" and name in made and made[name].is_valid():
        try:
            _done(request, round_, name, made[name].cleaned_data)
            messages.success(request, _("Đã ghi số lượng."))
            return redirect("round_shares", round_.pk)
        except Refused as refused:
            add_refusals(made[name], refused)
    taken_by, held_by, caps = shares.used_by(rows), queries.held_by(offers, round_), []
    for offer, some in kinds.items():
        quota = queries.quota_of(offer)
        caps += [(offer, kind, quota.cap(kind), places_left(quota, kind, held_by[offer.pk])) for kind in some]
    context = {
        "round": round_,
        "caps": caps,
        "shares": [(row, _part(row), taken_by[row.pk]) for row in rows],
        "forms": made,
        "to_households": any("household" in some for some in kinds.values()),
    }
    return render(request, "nominations/round_shares.html", context)


@signed_in
def round_prolong(request: HttpRequest, pk: int) -> HttpResponse:
    """More days for a round; a closed one is opened again."""
    actor = actor_of(request)
    mine = visible_rounds(actor).filter(held(actor, "round.open", "movement__province", "awarder"))
    round_: Round = found_or_404(mine, pk=pk)
    form = ProlongForm(request.POST or None, initial={"closes": max(round_.closes, timezone.localdate())})
    if request.method == "POST" and form.is_valid():
        try:
            prolonging.prolong(round_, actor=actor, **form.cleaned_data)
            messages.success(request, _("Đã ghi hạn nhận hồ sơ."))
            return redirect(round_)
        except Refused as refused:
            add_refusals(form, refused)
    context = {"form": form, "heading": _("Gia hạn nhận hồ sơ"), "intro": round_.name, "button": _("Gia hạn")}
    return render(request, "ui/form_page.html", context | {"cancel": round_.get_absolute_url()})


def _excel(rows: list[Share]) -> HttpResponse:
    heads = [_("Khối, cụm hoặc đơn vị"), _("Hình thức, đối tượng"), _("Số lượng"), _("Đã dùng")]
    taken = shares.used_by(rows)
    return as_excel("phan-bo", heads, ((row.holder, _part(row), row.places, taken[row.pk]) for row in rows))
