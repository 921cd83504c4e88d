"""What each kind of item consists of, for its form and its line in lists."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from thidua.kernel.periods import last_day, parse_when, show_when
from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_number, parse_number


@dataclass(frozen=True)
class Field:
    """limit: the largest number, or the most letters (0: what the type allows). name; Vietnamese label; type: text, long, number, date, when (``2025``, ``2025-Q2``, ``yearly 12-10``), choice."""

    name: str
    label: str
    type: str = "text"
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    limit: int = 0


@dataclass(frozen=True)
class Kind:
    """code; Vietnamese name; fields; line: which of them make its line in a list."""

    code: str
    name: str
    fields: tuple[Field, ...]
    line: tuple[str, ...]


UNIT_KINDS = (
    ("department", "sở, ban, ngành"),
    ("party", "cơ quan Đảng"),
    ("front", "Mặt trận và đoàn thể"),
    ("district", "huyện (trước 01/7/2025)"),
    ("commune", "xã, phường, đặc khu"),
    ("central", "cơ quan Trung ương tại địa bàn"),
    ("enterprise", "doanh nghiệp, hợp tác xã"),
    ("group", "thành viên khối, cụm thi đua"),
)
DEADLINES = (
    ("registration", "đăng ký"),
    ("launch", "phát động"),
    ("mid-term review", "sơ kết"),
    ("final review", "tổng kết"),
    ("annual report", "báo cáo hằng năm"),
    ("report", "báo cáo"),
    ("nomination", "nộp hồ sơ khen thưởng"),
    ("inspection", "kiểm tra"),
    ("annual review", "đánh giá hằng năm"),
    ("annual plan", "kế hoạch hằng năm"),
    ("annual award", "khen thưởng hằng năm"),
    ("plan", "ban hành kế hoạch"),
    ("review", "đánh giá"),
)
FORMULAS = (
    ("ratio", "theo tỷ lệ"),
    ("count", "theo số lượng"),
    ("boolean", "có hoặc không"),
    ("tier", "theo mức"),
    ("other", "cách khác"),
)
TIERS = (("province", "cấp tỉnh"), ("commune", "cấp xã"), ("enterprise", "doanh nghiệp"))
# Tiers as targets name them; other words bind every tier.
TIER_OF = {"cấp tỉnh": "province", "cấp huyện": "district", "cấp xã": "commune", "doanh nghiệp": "enterprise"}
RATIO, COUNT, YES_NO, RUBRIC = "ratio", "count", "yes_no", "rubric"
MEASURES = ((RATIO, "tỷ lệ"), (COUNT, "số lượng"), (YES_NO, "có hoặc không"), (RUBRIC, "thang mức"))
FEEDS = (
    ("basic", "tập huấn kỹ năng số cơ bản: số người"),
    ("analysis", "tập huấn phân tích, khai thác dữ liệu: số người"),
    ("public", "bình dân học vụ số: số người"),
    ("items", "truyền thông: số tin, bài"),
    ("hours", "truyền thông: số giờ"),
)
# What a rubric's levels mean where the plan gives none; the product's own wording.
LEVELS = (
    "chưa thực hiện",
    "mới bắt đầu",
    "thực hiện một phần",
    "đạt yêu cầu",
    "tốt, có kết quả đo được",
    "dẫn đầu, có thể nhân rộng",
)
PASS_LEVEL = 3
ROUTE_KINDS = (
    ("consolidate", "tổng hợp"),
    ("opinion", "cho ý kiến"),
    ("appraise", "thẩm định"),
    ("decide", "quyết định"),
)
_COMPARE = (("=", "đạt"), (">=", "tối thiểu"), ("<=", "tối đa"))

KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "legal_basis",
            "Văn bản căn cứ",
            (
                Field("kind", "Loại văn bản"),
                Field("number", "Số, ký hiệu"),
                Field("date", "Ngày ban hành", "date"),
                Field("issuer", "Cơ quan ban hành"),
            ),
            ("kind", "number", "date", "issuer"),
        ),
        Kind(
            "section", "Mục", (Field("label", "Ký hiệu"), Field("title", "Tên mục", required=True)), ("label", "title")
        ),
        Kind(
            "content",
            "Nội dung thi đua",
            (Field("label", "Ký hiệu"), Field("text", "Nội dung", "long", True)),
            ("label", "text"),
        ),
        Kind(
            "addressee",
            "Đối tượng thực hiện",
            (
                Field("unit_kind", "Loại đơn vị", "choice", True, UNIT_KINDS),
                Field("tier", "Chỉ cấp", "choice", choices=TIERS),
                Field("area", "Chỉ trong khối, cụm hoặc địa bàn"),
            ),
            ("unit_kind", "tier", "area"),
        ),
        Kind(
            "criterion",
            "Tiêu chí",
            (
                Field("group", "Nhóm đối tượng"),
                Field("text", "Tiêu chí", "long", True),
                Field("points", "Điểm tối đa", "number", limit=10_000),
                Field("formula", "Cách tính", "choice", choices=FORMULAS),
                Field("rule", "Cách cho điểm", "long"),
                Field("evidence", "Tài liệu kiểm chứng", "long"),
                Field("measure", "Đo trong báo cáo của đơn vị", "choice", choices=MEASURES[2:]),
                Field("levels", "Các mức của thang (mỗi dòng một mức, từ mức 0)", "long"),
                Field("pass", "Đạt từ mức", "number", limit=20),
            ),
            ("group", "text", "points"),
        ),
        Kind(
            "target",
            "Chỉ tiêu",
            (
                Field("tier", "Cấp", limit=60),
                Field("comparator", "So sánh", "choice", True, _COMPARE),
                Field("value", "Giá trị", "number", True),
                Field("unit", "Đơn vị tính", required=True, limit=60),
                Field("subject", "Nội dung chỉ tiêu", "long", True),
                Field("excludes", "Trừ khỏi mẫu số"),
                Field("measure", "Cách đo", "choice", choices=MEASURES),
                Field("numerator", "Tử số là"),
                Field("denominator", "Mẫu số là"),
                Field("levels", "Các mức của thang (mỗi dòng một mức, từ mức 0)", "long"),
                Field("unit_kind", "Chỉ loại đơn vị", "choice", choices=UNIT_KINDS[:-1]),
                Field("baseline", "Mức gốc", "number"),
                Field("baseline_year", "Năm của mức gốc", "number", limit=2200),
                Field("due", "Phải đạt vào", "when"),
                Field("source", "Nguồn số liệu"),
                Field("feed", "Lấy từ sổ hoạt động", "choice", choices=FEEDS),
            ),
            ("tier", "comparator", "value", "unit", "subject"),
        ),
        Kind("priority_field", "Lĩnh vực ưu tiên", (Field("name", "Lĩnh vực", required=True),), ("name",)),
        Kind(
            "phase",
            "Giai đoạn",
            (
                Field("label", "Tên giai đoạn", required=True),
                Field("from", "Từ năm", "when", True),
                Field("to", "Đến năm", "when", True),
            ),
            ("label", "from", "to"),
        ),
        Kind(
            "deadline",
            "Thời hạn",
            (Field("what", "Việc", "choice", True, DEADLINES), Field("when", "Thời hạn", "when", True)),
            ("what", "when"),
        ),
        Kind(
            "report_regime",
            "Chế độ báo cáo",
            (Field("receiver", "Nơi nhận báo cáo", required=True), Field("day", "Ngày hằng năm (tháng-ngày)", "day")),
            ("receiver", "day"),
        ),
        Kind("award_form", "Hình thức khen thưởng", (Field("name", "Tên hình thức", required=True),), ("name",)),
        Kind(
            "award_standard",
            "Tiêu chuẩn khen thưởng",
            (Field("award", "Hình thức"), Field("text", "Tiêu chuẩn", "long", True)),
            ("award", "text"),
        ),
        Kind(
            "quota",
            "Số lượng khen thưởng",
            (
                Field("award", "Hình thức", required=True),
                Field("occasion", "Dịp", required=True),
                Field("collectives", "Tập thể, không quá", "number", limit=9999),
                Field("individuals", "Cá nhân, không quá", "number", limit=9999),
            ),
            ("award", "occasion", "collectives", "individuals"),
        ),
        Kind(
            "dossier_part",
            "Thành phần hồ sơ",
            (
                Field("item", "Tài liệu", required=True),
                Field(
                    "source",
                    "Nguồn",
                    "choice",
                    True,
                    (
                        ("upload", "đơn vị nộp"),
                        ("launch_plan", "kế hoạch phát động của đơn vị"),
                        ("review_report", "báo cáo của đơn vị trong phong trào"),
                    ),
                ),
            ),
            ("item", "source"),
        ),
        Kind(
            "route_step",
            "Trình tự xét khen thưởng",
            (
                Field("kind", "Bước", "choice", True, ROUTE_KINDS),
                Field("agency", "Cơ quan", required=True),
                Field("workdays", "Số ngày làm việc", "number", limit=365),
            ),
            ("kind", "agency"),
        ),
        Kind(
            "responsibility",
            "Phân công trách nhiệm",
            (Field("agency", "Cơ quan", required=True), Field("duty", "Nhiệm vụ", "long")),
            ("agency", "duty"),
        ),
        Kind("recipient", "Nơi nhận", (Field("name", "Nơi nhận", required=True),), ("name",)),
    )
}


def measure_of(data: dict[str, Any]) -> str:
    """How a target is measured: as a person said, else a ratio for a percentage and a count for the rest."""
    return str(data.get("measure") or (RATIO if data.get("unit") == "%" else COUNT))


def levels_of(text: str | None) -> list[str]:
    """The levels of a rubric, from 0 on; the product's own where none are given."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()] or list(LEVELS)


