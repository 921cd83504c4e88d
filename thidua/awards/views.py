"""The register of rules about awards as of a day, and changes of it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.awards import actions, queries
from thidua.awards.access import visible_to
from thidua.awards.forms import EndForm, RuleForm
from thidua.awards.models import Rule, RuleChange
from thidua.awards.rules.kinds import KINDS, Kind, typed
from thidua.awards.rules.selecting import RuleFact
from thidua.kernel.refusal import Refused
from thidua.kernel.vietnamese import format_date, format_number
from thidua.ui.http import actor_of, add_refusals, found_or_404, page_of, signed_in
from thidua.ui.names import name_of
from thidua.units.models import Province

SHOWN = 30


def shown_values(
    kind: Kind, data: dict[str, Any], awards: dict[str, str], *, whole: bool = True
) -> list[tuple[str, str]]:
    """(label, text) of each value of a rule. awards: code → name; whole: with the text of a template, else with how long
    it is."""
    subjects = [f.name for f in kind.fields if f.type == "choice" and f.name.startswith("for_")]
    found = []
    for field in kind.fields:
        if field.name in subjects or (kind.code == "form" and field.name in ("name", "rank")):
            continue
        value = data.get(field.name, "")
        if field.type == "parts":
            text = "; ".join(row["name"] for row in value or ())
        elif field.type == "days":
            text = "; ".join(format_date(date.fromisoformat(day)) for day in value or ())
        elif field.type == "choice":
            text = name_of("rule_choice", value) if value else ""
        elif field.type == "award":
            text = awards.get(value, value)
        elif field.type == "template" and not whole:
            text = _("%(lines)s dòng") % {"lines": len(value.splitlines())}
        elif field.type in ("text", "line", "template"):
            text = str(value)
        else:
            text = format_number(value) if value not in ("", None) else ""
        if text:
            found.append((name_of("rule_field", field.name), text))
    if subjects:
        named = ", ".join(name_of("rule_field", name) for name in subjects if data.get(name) == "yes")
        found.append((_("đối tượng"), named or _("chưa nêu")))
    return found


def key_name(kind: Kind, key: str, awards: dict[str, str]) -> str:
    if kind.keyed_by == "award":
        return awards.get(key, key) or _("các hình thức còn lại")
    if kind.keyed_by == "step":
        return name_of("step_kind", key)
    return name_of(kind.keyed_by, key) if kind.keyed_by in ("paper", "issuer") else key


def _row(kind: Kind, rule: RuleFact, awards: dict[str, str], *, whole: bool = True) -> dict[str, Any]:
    values = shown_values(kind, dict(rule.data), awards, whole=whole)
    return {"rule": rule, "key": key_name(kind, rule.key, awards), "values": values}


@signed_in
def rule_list(request: HttpRequest) -> HttpResponse:
    """What is in force on a day (``?ngay=2024-05-01``), each with its article and whether it was checked against it."""
    actor = actor_of(request)
    province = _province(request)
    try:
        day = date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError:
        day = timezone.localdate()
    book = queries.book_of(province.pk)
    awards = queries.award_names(book, day)
    kinds = queries.in_force_on(book, day)
    rules = [rule for _kind, rows in kinds for rule in rows]
    context = {
        "day": day,
        "kinds": [
            (KINDS[kind], [_row(KINDS[kind], rule, awards, whole=False) for rule in rows]) for kind, rows in kinds
        ],
        "unconfirmed": sum(not rule.confirmed for rule in rules),
        "count": len(rules),
        "may_edit": "rule.edit" in actor.in_province(province.pk),
        "changes": list(queries.proposed(actor)[:20]),
    }
    return render(request, "awards/rule_list.html", context)


def _province(request: HttpRequest, word: str | None = None) -> Province:
    """The province of the actor's own units and words; the first where there are several."""
    actor = actor_of(request)
    held = actor.province_ids(word) if word else actor.province_ids()
    rows = Province.objects.filter(pk__in=held)
    if not word:
        rows = rows | Province.objects.filter(units__in=actor.unit_ids())
    return found_or_404(rows.distinct())  # type: ignore[no-any-return]  # a province


