"""The page on which the targets of an ended tier get a new place."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from thidua.kernel.refusal import Refused
from thidua.papers.actions import DOCUMENTS, take
from thidua.plans.access import visible_to
from thidua.plans.forms import BasisForm
from thidua.plans.models import Plan
from thidua.plans.remapping import ended_tiers, orphans_of, remap
from thidua.plans.rules.kinds import line
from thidua.plans.rules.remapping import Choice, Orphan, TargetItem, ended_on
from thidua.ui.http import actor_of, add_refusals, found_or_404, signed_in


@signed_in
def plan_remap(request: HttpRequest, pk: int) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    plan: Plan = found_or_404(
        visible_to(actor).filter(province__in=actor.province_ids("plan.edit")).select_related("province"),
        pk=pk,
        state="published",
    )
    found = orphans_of(plan, today)
    if not found:
        raise Http404
    form = BasisForm(request.POST or None, request.FILES or None, initial={"issuer": plan.issuer})
    if request.method == "POST" and form.is_valid():
        try:
            fields = dict(form.cleaned_data)
            paper = take(fields.pop("file"), actor=actor, taken=DOCUMENTS)
            basis = fields | {"date": fields["date"].isoformat()}
            return redirect(remap(plan, _choices(request, found), paper=paper, basis=basis, day=today, actor=actor))
        except Refused as refused:
            add_refusals(form, refused)
    rows = [
        (
            *(one, _line(one.item), _line(one.below), _line(one.above)),
            *(request.POST.get(f"{box}{one.item.key}", "") for box in ("choice", "reason")),
        )
        for one in found
    ]
    context = {"plan": plan, "rows": rows, "form": form}
    return render(request, "plans/plan_remap.html", context | {"tiers": ended_on(ended_tiers(), today).values()})


def _line(item: TargetItem | None) -> str:
    return line("target", item.data | {"tier": ""}) if item else ""


def _choices(request: HttpRequest, found: list[Orphan]) -> dict[int, Choice]:
    keys = [one.item.key for one in found]
    return {
        key: Choice(verb, request.POST.get(f"reason{key}", "").strip()[:500])
        for key in keys
        if (verb := request.POST.get(f"choice{key}", ""))
    }