def show(kind: str, name: str, value: Any) -> str:
    """A value as people read it."""
    field = next(f for f in KINDS[kind].fields if f.name == name)
    if value in (None, ""):
        return ""
    if field.type == "choice":
        return dict(field.choices).get(str(value), str(value))
    if field.type == "day":
        return show_when(f"yearly {value}")
    if field.type in ("when", "date"):
        return show_when(str(value))
    if field.type == "number":
        return format_number(value)
    return str(value)


def line(kind: str, data: dict[str, Any]) -> str:
    """An item in one line."""
    if kind == "quota":
        caps = [
            f"{show(kind, n, data.get(n))} {word}"
            for n, word in (("collectives", "tập thể"), ("individuals", "cá nhân"))
            if data.get(n)
        ]
        return " · ".join(
            text for text in (data.get("award"), data.get("occasion"), f"không quá {', '.join(caps)}") if text
        )
    return " · ".join(text for name in KINDS[kind].line if (text := show(kind, name, data.get(name))))


def check_data(kind: str, raw: dict[str, str]) -> tuple[dict[str, Any], list[Refusal]]:
    """What a person typed, as values: (data, refusals). Keeps every field of the kind, empty ones as None."""
    data: dict[str, Any] = {}
    refusals: list[Refusal] = []
    for field in KINDS[kind].fields:
        text = raw.get(field.name, "").strip()
        values = {"field": field.label, "value": text}
        if not text:
            data[field.name] = None
            if field.required:
                refusals.append(Refusal("item.required", values))
            continue
        match field.type:
            case "number":
                try:
                    number = parse_number(text[:40])
                    limit = field.limit or 1_000_000_000
                    if not 0 <= number <= limit:
                        refusals.append(Refusal("item.range", values | {"limit": format_number(limit)}))
                        continue
                    data[field.name] = int(number) if number == int(number) else float(number)
                except ValueError:
                    refusals.append(Refusal("item.number", values))
            case "when":
                data[field.name] = parse_when(text) or text
                if last_day(str(data[field.name]), year=2000) is None:
                    refusals.append(Refusal("item.when", values))
            case "date":
                data[field.name] = text
                try:
                    date.fromisoformat(text)
                except ValueError:
                    refusals.append(Refusal("item.date", values))
            case "choice":
                data[field.name] = text
                if text not in dict(field.choices):
                    refusals.append(Refusal("item.choice", values))
            case _:
                data[field.name] = text
                if len(text) > (limit := field.limit or (10_000 if field.type == "long" else 200)):
                    refusals.append(Refusal("item.long", values | {"limit": limit}))
    return data, refusals
