"""Pages of index sets."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refused
from thidua.movements.access import visible_to as visible_movements
from thidua.movements.models import Movement
from thidua.scores import making, queries
from thidua.scores.access import visible_versions
from thidua.scores.forms import BringForm, HeadForm, IndicatorForm, PillarForm, ShipForm, TargetsForm
from thidua.scores.models import IndexVersion
from thidua.scores.rules.comparing import compare
from thidua.scores.rules.fixed import plain
from thidua.scores.rules.tables import lay_out
from thidua.ui.exports import as_excel
from thidua.ui.http import actor_of, add_refusals, found_or_404, page_of, say_refusals, signed_in
from thidua.units.models import Province


@signed_in
def index_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = visible_versions(actor).select_related("province").defer("body")
    context = {"page": page_of(request, rows), "may_make": bool(actor.province_ids("plan.edit"))}
    return render(request, "scores/index_list.html", context)


def _province(actor: Actor) -> Province:
    return found_or_404(Province.objects.filter(pk__in=actor.province_ids("plan.edit")))  # type: ignore[no-any-return]  # a Province


@signed_in
def index_new(request: HttpRequest) -> HttpResponse:
    """A set from those shipped, or out of a table."""
    actor = actor_of(request)
    province = _province(actor)
    choices = [(code, f"{body['name']} ({len(body['indicators'])})") for code, body in making.shipped().items()]
    ship = ShipForm(request.POST if "shipped" in request.POST else None, choices=choices)
    by_key = _targets(actor, province)
    named = [(key, f"{movement.name}: {tier} ({count})") for key, (movement, tier, count) in by_key.items()]
    targets = TargetsForm(request.POST if "targets" in request.POST else None, choices=named)
    bring = BringForm(request.POST if "title" in request.POST else None, request.FILES or None)
    try:
        if ship.is_bound and ship.is_valid():
            return redirect(making.ship(province, ship.cleaned_data["shipped"], actor=actor))
        if targets.is_bound and targets.is_valid():
            movement, tier, _count = by_key[targets.cleaned_data["targets"]]
            return redirect(making.from_targets(movement, tier, actor=actor))
        if bring.is_bound and bring.is_valid():
            data = bring.cleaned_data
            content, name = data["file"].read(), data["file"].name
            made = making.bring(province, content, name, data["title"], subjects=data["subjects"], actor=actor)
            return redirect(made)
    except Refused as refused:
        add_refusals(ship if ship.is_bound else targets if targets.is_bound else bring, refused)
    forms = {"ship": ship, "bring": bring, "targets": targets if named else None}
    return render(request, "scores/index_new.html", forms)


def _targets(actor: Actor, province: Province) -> dict[str, tuple[Movement, str, int]]:
    """Tiers to which running movements give targets, and how many: by key for a form."""
    found = {}
    movements = visible_movements(actor).filter(province=province, state="running").select_related("plan", "province")
    for movement in movements.prefetch_related("targets"):
        for number, (tier, rows) in enumerate(queries.targets_by_tier(movement).items()):
            found[f"{movement.pk}-{number}"] = (movement, tier, len(rows))
    return found


def _draft(request: HttpRequest, pk: int) -> IndexVersion:
    actor = actor_of(request)
    rows = visible_versions(actor).filter(province__in=actor.province_ids("plan.edit"), state="draft")
    return found_or_404(rows.select_related("province"), pk=pk)  # type: ignore[no-any-return]  # an IndexVersion


@signed_in
def index_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The set as a table, with what it was checked for."""
    actor = actor_of(request)
    version: IndexVersion = found_or_404(visible_versions(actor).select_related("province"), pk=pk)
    if request.GET.get("tep"):
        heads, *rows = lay_out(version.index)
        return as_excel(version.code, heads, rows)
    index = version.index
    editable = version.state == "draft" and "plan.edit" in actor.in_province(version.province_id)
    context = {
        "version": version,
        "index": index,
        "pillars": [(pillar, index.of_pillar(pillar.code)) for pillar in index.pillars],
        "flaws": queries.version_facts_of(version).flaws if version.state == "draft" else (),
        "editable": editable,
        "office": "office.read" in actor.in_province(version.province_id),
        "others": _others(actor, version),
        "doubtful": {doubt[2] for doubt in version.doubts},
    }
    return render(request, "scores/index_detail.html", context)