@signed_in
def rule_detail(request: HttpRequest, kind: str) -> HttpResponse:
    """Every version of one kind of rule, with its key: what holds, held and will hold."""
    province = _province(request)
    if kind not in KINDS:
        raise Http404
    awards = queries.award_names(queries.book_of(province.pk), timezone.localdate())
    rows = queries.rules_of(province.pk).filter(kind=kind).select_related("change__proposer")
    page = page_of(request, rows)
    found = [(row, _row(KINDS[kind], row.fact(), awards)) for row in page]
    may_edit = "rule.edit" in actor_of(request).in_province(province.pk)
    context = {"kind": KINDS[kind], "page": page, "rows": found, "may_edit": may_edit}
    return render(request, "awards/rule_detail.html", context)


@signed_in
def rule_new(request: HttpRequest, kind: str) -> HttpResponse:
    """A further version; ``?tu=<rule>`` begins from one that stands."""
    province = _province(request, "rule.edit")
    if kind not in KINDS:
        raise Http404
    book = queries.book_of(province.pk)
    wanted = request.GET.get("tu", "")
    base = next((rule for rule in book.rules if str(rule.pk) == wanted and rule.kind == kind), None)
    values = typed(KINDS[kind], base.data) if base else {}
    initial = {"valid_from": timezone.localdate(), "article": base.article if base else ""}
    today = timezone.localdate()
    awards = queries.award_names(book, today)
    fixed = base is not None
    form = RuleForm(request.POST or None, kind=KINDS[kind], awards=awards, fixed=fixed, data_of=values, initial=initial)
    if request.method == "POST" and form.is_valid():
        key = base.key if base else form.cleaned_data.get("key", "")
        try:
            change = actions.propose(
                province, kind, key, form.raw(), actor=actor_of(request), why=form.cleaned_data["why"], **form.dated()
            )
            messages.success(request, _("Đã ghi đề nghị. Quy định đổi sau khi người thứ hai xác nhận."))
            return redirect(change)
        except Refused as refused:
            add_refusals(form, refused)
    about = key_name(KINDS[kind], base.key, awards) if base else ""
    heading = name_of("rule_kind", kind) + (f": {about}" if about else "")
    intro = _("Thay đổi chỉ có hiệu lực khi một người khác xác nhận. Trang sau cho biết hồ sơ nào bị ảnh hưởng.")
    context = {"form": form, "heading": heading, "intro": intro, "button": _("Ghi đề nghị"), "cancel": "/quy-dinh/"}
    return render(request, "ui/form_page.html", context)


@signed_in
def rule_end(request: HttpRequest, pk: int) -> HttpResponse:
    """A last day for a version of the province's own."""
    actor = actor_of(request)
    rule: Rule = found_or_404(Rule.objects.filter(province__in=actor.province_ids("rule.edit")), pk=pk)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.propose_end(rule, actor=actor, **form.cleaned_data))
        except Refused as refused:
            add_refusals(form, refused)
    context = {"form": form, "heading": _("Kết thúc quy định"), "intro": rule.article, "button": _("Ghi đề nghị")}
    return render(request, "ui/form_page.html", context)


@signed_in
def rule_change(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposed change beside what holds now, and the open cases that it touches."""
    change: RuleChange = found_or_404(visible_to(actor_of(request)).select_related("proposer", "ends"), pk=pk)
    kind = KINDS[change.kind]
    book = queries.book_of(change.province_id)
    awards = queries.award_names(book, timezone.localdate())
    now = book.find(change.kind, change.key, day=change.valid_from)
    before = dict(shown_values(kind, dict(now.data), awards)) if now and not change.made_id else {}
    after = dict(shown_values(kind, change.data, awards))
    cases = queries.touched(change) if change.state == "proposed" else []
    context = {
        "change": change,
        "kind": kind,
        "key": key_name(kind, change.key, awards),
        "rows": [(name, before.get(name, ""), after.get(name, "")) for name in {**before, **after}],
        "now": now,
        "cases": cases[:SHOWN],
        "count": len(cases),
    }
    return render(request, "awards/rule_change.html", context)
