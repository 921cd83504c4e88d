"""An index set out of Excel, a commune that scores itself, two agencies, an objection, a ranking that is computed again; an
enterprise that takes part by its tax code."""

import io
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from playwright.sync_api import expect

from tests.journeys.conftest import Desk
from tests.journeys.test_plan_to_certificate import check_access

SET = "Bộ chỉ số thử nghiệm cấp xã"
YEAR = "Đánh giá thử nghiệm"
HEADS = ["STT", "Chỉ số", "Điểm tối đa", "Cách xác định và tính điểm", "Tài liệu kiểm chứng", "", "Đơn vị phối hợp"]
ROWS = [
    ["I", "Nhận thức số", 60, "", "", "", ""],
    [
        1,
        "Họp Ban Chỉ đạo trong năm",
        40,
        "4 cuộc: 40 điểm; 2 cuộc: 20 điểm; khác: 0 điểm",
        "Thông báo kết luận",
        "",
        "",
    ],
    [
        2,
        "Văn bản do người đứng đầu ký",
        20,
        "a = văn bản người đứng đầu ký; b = tổng số văn bản. Điểm = a/b*Điểm tối đa",
        "Danh sách văn bản",
        "",
        "Sở Giáo dục và Đào tạo",
    ],
    ["II", "Hạ tầng số", 40, "", "", "", ""],
    [1, "Đường truyền dùng riêng", 40, "Có: điểm tối đa; không: 0 điểm", "", "", ""],
]


def day(offset: int) -> str:
    return (date.today() + timedelta(days=offset)).isoformat()


def make_the_set(desk: Desk, folder: Path) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADS, *ROWS]):
            sheet.write_row(number, 0, row)
    (folder / "bo-chi-so.xlsx").write_bytes(buffer.getvalue())
    desk.sit("thuongtruc")
    desk.go("/bo-chi-so/moi/")
    check_access(desk)
    desk.page.get_by_label("Tên bộ chỉ số").fill(SET)
    desk.page.set_input_files("input[type=file]", folder / "bo-chi-so.xlsx")
    desk.page.get_by_label("xã, phường, đặc khu").check()
    desk.click("Đọc bảng")
    expect(desk.page.locator("h1")).to_contain_text(SET)
    expect(desk.page.locator("main")).to_contain_text("Tra bảng")
    check_access(desk)
    desk.click("Ban hành bộ chỉ số")
    expect(desk.page.locator("h1")).to_contain_text("Đã ban hành")


def open_the_assessment(desk: Desk) -> str:
    desk.go("/danh-gia/moi/")
    desk.page.get_by_label("Tên kỳ đánh giá").fill(YEAR)
    desk.page.get_by_label("Bộ chỉ số").select_option(label=f"{SET} (1)")
    days = ("Nhận phiếu từ ngày", "Tự đánh giá đến", "Thẩm định đến", "Nhận kiến nghị từ", "Nhận kiến nghị đến")
    for offset, name in zip((-9, 5, 9, 10, 15), days, strict=True):
        desk.page.get_by_label(name).fill(day(offset))
    desk.page.get_by_label("Xếp hạng theo danh sách").fill(day(0))
    desk.click("Lập kỳ đánh giá")
    address = desk.page.url.removeprefix(desk.address)
    expect(desk.page.locator("main")).to_contain_text("Sở Giáo dục và Đào tạo")
    desk.click("Mở tự đánh giá")
    expect(desk.page.locator("h1")).to_contain_text("Đơn vị tự đánh giá")
    check_access(desk)
    return address


def fill_the_sheet(desk: Desk) -> str:
    desk.sit("canboxa")
    desk.follow(desk.page.locator("main a", has_text=YEAR).last)
    address = desk.page.url.removeprefix(desk.address)
    check_access(desk)
    desk.follow(desk.page.get_by_role("link", name="Điền").first)
    page = desk.page
    page.locator('[name="I.1:0"]').fill("4")
    page.locator('[name="I.2:0"]').fill("chín")
    page.locator('[name="I.2:1"]').fill("10")
    page.locator("details", has_text="Minh chứng").first.locator("summary").click()
    page.locator('[name="I.1:reference"]').fill("Thông báo số 5/TB-UBND ngày 02/3/2026")
    desk.click("Lưu, sang")
    expect(page.locator(".errors").first).to_contain_text("Không đọc được “chín”")
    check_access(desk)
    page.locator('[name="I.2:0"]').fill("9")
    page.locator("#I\\.2 summary").click()
    page.locator('[name="I.2:paper"]').set_input_files(
        {"name": "danh-sach.txt", "mimeType": "text/plain", "buffer": b"Danh sach van ban"}
    )
    desk.click("Lưu, sang")
    expect(page.locator("h1")).to_contain_text("Hạ tầng số")
    page.locator('[name="II.1:0"]').select_option(label="có")
    desk.click("Lưu, sang")
    expect(page.locator(".figures").first).to_contain_text("98")
    desk.go(f"{address}neu/")
    expect(page.locator("main")).to_contain_text("Văn bản do người đứng đầu ký")
    desk.sit("chutichxa")
    desk.go(address)
    desk.click("Gửi phiếu")
    expect(desk.page.locator("h1")).to_contain_text("Chờ thẩm định")
    return address


