"""A year's report through the pages: filled from Excel, returned, sent again, consolidated; a visit, a difficulty."""

import io
import re
from pathlib import Path
from typing import Any

import pypdfium2
import xlsxwriter
from playwright.sync_api import Route, expect
from python_calamine import CalamineWorkbook

from tests.journeys.conftest import Desk
from tests.journeys.test_plan_to_certificate import check_access

TOLD = "Phường đã mở tám lớp kỹ năng số cho người dân, hỗ trợ nộp hồ sơ trực tuyến tại nhà văn hóa các khu phố."


def filled(source: Path, target: Path) -> None:
    """The downloaded sheet with every open box filled, as somebody would offline."""
    rows: list[list[Any]] = CalamineWorkbook.from_path(source).get_sheet_by_index(0).to_python()
    for row in rows[1:]:
        if row[2] == "narrative":
            row[8] = TOLD
        elif str(row[2]).isdigit():
            row[5], row[6], row[8] = 90, 100, "Theo sổ theo dõi của phường"
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for number, line in enumerate(rows):
            page.write_row(number, 0, line)
    target.write_bytes(buffer.getvalue())


def fill_from_excel(desk: Desk, folder: Path) -> str:
    desk.sit("canboxa")
    desk.click("Phong trào")
    desk.follow(desk.page.locator("main table a, main li a").first)
    desk.follow(desk.page.get_by_role("button", name=re.compile("^Lập báo cáo")).first)
    address = desk.page.url.removeprefix(desk.address)
    with desk.page.expect_download() as download:
        desk.named("Tải biểu về").click()
    download.value.save_as(folder / "bieu.xlsx")
    filled(folder / "bieu.xlsx", folder / "da-dien.xlsx")
    desk.page.locator("form[action*='/bieu/'] input[type=file]").set_input_files(folder / "da-dien.xlsx")
    desk.click("Nạp biểu")
    expect(desk.page.locator(".messages")).to_contain_text("Đã nạp")
    check_access(desk)
    return address


