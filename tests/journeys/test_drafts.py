"""A report that saves itself, keeps what a broken line would lose, and takes over what a colleague wrote."""

from tests.journeys.conftest import Desk

FIRST = "Đơn vị đã tổ chức lễ phát động trong toàn thể cán bộ."
SECOND = "Đã mở ba lớp kỹ năng số cho người dân."


def test_a_draft_saves_itself_and_survives_a_broken_line(desk: Desk) -> None:
    desk.sit("canbo")
    page = desk.page
    desk.go("/phong-trao/1/")
    desk.follow(page.locator('form[action*="/bao-cao/"] button').first)
    address = page.url
    page.fill("#narrative", FIRST)
    page.get_by_text("Đã tự lưu lúc").wait_for()
    page.goto(address)
    assert page.input_value("#narrative") == FIRST
    page.context.set_offline(True)
    page.fill("#difficulties", SECOND)
    page.get_by_text("nội dung vẫn giữ trong trình duyệt này").wait_for()
    page.context.set_offline(False)
    desk.problems.clear()
    page.goto(address)
    assert page.input_value("#difficulties") == ""
    page.get_by_role("button", name="Khôi phục").click()
    page.get_by_text("Đã tự lưu lúc").wait_for()
    page.goto(address)
    assert page.input_value("#difficulties") == SECOND
    assert page.get_by_role("button", name="Khôi phục").count() == 0
    assert desk.problems == []
