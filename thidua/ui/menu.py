"""The menu: which entries a person's words open. Addresses by name, so that no page is imported;
drawn once for those who hold the same words."""

from functools import lru_cache

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thidua.kernel.actor import Actor

_ENTRIES = (
    ("desk", _("Bàn làm việc"), None),
    ("overview", _("Tổng quan"), ("office.read",)),
    ("plan_list", _("Kế hoạch"), ("office.read",)),
    ("movement_list", _("Phong trào"), None),
    ("registration_list", _("Đăng ký"), ("office.read", "unit.read")),
    ("activity_list", _("Hoạt động"), ("office.read", "unit.read")),
    ("report_list", _("Báo cáo"), ("office.read", "unit.read")),
    ("difficulty_list", _("Khó khăn"), ("office.read", "unit.read")),
    ("inspection_list", _("Kiểm tra"), ("office.read", "unit.read")),
    ("assessment_list", _("Đánh giá"), ("office.read", "unit.read")),
    ("block_list", _("Khối, cụm"), ("office.read", "unit.read")),
    ("round_list", _("Khen thưởng"), ("office.read", "unit.read")),
    ("session_list", _("Hội đồng"), ("council.read", "own.council.read")),
    ("decision_list", _("Quyết định"), ("office.read", "unit.read")),
    ("unit_list", _("Đơn vị"), ("admin.units", "office.read")),
    ("people_list", _("Tài khoản"), ("admin.people",)),
    ("key_detail", _("Khóa ký"), ("admin.keys",)),
    ("journal_list", _("Nhật ký"), ("journal.read",)),
)


def menu(actor: Actor, here: str) -> SafeString:
    """The entries that the actor's words open; here: the name of the page's address, whose entry is marked."""
    return _drawn(frozenset(word for word, _scope in actor.grants), here, get_language())


@lru_cache(1024)
def _drawn(words: frozenset[str], here: str, language: str | None) -> SafeString:
    mark = SafeString(' aria-current="page"')
    opened = [(name, text) for name, text, needs in _ENTRIES if needs is None or words & set(needs)]
    rows = ((reverse(name), mark if name == here else "", text) for name, text in opened)
    return format_html_join("", '<li><a href="{}"{}>{}</a></li>', rows)
