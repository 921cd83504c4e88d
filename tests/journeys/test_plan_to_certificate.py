"""One movement through the pages: a plan document goes in, a verified certificate comes out."""

import re
import time
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.conftest import Desk
from tests.world import PLAN

NAME = "Cửa Sông tiến nhanh trên nền tảng số"


def check_access(desk: Desk) -> None:
    """axe finds nothing, and the page does not run out of a phone's screen."""
    found = Axe().run(desk.page).response["violations"]
    assert not found, [(v["id"], v["nodes"][0]["html"][:160]) for v in found]
    desk.page.set_viewport_size({"width": 390, "height": 800})
    wide = desk.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 392, (desk.page.url, wide)
    desk.page.set_viewport_size({"width": 1280, "height": 900})


def read_and_publish(desk: Desk, folder: Path) -> None:
    file = folder / "ke-hoach.txt"
    file.write_text(PLAN, encoding="utf-8")
    desk.sit("thuongtruc")
    check_access(desk)
    desk.click("Kế hoạch")
    desk.click("Tải lên kế hoạch")
    desk.page.set_input_files("input[type=file]", file)
    desk.click("Tải lên và đọc")
    expect(desk.page.locator("h1")).to_contain_text(NAME)
    check_access(desk)
    desk.follow(desk.page.locator("#nhom-target").get_by_role("link", name="Sửa").first)
    desk.page.get_by_label("Giá trị").fill("tám mươi")
    desk.click("Lưu")
    expect(desk.page.locator(".errors")).to_contain_text("cần một số")
    desk.page.get_by_label("Giá trị").fill("85")
    desk.click("Lưu")
    expect(desk.page.locator("#nhom-target")).to_contain_text("85")
    waiting = desk.page.get_by_role("button", name=re.compile("^Xác nhận cả"))
    for left in range(waiting.count(), 0, -1):
        desk.follow(waiting.first)
        expect(waiting).to_have_count(left - 1)
    desk.click("Xem trước và công bố")
    expect(desk.page.locator("main")).to_contain_text("Xã, phường, đặc khu: 102")
    check_access(desk)
    desk.click("Công bố và phát động")
    expect(desk.page.locator(".messages")).to_contain_text("Đã công bố")
    check_access(desk)


def register(desk: Desk, folder: Path) -> str:
    desk.sit("canbo")
    desk.click("Phong trào")
    desk.click(NAME)
    movement = desk.page.url.removeprefix(desk.address)
    desk.click("Xác nhận đã nhận")
    desk.click("Đăng ký, phát động")
    file = folder / "ke-hoach-don-vi.txt"
    file.write_text("Kế hoạch phát động của đơn vị", encoding="utf-8")
    desk.page.get_by_label("Nội dung đăng ký").fill("Thực hiện đủ các nội dung.")
    desk.page.get_by_label("Kế hoạch phát động của đơn vị").set_input_files(file)
    desk.click("Lưu")
    check_access(desk)
    desk.sit("thutruong")
    desk.follow(desk.page.locator("main").get_by_role("link", name=re.compile(NAME)).first)
    desk.click("Gửi đăng ký")
    desk.sit("thuongtruc")
    desk.go("/dang-ky/?trang-thai=submitted")
    desk.follow(desk.page.locator("tr", has_text=NAME).get_by_role("link", name="Sở Giáo dục và Đào tạo"))
    desk.page.locator("summary", has_text="Trả lại").click()
    desk.page.get_by_label("Nói rõ thêm").fill("thiếu chỉ tiêu")
    desk.page.get_by_role("button", name="Trả lại").click()
    expect(desk.page.get_by_label("Lý do")).to_be_focused()
    expect(desk.page.get_by_label("Nói rõ thêm")).to_have_value("thiếu chỉ tiêu")
    desk.page.get_by_label("Lý do").select_option("plan_missing_content")
    desk.follow(desk.page.get_by_role("button", name="Trả lại"))
    desk.sit("thutruong")
    desk.follow(desk.page.locator("main").get_by_role("link", name=re.compile(NAME)).first)
    expect(desk.page.locator(".notice.bad")).to_contain_text("thiếu chỉ tiêu")
    desk.click("Gửi đăng ký")
    desk.sit("thuongtruc")
    desk.go("/dang-ky/?trang-thai=submitted")
    desk.follow(desk.page.locator("tr", has_text=NAME).get_by_role("link", name="Sở Giáo dục và Đào tạo"))
    desk.click("Tiếp nhận")
    desk.go(movement)
    expect(desk.page.locator("table").first).to_contain_text("Sở, ban, ngành")
    return movement


