"""A scanned plan becomes a movement, a unit drafts its own from it, and a new version replaces the parent."""

import re
import time
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import Desk
from tests.journeys.test_plan_to_certificate import check_access
from tests.papers.documents import pictures, saved
from tests.world import PLAN
from thidua.papers.text import text_of
from thidua.plans.rules.reading import read

OLD, NEW = "Cửa Sông tiến nhanh trên nền tảng số", "Cửa Sông vươn xa cùng dữ liệu số"
TEXT = PLAN.replace(OLD, NEW)


def confirm_everything(desk: Desk) -> None:
    waiting = desk.page.get_by_role("button", name=re.compile("^Xác nhận cả"))
    for left in range(waiting.count(), 0, -1):
        desk.follow(waiting.first)
        expect(waiting).to_have_count(left - 1)


def scan_and_publish(desk: Desk, folder: Path) -> str:
    """Uploads a scan, watches its pages being read, reviews source beside items, publishes; gives the plan's address."""
    file = folder / "quet.pdf"
    file.write_bytes(saved(pictures([line for line in TEXT.split("\n") if line.strip()], turn=1.5), "PDF"))
    desk.sit("thuongtruc")
    desk.go("/ke-hoach/tai-len/")
    desk.page.set_input_files("input[type=file]", file)
    desk.click("Tải lên và đọc")
    expect(desk.page.locator("progress, .source").first).to_be_visible()
    for _ in range(180):
        if "/ke-hoach/" in desk.page.url:
            break
        time.sleep(1)
    plan = desk.page.url
    check_access(desk)
    target = desk.page.locator("#nhom-target li").first
    target.locator(".clause").click()
    marked = desk.page.locator(f"#nguon-{str(target.get_attribute('id')).removeprefix('muc-')}")
    expect(marked).to_be_in_viewport()
    desk.page.locator(".source a", has_text=re.compile("80")).first.click()
    expect(desk.page.locator("#nhom-target li:target")).to_be_visible()
    first = desk.page.locator("#nhom-content li").first
    desk.follow(first.get_by_role("button", name="Loại"))
    expect(first).to_have_class("rejected")
    desk.follow(first.get_by_role("button", name="Khôi phục"))
    confirm_everything(desk)
    desk.click("Sửa thông tin chung")
    desk.page.get_by_label("Tên phong trào").fill(NEW)
    desk.click("Lưu")
    desk.click("Xem trước và công bố")
    desk.click("Công bố và phát động")
    expect(desk.page.locator(".messages")).to_contain_text("Đã công bố")
    return plan


def draft_own_plan(desk: Desk, folder: Path, movement: str) -> str:
    """A department drafts its plan from the parent, tightens a target, leaves one item out, downloads the document."""
    desk.sit("canbo")
    desk.page.goto(movement)
    desk.click("Đăng ký, phát động")
    registration = desk.page.url
    desk.click("Kế hoạch của đơn vị, đối chiếu")
    check_access(desk)
    desk.click("Bắt đầu soạn")
    check_access(desk)
    own = desk.page.url
    target = desk.page.locator("#nhom-target li", has_text="80").first
    desk.follow(target.get_by_role("link", name="Sửa"))
    desk.page.get_by_label("Giá trị").fill("90")
    desk.click("Lưu")
    expect(desk.page.locator("#nhom-target")).to_contain_text("đã sửa")
    desk.follow(desk.page.locator("#nhom-content li").last.get_by_role("link", name="Không đưa vào"))
    desk.page.get_by_label("Lý do").fill("Không thuộc lĩnh vực của đơn vị")
    desk.click("Không đưa vào")
    expect(desk.page.locator("#nhom-content")).to_contain_text("Không thuộc lĩnh vực")
    desk.page.get_by_label("nơi nhận").fill("Sở Nội vụ\nCác phòng thuộc Sở")
    desk.click("Lập văn bản kế hoạch")
    with desk.page.expect_download() as download:
        desk.named("Tải văn bản").click()
    file = folder / "ke-hoach-so.docx"
    download.value.save_as(file)
    reading = read(text_of(file.read_bytes()))
    assert 90 in [f.data["value"] for f in reading.of("target")]
    assert [f.data["name"] for f in reading.of("recipient")] == ["Sở Nội vụ", "Các phòng thuộc Sở"]
    desk.page.goto(registration)
    desk.page.get_by_label("Nội dung đăng ký").fill("Thực hiện đủ các nội dung.")
    desk.click("Lưu")
    desk.sit("thutruong")
    desk.page.goto(registration)
    desk.click("Gửi đăng ký")
    desk.sit("thuongtruc")
    desk.page.goto(registration)
    desk.click("Tiếp nhận")
    return own


def supersede(desk: Desk, folder: Path, plan: str) -> None:
    file = folder / "thay-the.txt"
    file.write_text(TEXT.replace("80%", "88%"), encoding="utf-8")
    desk.page.goto(plan)
    desk.click("Tải lên bản thay thế")
    desk.page.set_input_files("input[type=file]", file)
    desk.click("Tải lên và đọc")
    confirm_everything(desk)
    desk.click("Xem trước và công bố")
    expect(desk.page.locator("main")).to_contain_text("Kế hoạch riêng của đơn vị: 1")
    expect(desk.page.locator("main")).to_contain_text("88")
    check_access(desk)
    desk.click("Công bố và phát động")
    expect(desk.page.locator(".messages")).to_contain_text("Đã công bố")


def test_scan_to_cascade(desk: Desk, tmp_path: Path) -> None:
    plan = scan_and_publish(desk, tmp_path)
    launch = desk.page.locator("option[value^='launch:']").first.get_attribute("value")
    movement = f"{desk.page.url}?viec={launch}"
    desk.page.goto(movement)
    before = desk.page.locator("tr", has_text="Sở, ban, ngành").first.inner_text()
    own = draft_own_plan(desk, tmp_path, movement)
    desk.page.goto(movement)
    assert desk.page.locator("tr", has_text="Sở, ban, ngành").first.inner_text() != before
    expect(desk.page.locator("svg.tiles")).to_be_visible()
    check_access(desk)
    supersede(desk, tmp_path, plan)
    desk.sit("canbo")
    for _ in range(30):
        desk.page.goto(own)
        if "Theo bản mới" in desk.text():
            break
        time.sleep(1)
    desk.follow(desk.page.get_by_role("button", name="Giữ như cũ").first)
    assert [p for p in desk.problems if "404" not in p and "422" not in p] == []