def send_evidence_over_a_broken_line(desk: Desk, folder: Path) -> None:
    """The upload breaks once; the form and the file are still there, and it is sent again without typing."""
    (folder / "minh-chung.txt").write_text("Biên bản lớp học", encoding="utf-8")
    page, seen = desk.page, []

    def once(route: Route) -> None:
        if route.request.method == "POST" and not seen:
            seen.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/bao-cao/*/", once)
    page.fill("#difficulties", "Đường truyền ở khu phố 4 còn yếu, đề nghị nâng cấp.")
    page.set_input_files("form[data-upload] input[type=file]", folder / "minh-chung.txt")
    page.get_by_role("button", name="Lưu").first.click()
    page.get_by_text("Đường truyền bị ngắt").wait_for()
    assert "khu phố 4" in page.input_value("#difficulties")
    page.get_by_role("button", name="Tải lại").click()
    expect(page.locator(".messages")).to_contain_text("Đã lưu")
    expect(page.locator("fieldset")).to_contain_text("minh-chung.txt")
    page.unroute("**/bao-cao/*/")
    desk.problems.clear()


def print_it(desk: Desk) -> None:
    """On paper the sheet is a table with every number and every line, without what can only be pressed."""
    page = desk.page
    lines = [f"Nội dung thứ {number} của báo cáo." for number in range(1, 41)]
    page.fill("#narrative", "\n".join([TOLD, *lines]))
    with pypdfium2.PdfDocument(page.pdf()) as paper:
        text = " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in paper).split())
    numbers = [box.input_value() for box in page.locator("table input[inputmode=decimal]").all()]
    assert numbers
    assert all(text.count(number) >= numbers.count(number) for number in set(numbers))
    assert all(line in text for line in lines)
    assert "Tử số" in text or "Đã thực hiện" in text
    assert not re.search("Biểu Excel|Nhật ký xử lý|Đăng xuất|Chọn tệp", text)
    page.fill("#narrative", TOLD)
    desk.click("Lưu")


def submit(desk: Desk, address: str) -> None:
    desk.sit("chutichxa")
    desk.go(address)
    desk.click("Gửi báo cáo")
    expect(desk.page.locator(".receipt")).to_contain_text("Lần gửi")


def return_it(desk: Desk, address: str) -> None:
    desk.sit("thuongtruc")
    desk.go(address)
    desk.page.locator("summary", has_text="Trả lại").click()
    desk.page.get_by_label("Lý do").select_option("numbers_wrong")
    desk.follow(desk.page.get_by_role("button", name="Trả lại"))
    expect(desk.page.locator("h1")).to_contain_text("Bị trả lại")


def mend(desk: Desk, address: str) -> None:
    desk.sit("canboxa")
    desk.go(address)
    expect(desk.page.locator(".notice.bad")).to_contain_text("Bị trả lại")
    box = desk.page.locator('input[name^="n"][inputmode="decimal"]').first
    box.fill("85")
    desk.click("Lưu")
    expect(desk.page.locator("main")).to_contain_text("Đã sửa so với bản đã gửi")


def take_in(desk: Desk, address: str) -> None:
    desk.sit("thuongtruc")
    desk.go(address)
    expect(desk.page.locator("details[open]").first).to_contain_text("Khác lần gửi trước")
    check_access(desk)
    desk.click("Tiếp nhận")
    expect(desk.page.locator("h1")).to_contain_text("Đã tiếp nhận")


def consolidate(desk: Desk) -> None:
    """From the overview to the movement's consolidated report, with the commune's own words in it."""
    desk.go("/tong-quan/")
    expect(desk.page.locator("h1")).to_contain_text("Tổng quan")
    check_access(desk)
    desk.follow(desk.page.locator("#viec a").first)
    expect(desk.page.locator("h1")).to_contain_text("Việc phải làm")
    desk.click("Phong trào")
    desk.follow(desk.page.locator("main table a, main li a").first)
    value = desk.page.locator("select[name=viec] option", has_text="báo cáo hằng năm").first.get_attribute("value")
    desk.page.select_option("select[name=viec]", value)
    desk.click("Xem")
    desk.click("Báo cáo tổng hợp")
    told = desk.page.locator("main", has_text="tám lớp kỹ năng số")
    expect(told).to_be_visible()
    row = desk.page.locator("li, tr, div.passage", has_text="tám lớp kỹ năng số").last
    row.locator("input[type=checkbox]").first.check()
    desk.page.get_by_label("Tình hình chung").fill("Các đơn vị đã triển khai đồng bộ.")
    desk.click("Lưu")
    with desk.page.expect_download() as download:
        desk.page.get_by_role("link", name=re.compile("DOCX|văn bản", re.IGNORECASE)).first.click()
    assert download.value.suggested_filename.endswith(".docx")


def visit(desk: Desk) -> None:
    desk.click("Phong trào")
    desk.follow(desk.page.locator("main table a, main li a").first)
    desk.click("Lập kế hoạch kiểm tra")
    desk.page.get_by_label("Đơn vị được kiểm tra").select_option(label="Phường Đạo Thạnh (28249)")
    desk.page.get_by_label("Ngày kiểm tra").fill("2030-01-15")
    desk.page.get_by_label("Nội dung kiểm tra").fill("Việc thực hiện chỉ tiêu và báo cáo.")
    desk.page.get_by_label("Thành phần đoàn").fill("Bà Trưởng đoàn")
    desk.click("Lưu")
    desk.click("Thông báo")
    expect(desk.page.locator("h1")).to_contain_text("Đã thông báo")


def raise_and_answer(desk: Desk) -> None:
    desk.sit("canboxa")
    desk.click("Phong trào")
    desk.follow(desk.page.locator("main table a, main li a").first)
    desk.click("Nêu khó khăn")
    desk.page.get_by_label("Khó khăn, vướng mắc").fill("Máy quét của bộ phận một cửa hỏng")
    desk.page.get_by_label("Đề xuất cách giải quyết").fill("Cấp bổ sung một máy quét")
    desk.click("Lưu")
    address = desk.page.url.removeprefix(desk.address)
    desk.sit("chutichxa")
    desk.go(address)
    desk.follow(desk.page.get_by_role("button", name=re.compile("^Gửi|^Nêu")).first)
    desk.sit("thuongtruc")
    desk.go(address)
    desk.page.locator("#id_answer").fill("Sở đã bố trí máy quét cho phường trong tháng này.")
    desk.follow(desk.page.locator("form.card").get_by_role("button", name="Trả lời"))
    desk.sit("canboxa")
    desk.go(address)
    expect(desk.page.locator("main")).to_contain_text("bố trí máy quét")


def test_the_reporting_year_of_a_commune(desk: Desk, tmp_path: Path) -> None:
    address = fill_from_excel(desk, tmp_path)
    send_evidence_over_a_broken_line(desk, tmp_path)
    print_it(desk)
    submit(desk, address)
    return_it(desk, address)
    mend(desk, address)
    submit(desk, address)
    take_in(desk, address)
    consolidate(desk)
    visit(desk)
    raise_and_answer(desk)
    assert desk.problems == []
