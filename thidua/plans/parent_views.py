"""Pages of the plan above: choosing it, entering one in outline, and the two side by side."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.kernel.refusal import Refused
from thidua.plans import parents, queries
from thidua.plans.access import EDITABLE, edited_by, visible_to
from thidua.plans.forms import OutsideForm, ParentForm
from thidua.plans.models import Plan, Standing
from thidua.plans.rules.cascade import INHERITED, doubts, standing_of
from thidua.plans.rules.kinds import line
from thidua.ui.http import actor_of, add_refusals, found_or_404, number_in, say_refusals, signed_in
from thidua.units.models import Province


@signed_in
def outside_new(request: HttpRequest) -> HttpResponse:
    """A plan of another level, entered in outline."""
    actor = actor_of(request)
    province = found_or_404(Province.objects.filter(pk__in=actor.province_ids("plan.edit"))[:1])
    form = OutsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            fields = dict(form.cleaned_data)
            return redirect(parents.enter(province, fields, doc_type=fields.pop("doc_type"), actor=actor))
        except Refused as refused:
            add_refusals(form, refused)
    intro = _(
        "Quyết định, kế hoạch của Trung ương hoặc cấp khác mà kế hoạch của tỉnh thực hiện. Chỉ cần phần đầu; thời hạn, chỉ tiêu ghi thêm sau để đối chiếu."
    )
    context = {"form": form, "heading": _("Văn bản cấp trên"), "intro": intro, "button": _("Lưu")}
    return render(request, "ui/form_page.html", context | {"cancel": reverse("plan_list")})


@signed_in
def plan_parent(request: HttpRequest, pk: int) -> HttpResponse:
    """Which plan above this one carries out: one that is known, or one of the documents it names as its basis."""
    actor = actor_of(request)
    plan: Plan = found_or_404(edited_by(actor).select_related("province", "parent"), pk=pk, state__in=EDITABLE)
    known = Plan.objects.filter(province=plan.province_id, state__in=parents.PARENTS).exclude(pk=plan.pk)
    form = ParentForm(request.POST or None, plans=known.order_by("-state", "-pk"), initial={"parent": plan.parent_id})
    bases = plan.items.filter(kind="legal_basis").exclude(standing=Standing.REJECTED)
    if request.method == "POST":
        try:
            if basis := request.POST.get("basis"):
                item = found_or_404(bases.select_related("plan__province"), pk=number_in(basis))
                parents.take_basis(item, actor=actor)
            elif form.is_valid():
                parents.set_parent(plan, form.cleaned_data["parent"], actor=actor)
            messages.success(request, _("Đã lưu."))
            return redirect(plan)
        except Refused as refused:
            say_refusals(request, refused)
            return redirect("plan_parent", plan.pk)
    numbered = [item for item in bases if item.data.get("number")]
    return render(request, "plans/plan_parent.html", {"plan": plan, "form": form, "bases": numbered})


@signed_in
def plan_against(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan beside its parent's, item by item."""
    plan: Plan = found_or_404(visible_to(actor_of(request)).select_related("parent"), pk=pk, parent__isnull=False)
    held = queries.against_parent(plan)
    rows = [
        (one.kind, standing_of(one), line(one.kind, one.data), line(one.kind, one.parent) if one.parent else "")
        for one in held
    ]
    context = {
        "plan": plan,
        "groups": [(kind, own) for kind in INHERITED if (own := [r for r in rows if r[0] == kind])],
        "doubts": [doubt for one in held for doubt in doubts(one)],
    }
    return render(request, "plans/plan_against.html", context)
