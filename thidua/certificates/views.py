"""The public check, and the list of a decision's certificates for those who may see the files."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.awards.authority import words_over
from thidua.certificates import actions, queries
from thidua.certificates.access import visible_blanks, visible_to
from thidua.certificates.forms import CheckForm, KeyForm
from thidua.certificates.print_views import PER_FILE
from thidua.decisions.access import visible_to as visible_decisions
from thidua.journal import keys
from thidua.kernel.refusal import Refusal, Refused
from thidua.papers import signing
from thidua.papers.serve import answer
from thidua.ui.http import actor_of, add_refusals, found_or_404, page_of, signed_in
from thidua.ui.limits import over_limit
from thidua.ui.sentences import refusal_sentence
from thidua.units.models import Province

MAX_CHECKED = 5 * 1024 * 1024


def certificate_search(request: HttpRequest) -> HttpResponse:
    """By the id on the paper, or by the file."""
    form = CheckForm(request.POST or None, request.FILES or None)
    check = None
    if request.method == "POST" and form.is_valid():
        if over_limit(request):
            return render(request, "ui/slow_down.html", status=429)
        file, public_id = form.cleaned_data["file"], form.cleaned_data["public_id"].strip()
        if file is not None and not file.size:
            form.add_error("file", refusal_sentence(Refusal("paper.empty", {"name": file.name})))
        elif file is not None and file.size > MAX_CHECKED:
            form.add_error("file", refusal_sentence(Refusal("paper.too_large", {"name": file.name, "limit": 5})))
        elif file is not None:
            check = queries.by_file(file.read())
        elif public_id:
            return redirect("certificate_check", public_id.rsplit("/", 1)[-1] or "-")
        else:
            form.add_error(None, _("Hãy nhập mã hoặc chọn tệp."))
    return render(request, "certificates/certificate_search.html", _context(request, check) | {"form": form})


def certificate_check(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where the QR leads."""
    if over_limit(request):
        return render(request, "ui/slow_down.html", status=429)
    check = queries.by_id(public_id)
    status = 404 if check.verdict.state == "unknown" else 200
    return render(request, "certificates/certificate_check.html", _context(request, check), status=status)


def _context(request: HttpRequest, check: queries.Check | None) -> dict[str, object]:
    return {
        "check": check,
        "host": settings.ORIGIN or request.get_host(),
        "fingerprint": keys.fingerprint(),
        "self_made": signing.self_made(),
    }


@signed_in
def certificate_list(request: HttpRequest, decision_pk: int) -> HttpResponse:
    actor = actor_of(request)
    decision = found_or_404(visible_decisions(actor), pk=decision_pk)
    rows = visible_to(actor).filter(line__decision=decision)
    standing = Q(nomination__state="awarded") | Q(certificate__isnull=False)
    expected = decision.lines.filter(standing, dropped=False).count()
    may_issue = decision.state == "issued" and "decision.number" in words_over(actor, decision)
    if request.method == "POST" and may_issue:
        count = actions.issue_all(decision)
        messages.success(request, _("Đã cấp thêm %(count)s bằng.") % {"count": count})
        return redirect("certificate_list", decision.pk)
    issued = rows.count()
    context = {"decision": decision, "page": page_of(request, rows), "issued": issued, "expected": expected}
    context["may_issue"] = may_issue
    context["may_revoke"] = decision.state == "issued" and "decision.sign" in words_over(actor, decision)
    if "certificate.print" in words_over(actor, decision):
        printed = queries.printable(decision).count()
        context["files"] = [(n + 1, min(n + PER_FILE, printed)) for n in range(0, printed, PER_FILE)]
        context["blanks"] = visible_blanks(actor)
    return render(request, "certificates/certificate_list.html", context)


@signed_in
def certificate_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    certificate = found_or_404(visible_to(actor_of(request)), pk=pk)
    return answer(certificate.paper)


@signed_in
def key_detail(request: HttpRequest) -> HttpResponse:
    """The installation's key: what it is, and putting the agency's own in its place."""
    actor = actor_of(request)
    province = found_or_404(Province.objects.filter(pk__in=actor.province_ids("admin.keys")))
    form = KeyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            files = [form.cleaned_data[name].read(65536) for name in ("key", "certificate")]
            actions.install_key(province, *files, actor=actor)
            messages.success(request, _("Đã thay khóa ký. Bằng đã cấp trước đây vẫn kiểm tra được."))
            return redirect("key_detail")
        except Refused as refused:
            add_refusals(form, refused)
    context = {"form": form, "fingerprint": keys.fingerprint(), "self_made": signing.self_made()}
    return render(request, "certificates/key_detail.html", context)