def report(desk: Desk, movement: str) -> None:
    desk.sit("canbo")
    desk.go(movement)
    desk.click("Lập báo cáo quý")
    boxes = desk.page.get_by_label(re.compile("^Tử số"))
    desk.page.get_by_label("Tình hình, kết quả thực hiện").fill("Đơn vị đã thực hiện đủ các nội dung của phong trào.")
    boxes.first.fill("120")
    desk.page.get_by_label(re.compile("^Mẫu số")).first.fill("100")
    desk.click("Lưu")
    expect(desk.page.locator(".errors")).to_contain_text("lớn hơn mẫu số")
    for number in range(boxes.count()):
        boxes.nth(number).fill("95")
        desk.page.get_by_label(re.compile("^Mẫu số")).nth(number).fill("100")
    desk.page.get_by_label("Hoặc số, ngày, trích yếu văn bản").fill("Báo cáo số 12/BC ngày 01/12")
    desk.click("Lưu")
    expect(desk.page.locator(".messages")).to_contain_text("Đã lưu")
    expect(desk.page.locator("main")).to_contain_text("Báo cáo số 12/BC")
    check_access(desk)
    address = desk.page.url.removeprefix(desk.address)
    desk.sit("thutruong")
    desk.go(address)
    desk.click("Gửi báo cáo")
    desk.sit("thuongtruc")
    desk.go(address)
    desk.click("Tiếp nhận")


def nominate(desk: Desk, folder: Path, movement: str) -> str:
    desk.go(movement.rstrip("/") + "/mo-dot/")
    desk.page.get_by_label("Tên đợt").fill("Đợt hành trình")
    desk.page.get_by_label("Nhận hồ sơ đến hết ngày").fill("2099-12-31")
    desk.click("Mở đợt")
    round_ = desk.page.url.removeprefix(desk.address)
    desk.sit("canbo")
    desk.go(round_)
    check_access(desk)
    desk.click("Lập hồ sơ đề nghị")
    desk.page.get_by_label("Đối tượng", exact=False).first.select_option("individual")
    desk.page.get_by_label("Tên tập thể, họ tên cá nhân").fill("Tạ Hoàng Gia Phúc")
    desk.page.get_by_label("Tài khoản của người được đề nghị").select_option(
        label="Tạ Hoàng Gia Phúc – Giáo viên, tổ trưởng tin học"
    )
    desk.page.get_by_label("Tóm tắt thành tích").fill("Dạy kỹ năng số cho ba trăm người dân của phường.")
    desk.click("Lập hồ sơ")
    dossier = desk.page.url.removeprefix(desk.address)
    file = folder / "to-trinh.txt"
    file.write_text("Tờ trình", encoding="utf-8")
    desk.page.get_by_label("Tệp: Tờ trình của đơn vị").set_input_files(file)
    desk.click("Lưu")
    expect(desk.page.locator(".messages")).to_contain_text("Đã lưu")
    check_access(desk)
    desk.sit("nguoiduockhen")
    desk.follow(desk.page.locator("main").get_by_role("link", name="Tạ Hoàng Gia Phúc – Đợt hành trình"))
    desk.click("Tôi xác nhận")
    desk.sit("thutruong")
    desk.go(dossier)
    desk.click("Gửi hồ sơ")
    for who in ("thuongtruc", "ykien", "thamdinh"):
        desk.sit(who)
        desk.go(dossier)
        desk.page.get_by_label("Đủ điều kiện", exact=True).check()
        desk.click("Gửi ý kiến")
    return round_


