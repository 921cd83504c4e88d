"""A cluster scores its year: from who belongs to it to the flag that it proposes."""

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from playwright.sync_api import expect

from tests.journeys.conftest import Desk
from tests.journeys.test_plan_to_certificate import check_access

NAME = "Cụm thi đua thử nghiệm"
LEAD, DEPUTY = "Sở Giáo dục và Đào tạo", "Văn phòng Ủy ban nhân dân tỉnh"
ROWS = [
    ["TT", "Tiêu chí", "Điểm tối đa", "Tài liệu kiểm chứng"],
    ["I", "Thực hiện nhiệm vụ", "", ""],
    [1, "Hoàn thành nhiệm vụ được giao", 60, "Báo cáo tổng kết"],
    [2, "Kết quả phong trào thi đua", 40, ""],
    ["II", "Điểm trừ", "", ""],
    [3, "Nộp báo cáo trễ", 5, ""],
]


def day(offset: int) -> str:
    return (date.today() + timedelta(days=offset)).isoformat()


def gather_the_members(desk: Desk) -> None:
    desk.sit("quantri")
    desk.go("/don-vi/khoi-cum/")
    page = desk.page
    page.get_by_label("Tên khối, cụm").fill(NAME)
    page.get_by_label("Loại").select_option(label="cụm")
    page.get_by_label("Từ ngày").fill(day(0))
    for name in (LEAD, DEPUTY):
        page.locator("#id_members option", has_text=name).first.evaluate("one => { one.selected = true }")
    page.locator("#id_lead").select_option(
        value=page.locator("#id_lead option", has_text=LEAD).first.get_attribute("value")
    )
    desk.click("Lưu")
    expect(page.locator("h1")).to_contain_text(NAME)
    expect(page.locator("table")).to_contain_text("cụm trưởng")
    check_access(desk)


def begin_the_year(desk: Desk) -> str:
    desk.sit("thuongtruc")
    desk.go("/khoi-cum/moi/")
    check_access(desk)
    page = desk.page
    for box in page.locator("input[name=groups]").all():
        box.uncheck()
    page.get_by_label(NAME).check()
    for offset, name in zip(
        (5, 9, 12, 14), ("Tự chấm đến", "Chấm chéo đến", "Thẩm định đến", "Họp bình xét"), strict=True
    ):
        page.get_by_label(name).fill(day(offset))
    desk.click("Lập năm thi đua")
    expect(page.locator("h1")).to_contain_text("Soạn giao ước")
    return page.url.removeprefix(desk.address)


def write_the_agreement(desk: Desk, year: str, folder: Path) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
    (folder / "bang-diem.xlsx").write_bytes(buffer.getvalue())
    desk.sit("thutruong")
    desk.go(f"{year}bang/")
    desk.page.set_input_files("input[type=file]", folder / "bang-diem.xlsx")
    desk.click("Đọc bảng")
    page = desk.page
    expect(page.locator("main")).to_contain_text("kết quả phong trào")
    page.get_by_label("Nội dung giao ước").fill("Hoàn thành nhiệm vụ được giao.\nGiúp nhau trong chuyển đổi số.")
    desk.click("Lưu")
    check_access(desk)
    desk.go(year)
    desk.click("Gửi giao ước để ký")
    expect(page.locator("h1")).to_contain_text("Đang ký giao ước")
    for who in ("thutruong", "ykien"):
        desk.sit(who)
        desk.go("/ban-lam-viec/")
        desk.follow(page.locator("main a", has_text=NAME).last)
        check_access(desk)
        desk.click("Ký giao ước")
    desk.sit("thutruong")
    desk.go(year)
    desk.click("Ban hành giao ước")
    desk.click("Mở tự chấm")
    expect(page.locator("h1")).to_contain_text("Thành viên tự chấm")


def mark_ourselves(desk: Desk, year: str, who: str, points: str) -> None:
    desk.sit(who)
    desk.go(year)
    page = desk.page
    desk.follow(page.locator("main .items a", has_text="Tự chấm").first)
    own = page.locator("section.card", has_text="Hoàn thành nhiệm vụ được giao")
    own.get_by_label("Điểm").fill("sáu mươi")
    desk.click("Lưu")
    expect(page.locator(".errors").first).to_contain_text("Không đọc được “sáu mươi”")
    check_access(desk)
    own.get_by_label("Điểm").fill(points)
    if own.locator("details").get_attribute("open") is None:
        own.locator("summary").click()
    own.get_by_label("Số, ngày, trích yếu").fill("Báo cáo số 30/BC ngày 01/11/2026")
    for box in page.locator("section.card", has_text="Kết quả phong trào").locator("input[inputmode=decimal]").all():
        box.fill("35")
    desk.click("Lưu")
    desk.click("Gửi phiếu")
    expect(page.locator("h1")).to_contain_text("Đã gửi")