def appraise(desk: Desk, sheet: str, assessment: str) -> None:
    desk.sit("thutruong")
    desk.go(f"{sheet}I/")
    expect(desk.page.locator("main")).not_to_contain_text("Họp Ban Chỉ đạo")
    desk.page.locator("summary", has_text="Chấm khác").click()
    desk.page.locator('[name="I.2:0"]').fill("5")
    desk.page.get_by_label("Lý do khác").fill("Bốn văn bản không do người đứng đầu ký")
    check_access(desk)
    desk.click("Ghi kết quả")
    expect(desk.page.locator(".quote")).to_contain_text("Bốn văn bản")
    desk.sit("thuongtruc")
    desk.go(sheet)
    desk.click("Đồng ý với đơn vị ở")
    desk.click("Kết thúc thẩm định")
    expect(desk.page.locator("h1")).to_contain_text("Đã thẩm định")
    change_days(desk, assessment, (-9, -8, -7, -6, 3))
    desk.click("Kết thúc tự đánh giá")
    desk.click("Gửi kết quả thẩm định")
    expect(desk.page.locator("h1")).to_contain_text("Nhận kiến nghị")


def change_days(desk: Desk, assessment: str, offsets: tuple[int, ...]) -> None:
    desk.go(f"{assessment}thoi-han/")
    names = ("id_opens", "id_self_due", "id_appraisal_due", "id_objects_from", "id_objects_to")
    for name, offset in zip(names, offsets, strict=True):
        desk.page.locator(f"#{name}").fill(day(offset))
    desk.page.get_by_label("Lý do").fill("Đi nhanh hơn lịch trong kiểm thử")
    desk.click("Lưu")


def object_and_answer(desk: Desk, sheet: str) -> None:
    desk.sit("chutichxa")
    desk.go(f"{sheet}I/")
    desk.follow(desk.page.locator("#I\\.2").get_by_role("link", name="Kiến nghị về chỉ số này"))
    desk.page.get_by_label("Nội dung kiến nghị").fill("Bốn văn bản đã được ký thay theo ủy quyền, đề nghị tính đủ.")
    desk.click("Gửi kiến nghị")
    desk.sit("thutruong")
    desk.go(sheet)
    desk.follow(desk.page.get_by_role("link", name="Trả lời", exact=True))
    check_access(desk)
    desk.page.get_by_label("Trả lời").fill("Đã đối chiếu giấy ủy quyền, tính đủ chín văn bản.")
    desk.page.get_by_label("Sửa kết quả").check()
    desk.page.locator('[name="I.2:0"]').fill("9")
    desk.click("Trả lời")
    expect(desk.page.locator(".messages")).to_contain_text("Đã trả lời kiến nghị")


def publish(desk: Desk, assessment: str) -> None:
    desk.sit("thuongtruc")
    change_days(desk, assessment, (-9, -8, -7, -6, -1))
    desk.click("Công bố xếp hạng")
    desk.click("Bảng xếp hạng đã công bố")
    expect(desk.page.locator("tbody").last).to_contain_text("98")
    check_access(desk)


def compute_again(desk: Desk, folder: Path) -> None:
    """By a stranger, with the one command that the page tells."""
    desk.page.context.clear_cookies()
    desk.page.reload()
    for name, link in (("du-lieu", "Dữ liệu mở"), ("xep-hang", "Tệp xếp hạng")):
        with desk.page.expect_download() as download:
            desk.named(link).click()
        download.value.save_as(folder / f"{name}.json")
    command = [sys.executable, "-m", "thidua.command", "ranking", str(folder / "du-lieu.json")]
    found = subprocess.run(command, capture_output=True, check=True, env={"THIDUA_VAR": str(folder), "PATH": ""})
    assert found.stdout == (folder / "xep-hang.json").read_bytes()
    desk.follow(desk.page.locator("td.name a").first)
    expect(desk.page.locator("main")).to_contain_text("9 / 10 × 20")
    check_access(desk)


def test_from_an_index_set_to_a_ranking_that_is_computed_again(desk: Desk, tmp_path: Path) -> None:
    make_the_set(desk, tmp_path)
    assessment = open_the_assessment(desk)
    sheet = fill_the_sheet(desk)
    appraise(desk, sheet, assessment)
    object_and_answer(desk, sheet)
    publish(desk, assessment)
    compute_again(desk, tmp_path)
    assert [p for p in desk.problems if "422" not in p] == []


def test_an_enterprise_learns_its_level(desk: Desk) -> None:
    desk.page.context.clear_cookies()
    desk.go("/doanh-nghiep/")
    check_access(desk)
    desk.click("Tham gia")
    desk.page.locator("#id_code").fill("0100109106")
    desk.page.locator("#id_name").fill("Công ty Giải pháp Bông Lúa")
    desk.page.locator("#id_sector").select_option(label="thông tin, truyền thông")
    desk.page.locator("#id_kind").select_option(label="doanh nghiệp")
    desk.page.locator("form.card button, main form button").last.click()
    expect(desk.page.locator("code")).to_have_text(re.compile(r"^(\w{4}-){3}\w{4}$"))
    desk.click("Đã ghi lại")
    desk.follow(desk.page.get_by_role("link", name="Trả lời").first)
    for box in desk.page.locator("main select").all():
        box.select_option(index=5)
    check_access(desk)
    desk.click("Lưu, sang")
    desk.go(desk.page.url.removeprefix(desk.address).rsplit("/", 2)[0] + "/")
    expect(desk.page.locator(".figures").first).to_contain_text("/ 60")
    check_access(desk)
    assert desk.problems == []