def vote(desk: Desk, round_: str) -> None:
    desk.sit("thuky")
    desk.go(round_)
    desk.click("Lập phiên họp Hội đồng")
    desk.page.get_by_label("Ngày họp").fill(time.strftime("%Y-%m-%d"))
    desk.click("Lập phiên họp")
    session = desk.page.url.removeprefix(desk.address)
    expect(desk.page.get_by_role("button", name="Bắt đầu biểu quyết")).to_be_disabled()
    check_access(desk)
    for box in desk.page.locator("input[name=seat]").all():
        box.check()
    desk.click("Ghi điểm danh")
    desk.click("Bắt đầu biểu quyết")
    for who in ("chutich", "hoidong", *(f"hd-{n}" for n in range(1, 8))):
        desk.sit(who)
        desk.click("Đợt hành trình")
        desk.vote()
        expect(desk.page.locator("main")).to_contain_text("bạn đã biểu quyết")
    desk.sit("thuky")
    desk.go(session)
    desk.click("Kết thúc, kiểm phiếu")
    expect(desk.page.locator("main")).to_contain_text("Tán thành 9")
    desk.go(round_)
    desk.click("Dự thảo quyết định")
    desk.click("Lập dự thảo")
    desk.click("Trình ký")


def sign_and_verify(desk: Desk, folder: Path) -> None:
    desk.sit("chutich")
    desk.follow(desk.page.locator("main").get_by_role("link", name=re.compile(NAME)).first)
    check_access(desk)
    desk.click("Ký quyết định")
    desk.sit("vanthu")
    desk.follow(desk.page.locator("main").get_by_role("link", name=re.compile(NAME)).first)
    desk.click("Cấp số, ban hành")
    decision = desk.page.url
    desk.click("Bằng đã cấp")
    for _ in range(30):
        if "Tạ Hoàng Gia Phúc" in desk.text():
            break
        time.sleep(1)
        desk.page.reload()
    with desk.page.expect_download() as download:
        desk.named("Tải PDF").click()
    file = folder / "bang.pdf"
    download.value.save_as(file)
    check = desk.page.get_by_role("link", name="Trang kiểm tra").get_attribute("href")
    desk.page.context.clear_cookies()
    desk.go(str(check))
    expect(desk.page.locator(".verdict")).to_contain_text("đang có hiệu lực")
    check_access(desk)
    desk.go("/kiem-tra/")
    desk.page.set_input_files("input[type=file]", file)
    desk.click("Kiểm tra")
    expect(desk.page.locator(".verdict.valid")).to_be_visible()
    changed = folder / "bang-sua.pdf"
    changed.write_bytes(file.read_bytes() + b"\n")
    desk.page.set_input_files("input[type=file]", changed)
    desk.click("Kiểm tra")
    expect(desk.page.locator(".verdict.altered")).to_be_visible()
    desk.sit("chutich")
    desk.page.goto(decision)
    desk.click("Thu hồi, hủy bỏ…")
    desk.page.get_by_label("Căn cứ").select_option("fraud")
    desk.page.get_by_label("Số quyết định thu hồi, hủy bỏ").fill("70/QĐ-UBND")
    desk.follow(desk.page.get_by_role("button", name="Thu hồi, hủy bỏ"))
    desk.page.context.clear_cookies()
    desk.go(str(check))
    expect(desk.page.locator(".verdict")).to_contain_text("đã bị thu hồi")


def test_plan_to_certificate(desk: Desk, tmp_path: Path) -> None:
    desk.go("/")
    check_access(desk)
    read_and_publish(desk, tmp_path)
    movement = register(desk, tmp_path)
    report(desk, movement)
    round_ = nominate(desk, tmp_path, movement)
    vote(desk, round_)
    sign_and_verify(desk, tmp_path)
    assert [p for p in desk.problems if "404" not in p and "422" not in p] == []