def _others(actor: Actor, version: IndexVersion) -> Any:
    rows = visible_versions(actor).filter(province=version.province_id, code=version.code).exclude(pk=version.pk)
    return rows.only("pk", "number", "state")


@signed_in
def index_head(request: HttpRequest, pk: int) -> HttpResponse:
    version = _draft(request, pk)
    form = HeadForm(request.POST or None, instance=version)
    if request.method == "POST" and form.is_valid():
        try:
            making.edit_head(version, form.cleaned_data, actor=actor_of(request))
            return redirect(version)
        except Refused as refused:
            add_refusals(form, refused)
    return _page(request, form, _("Thông tin chung của bộ chỉ số"), version)


def _page(request: HttpRequest, form: Any, heading: str, version: IndexVersion, intro: str = "") -> HttpResponse:
    context = {"form": form, "heading": heading, "intro": intro or version.name, "button": _("Lưu")}
    return render(request, "ui/form_page.html", context | {"cancel": version.get_absolute_url()})


@signed_in
def pillar_edit(request: HttpRequest, pk: int, code: str = "") -> HttpResponse:
    version = _draft(request, pk)
    known = next((p for p in version.index.pillars if p.code == code), None)
    initial = (
        {"code": known.code, "name": known.name, "max": plain(known.full), "weight": plain(known.weight)}
        if known
        else {}
    )
    form = PillarForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            making.edit_pillar(version, code, form.cleaned_data, actor=actor_of(request))
            return redirect(version)
        except Refused as refused:
            add_refusals(form, refused)
    return _page(request, form, _("Trụ cột"), version)


@signed_in
def indicator_edit(request: HttpRequest, pk: int, code: str = "") -> HttpResponse:
    version = _draft(request, pk)
    known: dict[str, Any] = next((row for row in version.body["indicators"] if row["code"] == code), {})
    if code and not known:
        raise Http404
    pillars = [(p.code, f"{p.code}. {p.name}") for p in version.index.pillars]
    form = IndicatorForm(request.POST or None, initial=known, pillars=pillars)
    if request.method == "POST" and form.is_valid():
        try:
            making.edit_indicator(version, code, form.cleaned_data, actor=actor_of(request))
            messages.success(request, _("Đã lưu."))
            return redirect(f"{version.get_absolute_url()}#{form.cleaned_data['code']}")
        except Refused as refused:
            add_refusals(form, refused)
    return _page(request, form, _("Chỉ số"), version)


@require_POST
@signed_in
def indicator_drop(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    version = _draft(request, pk)
    try:
        making.drop_indicator(version, code, actor=actor_of(request))
    except Refused as refused:
        say_refusals(request, refused)
    return redirect(version)


@require_POST
@signed_in
def index_renew(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    version = found_or_404(visible_versions(actor).filter(province__in=actor.province_ids("plan.edit")), pk=pk)
    return redirect(making.renew(version, actor=actor))


@signed_in
def index_compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Two versions side by side, the older on the left."""
    rows = visible_versions(actor_of(request)).select_related("province")
    old, new = found_or_404(rows, pk=other), found_or_404(rows, pk=pk)
    if (old.number, old.pk) > (new.number, new.pk):
        old, new = new, old
    changes = compare(old.index, new.index)
    context = {
        "old": old,
        "new": new,
        "changes": [change for change in changes if change.state != "same"],
        "same": sum(change.state == "same" for change in changes),
    }
    return render(request, "scores/index_compare.html", context)
