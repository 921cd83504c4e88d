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


# Entry → how the names of the pages under it begin, where that is not how its own name does.
_UNDER = {
    "round_list": (
        "own_round", "nomin", "part_", "refusal", "dossier", "consultation", "bar_", "initiative", "ledger", "recipient",
        "rule_", "grant_", "old_decision", "share",
    ),
    "session_list": ("seat_", "poll_", "ballot"),
    "decision_list": (
        "line_", "payment", "fund_", "bonus", "above_", "certificate_list", "certificate_print", "ceremony", "blank_", "revocation",
    ),
    "report_list": ("target_", "report_summary", "standings"),
    "plan_list": ("intake", "item_"),
    "movement_list": ("obligation", "calendar_address", "next_phase"),
    "registration_list": ("own_", "received", "outside"),
    "inspection_list": ("charge", "advice", "finding"),
    "assessment_list": ("sheet_", "index_", "objection", "survey", "indicator", "pillar", "proof", "verifier"),
    "block_list": ("marking", "criterion", "proposal", "member_", "vote_", "agreement", "evidence"),
    "people_list": ("role_", "delegation", "password_reset", "person_"),
    "unit_list": ("group_", "succession"),
}  # fmt: skip


def section_of(here: str) -> str:
    """The entry under which a page stands, by the names of both; empty where it stands under none."""
    names = [name for name, _text, _needs in _ENTRIES]
    if here in names:
        return here
    stems = [(stem, name) for name in names for stem in (name.removesuffix("_list") + "_", *_UNDER.get(name, ()))]
    fitting = [(len(stem), name) for stem, name in stems if here.startswith(stem)]
    return max(fitting)[1] if fitting else ""


def menu(actor: Actor, here: str) -> SafeString:
    """The entries that the actor's words open; here: the name of the page's address, whose entry is marked."""
    return _drawn(frozenset(word for word, _scope in actor.grants), here, get_language())


@lru_cache(1024)
def _drawn(words: frozenset[str], here: str, language: str | None) -> SafeString:
    section = section_of(here)
    mark = SafeString(' aria-current="page"') if section == here else SafeString(' aria-current="true"')
    opened = [(name, text) for name, text, needs in _ENTRIES if needs is None or words & set(needs)]
    rows = ((reverse(name), mark if name == section else "", text) for name, text in opened)
    return format_html_join("", '<li><a href="{}"{}>{}</a></li>', rows)
