"""The rules that an installation starts with, as dated data. What could not be checked against a primary text is marked so;
where no text was found at all, ``article`` says that the value is provisional.

Sources: Luật 06/2022/QH15 (Điều 74, 77–80); Nghị định 152/2025/NĐ-CP (Điều 33, 51, 54 and its principles of awarding) as
reported in print; Nghị định 98/2023/NĐ-CP Điều 46 (consultation); base salaries of Nghị định 24/2023, 73/2024 and
161/2026; published procedures of provinces for thresholds and parts of dossiers.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from thidua.awards.papers import DECISIONS, RECIPIENTS, TEMPLATES
from thidua.awards.rules.kinds import SUBJECTS
from thidua.awards.rules.selecting import RuleFact
from thidua.awards.rules.templates import ISSUERS

_LAW = "Luật Thi đua, khen thưởng 06/2022/QH15"
_DECREE = "Nghị định 152/2025/NĐ-CP"
_NOT_FOUND = "Chưa tìm thấy văn bản gốc: giá trị tạm"
_IN_FORCE, _DECREE_FROM = date(2024, 1, 1), date(2025, 7, 1)

_COLLECTIVE, _INDIVIDUAL = ("collective", "enterprise"), ("individual", "overseas")
_FORMS: tuple[tuple[str, str, str, str, str, tuple[str, ...], str], ...] = (
    ("HCLD", "Huân chương Lao động", "form", "state", "Chủ tịch nước", (*_COLLECTIVE, *_INDIVIDUAL), "Điều 77"),
    ("CO_CP", "Cờ thi đua của Chính phủ", "title", "state", "Thủ tướng Chính phủ", _COLLECTIVE, "Điều 78"),
    ("CSTD_TQ", "Chiến sĩ thi đua toàn quốc", "title", "state", "Thủ tướng Chính phủ", ("individual",), "Điều 78"),
    (
        "BK_TTG",
        "Bằng khen của Thủ tướng Chính phủ",
        "form",
        "state",
        "Thủ tướng Chính phủ",
        (*_COLLECTIVE, *_INDIVIDUAL, "household"),
        "Điều 78",
    ),
    ("CO_TINH", "Cờ thi đua của tỉnh", "title", "province", "Chủ tịch Ủy ban nhân dân tỉnh", _COLLECTIVE, "Điều 79"),
    ("CSTD_TINH", "Chiến sĩ thi đua cấp tỉnh", "title", "province", "Chủ tịch Ủy ban nhân dân tỉnh", ("individual",), "Điều 79"),
    ("TTLDXS", "Tập thể lao động xuất sắc", "title", "province", "Chủ tịch Ủy ban nhân dân tỉnh", ("collective",), "Điều 79"),
    (
        "BK_TINH",
        "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
        "form",
        "province",
        "Chủ tịch Ủy ban nhân dân tỉnh",
        SUBJECTS,
        "Điều 74, Điều 79",
    ),
    ("CSTD_CS", "Chiến sĩ thi đua cơ sở", "title", "grassroots", "Thủ trưởng cơ quan, tổ chức, đơn vị", ("individual",), "Điều 80"),
    ("TTLDTT", "Tập thể lao động tiên tiến", "title", "grassroots", "Thủ trưởng cơ quan, tổ chức, đơn vị", ("collective",), "Điều 80"),
    ("LDTT", "Lao động tiên tiến", "title", "grassroots", "Thủ trưởng cơ quan, tổ chức, đơn vị", ("individual",), "Điều 80"),
    ("GK", "Giấy khen", "form", "grassroots", "Thủ trưởng cơ quan, tổ chức, đơn vị", SUBJECTS, "Điều 80"),
)  # fmt: skip
# Titles of a year's work, never of a movement.
_YEARLY = ("CSTD_TQ", "CSTD_TINH", "CSTD_CS", "TTLDXS", "TTLDTT", "LDTT")
_READ = ("GK", "TTLDTT", "CSTD_CS", "LDTT")  # Điều 80 was read in the gazette

_BONUS: tuple[tuple[str, str, str, str, str], ...] = (
    ("BK_TTG", "3.5", "", "", "Điều 54 khoản 1"),
    ("BK_TINH", "1.5", "", "", "Điều 54 khoản 1"),
    ("CSTD_TQ", "4.5", "", "", "quy định về tiền thưởng danh hiệu"),
    ("CSTD_TINH", "3", "", "", "quy định về tiền thưởng danh hiệu"),
    ("CSTD_CS", "1", "", "", "quy định về tiền thưởng danh hiệu"),
    ("LDTT", "0.3", "", "", "quy định về tiền thưởng danh hiệu"),
    ("CO_CP", "", "12", "", "quy định về tiền thưởng danh hiệu"),
    ("CO_TINH", "", "8", "", "quy định về tiền thưởng danh hiệu"),
    ("TTLDXS", "", "1.5", "", "quy định về tiền thưởng danh hiệu"),
    ("TTLDTT", "", "0.8", "", "quy định về tiền thưởng danh hiệu"),
)
_SALARIES = (
    (date(2023, 7, 1), date(2024, 6, 30), 1_800_000, "Nghị định 24/2023/NĐ-CP"),
    (date(2024, 7, 1), date(2026, 6, 30), 2_340_000, "Nghị định 73/2024/NĐ-CP"),
    (date(2026, 7, 1), None, 2_530_000, "Nghị định 161/2026/NĐ-CP"),
)
_PARTS = (
    ("Tờ trình đề nghị khen thưởng", "submission"),
    ("Báo cáo thành tích có xác nhận của cấp trình khen", "achievement"),
    ("Biên bản xét khen thưởng của Hội đồng Thi đua - Khen thưởng cấp trình khen", "minutes"),
)
# step → working days, days before the end at which it is nearly late, what silence means
_LIMITS = {
    "": (10, 2, "wait", _NOT_FOUND),
    "opinion": (10, 2, "proceed", "Nghị định 39/2012/NĐ-CP (đã hết hiệu lực): giá trị tạm"),
    "appraise": (20, 3, "wait", "Thủ tục hành chính cấp tỉnh đã công bố: giá trị tạm"),
}
# year → the day before the Lunar New Year and the four after it, then the day of the Hùng Kings
_LUNAR = {
    2025: ("2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31", "2025-02-01", "2025-04-07"),
    2026: ("2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-04-26"),
    2027: ("2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", "2027-02-09", "2027-04-16"),
}


def _rule(
    kind: str, key: str, article: str, start: date = _IN_FORCE, *, end: date | None = None, **data: Any
) -> RuleFact:
    return RuleFact(0, kind, key, start, end, article=article, data=data)


def _forms() -> Iterator[RuleFact]:
    for rank, (code, name, kind, level, authority, subjects, article) in enumerate(_FORMS):
        data = {"name": name, "kind": kind, "level": level, "authority": authority, "rank": rank}
        data["basis"] = "merit" if code in _YEARLY else "round"
        data |= {f"for_{s}": "yes" if s in subjects else "no" for s in SUBJECTS}
        article = f"{_LAW}, {article}"
        yield RuleFact(0, "form", code, _IN_FORCE, article=article, confirmed=code in _READ, data=data)


def _procedure() -> Iterator[RuleFact]:
    share: dict[str, Any] = {"denominator": "all_members", "secret": "no"}
    yield _rule("threshold", "CO_CP", f"{_DECREE}, Điều 33 khoản 5", approval_percent="80", **share)
    published = "Thủ tục hành chính cấp tỉnh đã công bố"
    yield _rule("threshold", "BK_TINH", published, approval_percent="80", **share)
    yield _rule("threshold", "CSTD_TQ", published, approval_percent="90", **share)
    yield _rule("threshold", "", f"{_NOT_FOUND}, quá bán", approval_percent="50", more_than="yes", **share)
    yield _rule("quorum", "", _NOT_FOUND, quorum_percent="66.67", related_counted="no", deputy_votes="no")
    yield _rule("tie", "", "Nguyên tắc ưu tiên người trực tiếp lao động: giá trị tạm", first="direct")
    consulted = "Nghị định 98/2023/NĐ-CP, Điều 46 khoản 2; nay theo Nghị định 152/2025/NĐ-CP, chưa xác định được điều"
    yield _rule("consultation", "HCLD", consulted, needed="yes", workdays=10)
    yield _rule(
        "consultation", "", "Chưa tìm thấy quy định bắt buộc; lấy ý kiến khi đợt xét yêu cầu", needed="no", workdays=10
    )
    yield _rule("complaint", "", _NOT_FOUND, workdays=10)
    parts = [{"name": name, "source": source} for name, source in _PARTS]
    yield _rule("dossier", "", "Thủ tục hành chính khen thưởng theo chuyên đề đã công bố", parts=parts, copies=1)
    for step, (days, near, silence, article) in _LIMITS.items():
        yield _rule("time_limit", step, article, workdays=days, near=near, silence=silence)
    yield _rule("adhoc", "", f"{_NOT_FOUND}, thận trọng", council="yes")
    yield _rule("return", "", _NOT_FOUND, answers="stand", reenter="same", clock="restart", quota="free")


def _standards() -> Iterator[RuleFact]:
    yield _rule("standard", "", "Kế hoạch của phong trào", reported="yes", targets="no", initiatives=0)
    ladder = f"{_LAW}, tiêu chuẩn danh hiệu Chiến sĩ thi đua"
    yield _rule("sequence", "CSTD_TINH", ladder, earlier="CSTD_CS", times=3, consecutive="yes", gap=0)
    yield _rule("sequence", "CSTD_TQ", ladder, earlier="CSTD_TINH", times=2, consecutive="yes", gap=0)
    yield _rule("counting", "", f"{_DECREE}, nguyên tắc khen thưởng", _DECREE_FROM, thematic="no")
    yield _rule("history", "", _NOT_FOUND, merged="all")
    yield _rule("dissolved", "", _NOT_FOUND, awarded="no")


def _templates() -> Iterator[RuleFact]:
    for paper, (heading, about, text) in TEMPLATES.items():
        yield _rule("template", paper, _NOT_FOUND, heading=heading, about=about, text=text)
    for start, end, text in DECISIONS:
        for issuer in ISSUERS:
            yield _rule("decision_text", issuer, _NOT_FOUND, start, end=end, text=text, recipients=RECIPIENTS)


def _money() -> Iterator[RuleFact]:
    for code, individual, collective, household, article in _BONUS:
        data: dict[str, Any] = {"for_individual": individual, "for_collective": collective, "for_household": household}
        yield _rule("bonus", code, f"{_DECREE}, {article}", _DECREE_FROM, **data)
    for start, end, amount, article in _SALARIES:
        yield _rule("base_salary", "", article, start, end=end, amount=amount, round_to=10_000)


def _holidays() -> Iterator[RuleFact]:
    for year, lunar in _LUNAR.items():
        fixed = (f"{year}-01-01", f"{year}-04-30", f"{year}-05-01", f"{year}-09-01", f"{year}-09-02")
        article = "Bộ luật Lao động 45/2019/QH14, Điều 112; ngày nghỉ bù theo thông báo của năm chưa được nhập"
        yield _rule("holiday", str(year), article, date(year, 1, 1), days=sorted((*fixed, *lunar)), worked=[])


SHIPPED: tuple[RuleFact, ...] = (*_forms(), *_procedure(), *_templates(), *_standards(), *_money(), *_holidays())
