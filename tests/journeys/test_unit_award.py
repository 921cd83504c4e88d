"""A department's own giấy khen: a drafted dossier, its council, its decision, printing on a blank, handing over."""

import re
import time
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import Desk
from tests.journeys.test_plan_to_certificate import check_access

ROUND = "Giấy khen của Sở, sơ kết"
TITLE = "Về việc tặng giấy khen của Sở"


def propose(desk: Desk) -> None:
    """Every part is drafted; one is edited and compared with what was drafted."""
    desk.sit("canbo")
    desk.click("Khen thưởng")
    desk.click(ROUND)
    check_access(desk)
    desk.click("Lập hồ sơ đề nghị")
    desk.page.get_by_label("Đối tượng", exact=False).first.select_option("household")
    desk.page.get_by_label("Tên tập thể, họ tên cá nhân").fill("Hộ bà Trần Thị Sen")
    desk.page.get_by_label("Tóm tắt thành tích").fill("Mở điểm học kỹ năng số tại nhà cho ba mươi người cao tuổi.")
    desk.click("Lập hồ sơ")
    dossier = desk.page.url.removeprefix(desk.address)
    for _ in range(desk.page.get_by_role("link", name=re.compile("^Soạn ")).count()):
        desk.follow(desk.page.get_by_role("link", name=re.compile("^Soạn ")).first)
        desk.click("Soạn từ dữ liệu")
        last = desk.page.url.removeprefix(desk.address)
        desk.go(dossier)
    desk.go(last)
    box = desk.page.get_by_label("Nội dung")
    box.fill(box.input_value() + "\nĐược bà con trong xóm tin yêu.")
    check_access(desk)
    desk.click("Lưu")
    desk.click("So với bản trước")
    expect(desk.page.locator("ins")).to_contain_text("Được bà con trong xóm tin yêu.")
    check_access(desk)
    desk.sit("thutruong")
    desk.go(dossier)
    desk.click("Gửi hồ sơ")
    expect(desk.page.locator("main")).to_contain_text("đang ở Hà Thị Diệu Thư")
    desk.sit("khenso")
    desk.go(dossier)
    desk.page.get_by_label("Đủ điều kiện", exact=True).check()
    desk.page.get_by_label("Nội dung ý kiến").fill("Đúng đối tượng.")
    desk.click("Gửi ý kiến")
    expect(desk.page.locator("h1")).to_contain_text("Chờ Hội đồng")


def vote(desk: Desk) -> None:
    desk.click("Hội đồng")
    desk.click("Thành viên: ")
    expect(desk.page.locator("h1")).to_contain_text("Sở Giáo dục và Đào tạo")
    check_access(desk)
    desk.click("Hội đồng")
    desk.click("Lập phiên họp Hội đồng")
    desk.page.get_by_label("Tên phiên họp").fill("Họp xét giấy khen")
    desk.click("Lập phiên họp")
    session = desk.page.url.removeprefix(desk.address)
    for box in desk.page.locator("input[name=seat]").all():
        box.check()
    desk.click("Ghi điểm danh")
    desk.click("Bắt đầu biểu quyết")
    for who in ("thutruong", "canbo", "hd-7"):
        desk.sit(who)
        desk.go(session)
        desk.vote()
    desk.sit("khenso")
    desk.go(session)
    desk.click("Kết thúc, kiểm phiếu")


def decide(desk: Desk) -> str:
    desk.click("Khen thưởng")
    desk.click(ROUND)
    desk.click("Dự thảo quyết định")
    desk.page.get_by_label("Trích yếu").fill(TITLE)
    desk.click("Lập dự thảo")
    decision = desk.page.url.removeprefix(desk.address)
    desk.click("Trình ký")
    for who, verb in (("thutruong", "Ký quyết định"), ("khenso", "Cấp số, ban hành")):
        desk.sit(who)
        desk.go(decision)
        desk.click(verb)
    expect(desk.page.locator("h1")).to_contain_text("01/QĐ-SGDDT")
    for _ in range(40):
        if "Tải bản có chữ ký" in desk.text():
            break
        time.sleep(0.5)
        desk.page.reload()
    check_access(desk)
    return decision


def print_and_hand_over(desk: Desk, decision: str) -> None:
    desk.go("/phoi/moi/")
    desk.page.get_by_label("Tên phôi").fill("Phôi giấy khen A4")
    desk.click("Lưu và xem")
    expect(desk.page.locator("img.sheet")).to_be_visible()
    check_access(desk)
    desk.go(decision)
    desk.click("Bằng đã cấp")
    for _ in range(40):
        if "(3/3)" in desk.text():
            break
        time.sleep(0.5)
        desk.page.reload()
    check_access(desk)
    address = desk.page.get_by_role("link", name=re.compile("in lên phôi")).get_attribute("href")
    answer = desk.page.request.get(f"{desk.address}{address}")
    assert answer.headers["content-type"] == "application/pdf"
    desk.click("Trao bằng")
    check_access(desk)
    desk.page.get_by_label("Hộ bà Trần Thị Sen").check()
    desk.page.get_by_label("Dịp, nơi trao").fill("Lễ tổng kết năm học")
    desk.click("Ghi đã trao")
    expect(desk.page.locator("h1")).to_contain_text("(1/3)")


def test_a_department_awards_of_its_own(desk: Desk, tmp_path: Path) -> None:
    propose(desk)
    vote(desk)
    print_and_hand_over(desk, decide(desk))
    assert [p for p in desk.problems if "404" not in p and "422" not in p] == []
