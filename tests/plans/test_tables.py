"""Tables in plain text: with bars, with tabs, laid out by blanks, or pasted a cell a line."""

import pytest

from thidua.plans.rules.reading import Reading, read

HEAD = "KẾ HOẠCH\nPhát động phong trào thi đua “Số hóa” giai đoạn 2026 - 2027\nII. CHỈ TIÊU THI ĐUA\n"
TARGETS = (
    ("TT", "Chỉ tiêu", "Đơn vị", "2026", "2027"),
    ("A", "Cấp xã"),
    ("1", "Hồ sơ trực tuyến", "%", "≥ 70", "≥ 85"),
    ("2", "Mô hình chợ không tiền mặt", "mô hình", "3", "1.200"),
)
QUOTAS = (
    ("STT", "Hình thức khen thưởng", "Tập thể", "Cá nhân"),
    ("I", "Khen thưởng sơ kết năm 2026"),
    ("1", "Giấy khen của Giám đốc Sở", "04", "12"),
    ("2", "Bằng khen của Chủ tịch UBND tỉnh", "-", "03"),
)
TASKS = (
    ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"),
    ("1", "Tham mưu tổ chức hội nghị sơ kết", "Sở Nội vụ", "Tháng 3/2027"),
    ("2", "Biên soạn tài liệu kỹ năng số", "Sở Khoa học và Công nghệ", "Quý II/2026"),
)
Table = tuple[tuple[str, ...], ...]


def laid_out(rows: Table) -> str:
    widths = [max(len(row[n]) for row in rows if n < len(row)) + 3 for n in range(len(rows[0]))]
    return "\n".join("".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)) for row in rows)


FORMS = {
    "bars": lambda rows: "\n".join(" | ".join(row) for row in rows),
    "tabs": lambda rows: "\n".join("\t".join(row) for row in rows),
    "blanks": laid_out,
    "a cell a line": lambda rows: "\n".join(cell for row in rows for cell in row),
}


def reading_of(heading: str, rows: Table, form: str) -> Reading:
    return read(f"{HEAD}{heading}\n{FORMS[form](rows)}\nV. TỔ CHỨC THỰC HIỆN\nCác đơn vị thực hiện nghiêm túc.\n")


@pytest.mark.parametrize("form", FORMS)
def test_targets_by_year_and_tier(form: str) -> None:
    found = reading_of("1. Chỉ tiêu cụ thể", TARGETS, form).of("target")
    told = [(f.data["tier"], f.data["comparator"], f.data["value"], f.data["unit"]) for f in found]
    assert told == [
        ("cấp xã", ">=", 70, "%"),
        ("cấp xã", ">=", 85, "%"),
        ("cấp xã", "=", 3, "mô hình"),
        ("cấp xã", "=", 1200, "mô hình"),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_quotas_by_award_and_occasion(form: str) -> None:
    found = reading_of("IV. KHEN THƯỞNG", QUOTAS, form).of("quota")
    told = [(f.data["award"], f.data["occasion"], f.data["collectives"], f.data["individuals"]) for f in found]
    assert told == [
        ("Giấy khen của Giám đốc Sở", "sơ kết 2026", 4, 12),
        ("Bằng khen của Chủ tịch UBND tỉnh", "sơ kết 2026", None, 3),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_tasks_with_who_leads_and_by_when(form: str) -> None:
    reading = reading_of("VI. PHÂN CÔNG NHIỆM VỤ", TASKS, form)
    assert {"Sở Nội vụ", "Sở Khoa học và Công nghệ"} <= {f.data["agency"] for f in reading.of("responsibility")}
    assert ("mid-term review", "2027-03") in {(f.data["what"], f.data["when"]) for f in reading.of("deadline")}


@pytest.mark.parametrize("form", FORMS)
def test_the_text_goes_on_after_the_table(form: str) -> None:
    titles = [f.data["title"] for f in reading_of("IV. KHEN THƯỞNG", QUOTAS, form).of("section")]
    assert "TỔ CHỨC THỰC HIỆN" in titles


def test_an_amount_in_a_row_is_no_heading() -> None:
    rows = (("Hình thức khen thưởng", "Số lượng"), ("Danh hiệu “Người dẫn đường số”", "10 cá nhân"))
    rows += (("Giấy khen của Hiệu trưởng (xét khi tổng kết năm 2027)", "08 tập thể và 40 cá nhân"),)
    found = reading_of("IV. KHEN THƯỞNG", rows, "bars").of("quota")
    assert [(f.data["occasion"], f.data["collectives"], f.data["individuals"]) for f in found][-1] == (
        "tổng kết 2027",
        8,
        40,
    )