def mark_one_another(desk: Desk, year: str) -> None:
    desk.sit("thutruong")
    desk.go(year)
    desk.click("Mở chấm chéo")
    page = desk.page
    desk.follow(page.locator("main .items a", has_text="Chấm chéo").first)
    expect(page.locator("h1")).to_contain_text(DEPUTY)
    desk.click("Lưu, đồng ý điểm tự chấm")
    desk.click("Gửi phiếu")
    desk.sit("ykien")
    desk.go(year)
    desk.follow(page.locator("main .items a", has_text="Chấm chéo").first)
    page.locator("section.card", has_text="Hoàn thành nhiệm vụ được giao").get_by_label("Điểm (0–60)").fill("50,5")
    desk.click("Lưu")
    desk.click("Lưu, đồng ý điểm tự chấm")
    expect(page.locator("main")).to_contain_text("Cần lý do khi chấm khác")
    page.locator("section.card", has_text="Hoàn thành nhiệm vụ được giao").get_by_label("Lý do khác").fill(
        "Hai nhiệm vụ còn quá hạn"
    )
    check_access(desk)
    desk.click("Lưu")
    desk.click("Gửi phiếu")
    expect(page.locator("h1")).to_contain_text("Đã gửi")


def consolidate_and_appraise(desk: Desk, year: str) -> None:
    desk.sit("thutruong")
    desk.go(year)
    desk.click("Kết thúc chấm chéo")
    page = desk.page
    for who, unit in (("thutruong", DEPUTY), ("ykien", LEAD)):
        desk.sit(who)
        desk.go(year)
        desk.follow(page.locator("main .items a", has_text=unit).first)
        desk.click("Gửi phiếu")
    desk.sit("thutruong")
    desk.go(year)
    desk.click("Gửi cơ quan thường trực")
    desk.sit("thuongtruc")
    desk.go("/ban-lam-viec/")
    desk.follow(page.locator("main a", has_text=NAME).last)
    check_access(desk)
    desk.click("Xác nhận các phiếu còn lại")
    desk.click("Kết thúc thẩm định")
    expect(page.locator("h1")).to_contain_text("Đã có kết quả chấm điểm")
    desk.follow(page.locator("main table a", has_text=LEAD).first)
    expect(page.locator("main")).to_contain_text("Hai nhiệm vụ còn quá hạn")
    check_access(desk)
    desk.go(f"{year}thoi-han/")
    for offset, name in zip(
        (-4, -3, -2, 0), ("Tự chấm đến", "Chấm chéo đến", "Thẩm định đến", "Họp bình xét"), strict=True
    ):
        page.get_by_label(name).fill(day(offset))
    page.get_by_label("Lý do").fill("Họp sớm")
    desk.click("Lưu")


def acclaim(desk: Desk, year: str) -> None:
    desk.sit("thutruong")
    desk.go(f"{year}suy-ton/")
    page = desk.page
    page.get_by_label(DEPUTY).first.check()
    desk.click("Ghi danh sách")
    for select in page.locator("select").all():
        select.select_option(index=1)
    desk.click("Ghi điểm danh")
    check_access(desk)
    desk.click("Bắt đầu bỏ phiếu")
    desk.click("Tán thành")
    expect(page.locator("main")).to_contain_text("đã bỏ phiếu")
    desk.click("Kết thúc, kiểm phiếu")
    expect(page.locator("main")).to_contain_text("được suy tôn 1")
    desk.go(year)
    with page.expect_download() as download:
        desk.named("Tải báo cáo tổng kết").click()
    with zipfile.ZipFile(download.value.path()) as paper:
        assert DEPUTY in paper.read("word/document.xml").decode()


def publish(desk: Desk, year: str) -> None:
    desk.sit("chutich")
    desk.go(year)
    desk.click("Công bố kết quả")
    desk.page.context.clear_cookies()
    desk.go("/khoi-thi-dua/")
    desk.follow(desk.page.locator("main table a", has_text=NAME))
    expect(desk.page.locator("table")).to_contain_text("được suy tôn (1/1)")
    check_access(desk)
    desk.sit("thuongtruc")
    desk.go(f"/khoi-cum/de-nghi/{date.today().year}/")
    expect(desk.page.locator("table")).to_contain_text(NAME)


def test_a_cluster_scores_its_year(desk: Desk, tmp_path: Path) -> None:
    gather_the_members(desk)
    year = begin_the_year(desk)
    write_the_agreement(desk, year, tmp_path)
    mark_ourselves(desk, year, "thutruong", "55,5")
    mark_ourselves(desk, year, "ykien", "52")
    mark_one_another(desk, year)
    consolidate_and_appraise(desk, year)
    acclaim(desk, year)
    publish(desk, year)
    assert desk.problems == [] or all("422" in problem for problem in desk.problems)
