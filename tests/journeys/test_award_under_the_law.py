"""A collective and an individual from dossier to certificate: consultation, secret ballot, decision, check, revocation."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import Desk
from tests.journeys.test_plan_to_certificate import check_access

MOVEMENT = "Đồng Tháp thi đua làm chủ công nghệ số"
ROUND = "Đợt xét theo luật"
UNIT, PERSON = "Sở Giáo dục và Đào tạo", "Tạ Hoàng Gia Phúc"
PAPER = 7  # hd-6, in the order of seats
VOTERS = ("chutich", "hoidong", "hd-1", "hd-2", "hd-3", "hd-4", "hd-5")


@contextmanager
def database(folder: Path) -> Iterator[sqlite3.Connection]:
    """The installation's own database, as somebody with access to the machine would open it."""
    with closing(sqlite3.connect(next(folder.glob("*.sqlite3")), timeout=20)) as connection:
        yield connection
        connection.commit()


def open_round(desk: Desk) -> str:
    desk.sit("thuongtruc")
    desk.click("Phong trào")
    desk.click(MOVEMENT)
    desk.go(desk.page.url.removeprefix(desk.address).rstrip("/") + "/mo-dot/")
    desk.page.get_by_label("Tên đợt").fill(ROUND)
    desk.page.get_by_label("Nhận hồ sơ đến hết ngày").fill("2099-12-31")
    desk.page.get_by_label("Lấy ý kiến công khai trước khi Hội đồng họp").check()
    check_access(desk)
    desk.click("Mở đợt")
    return desk.page.url.removeprefix(desk.address)


def propose(desk: Desk, folder: Path, round_: str, kind: str, name: str) -> str:
    desk.sit("canbo")
    desk.go(round_)
    desk.click("Lập hồ sơ đề nghị")
    desk.page.get_by_label("Đối tượng", exact=False).first.select_option(kind)
    desk.page.get_by_label("Tên tập thể, họ tên cá nhân").fill(name)
    if kind == "individual":
        account = desk.page.get_by_label("Tài khoản của người được đề nghị")
        account.select_option(label=f"{name} – Giáo viên, tổ trưởng tin học")
    desk.page.get_by_label("Tóm tắt thành tích").fill(f"{name} phổ cập kỹ năng số cho toàn ngành.")
    desk.click("Lập hồ sơ")
    dossier = desk.page.url.removeprefix(desk.address)
    file = folder / "tai-lieu.txt"
    file.write_text("Tài liệu của hồ sơ", encoding="utf-8")
    for box in desk.page.locator("input[type=file]").all():
        box.set_input_files(file)
    desk.click("Lưu")
    if kind == "individual":
        desk.sit("nguoiduockhen")
        desk.go(dossier)
        desk.click("Tôi xác nhận")
    desk.sit("thutruong")
    desk.go(dossier)
    desk.click("Gửi hồ sơ")
    for who in ("thuongtruc", "ykien", "thamdinh"):
        desk.sit(who)
        desk.go(dossier)
        if who == "thamdinh":
            desk.click("Điều kiện xét")
            expect(desk.page.locator("main")).to_contain_text("Đúng đối tượng của hình thức")
            check_access(desk)
            desk.go(dossier)
        desk.page.get_by_label("Đủ điều kiện", exact=True).check()
        desk.page.get_by_label("Nội dung ý kiến").fill("Hồ sơ đủ điều kiện theo kế hoạch.")
        desk.click("Gửi ý kiến")
    expect(desk.page.locator("h1")).to_contain_text("Chờ Hội đồng")
    return dossier


def consult(desk: Desk, data: Path, round_: str) -> None:
    """Published, spoken on by a stranger, answered; its days pass; closed."""
    desk.sit("thuongtruc")
    desk.go(round_)
    desk.click("Lấy ý kiến công khai")
    desk.click("Lập danh sách")
    consultation = desk.page.url.removeprefix(desk.address)
    desk.click("Công bố danh sách")
    check_access(desk)
    public = str(desk.page.get_by_role("link", name="Trang công khai").get_attribute("href"))
    desk.page.context.clear_cookies()
    desk.go(public)
    check_access(desk)
    desk.page.get_by_label("Về", exact=True).select_option(label=f"{PERSON} – {UNIT}")
    desk.page.get_by_label("Loại ý kiến").select_option("complaint")
    desk.page.get_by_label("Nội dung").fill("Số lớp học nêu trong thành tích cần kiểm tra lại.")
    desk.page.get_by_label("Họ tên của bạn").fill("Một người dân")
    desk.page.get_by_label("Điện thoại hoặc địa chỉ").fill("0900000000")
    desk.click("Gửi ý kiến")
    receipt = desk.page.locator("#receipt").inner_text()
    desk.sit("thuongtruc")
    desk.go(consultation)
    expect(desk.page.get_by_role("button", name="Kết thúc lấy ý kiến")).to_be_disabled()
    desk.page.locator("textarea[name=answer]").fill("Đã kiểm tra sổ lớp học, số liệu đúng.")
    desk.follow(desk.page.get_by_role("button", name="Trả lời"))
    with database(data) as connection:
        connection.execute("UPDATE consultations_consultation SET closes_on = date('now', '-1 day')")
    desk.go(consultation)
    desk.click("Kết thúc lấy ý kiến")
    desk.page.context.clear_cookies()
    desk.go(f"/cong-khai/lay-y-kien/?receipt={receipt}")
    expect(desk.page.locator("main")).to_contain_text("số liệu đúng")


def plan_session(desk: Desk, round_: str) -> str:
    """A secret session whose two tellers have made their keys."""
    desk.sit("thuky")
    desk.go(round_)
    desk.click("Lập phiên họp Hội đồng")
    desk.page.get_by_label("Bỏ phiếu kín mọi nội dung").check()
    desk.page.get_by_label("Tên phiên họp").fill("Phiên kín")
    check_access(desk)
    desk.click("Lập phiên họp")
    session = desk.page.url.removeprefix(desk.address)
    for box in desk.page.locator("input[name=seat]").all():
        box.check()
    desk.click("Ghi điểm danh")
    expect(desk.page.get_by_role("button", name="Bắt đầu biểu quyết")).to_be_disabled()
    desk.page.get_by_label("Người thứ nhất").select_option(label="Võ Thị Ngân Hà – Chuyên viên")
    desk.page.get_by_label("Người thứ hai").select_option(label="Đỗ Khắc Minh Trí – Trưởng phòng")
    check_access(desk)
    desk.click("Ghi ban kiểm phiếu")
    return session


def key_of(desk: Desk, who: str) -> str:
    desk.sit(who)
    desk.follow(desk.page.locator("main").get_by_role("link", name="Phiên kín").first)
    desk.click("Tạo mã khóa")
    check_access(desk)
    code = desk.page.locator("#key").inner_text()
    desk.click("Tôi đã giữ mã khóa")
    expect(desk.page.locator("main")).to_contain_text("đã sẵn sàng")
    return code


def cast(desk: Desk, who: str) -> None:
    desk.sit(who)
    desk.follow(desk.page.locator("main").get_by_role("link", name="Phiên kín").first)
    desk.vote()


def vote(desk: Desk, data: Path, round_: str) -> str:
    """Nine on screen or paper; one of them is of the nominated unit and votes on the other nominee alone."""
    session = plan_session(desk, round_)
    first, second = key_of(desk, "thamdinh"), key_of(desk, "thuongtruc")
    desk.sit("thuky")
    desk.go(session)
    desk.click("Bắt đầu biểu quyết")
    desk.follow(desk.page.locator("section", has_text="Phiếu giấy").locator("li").nth(PAPER).get_by_role("button"))
    expect(desk.page.locator(".messages")).to_contain_text("Đã phát 2 phiếu giấy")
    check_access(desk)
    for who in VOTERS:
        cast(desk, who)
    desk.sit("hd-7")
    desk.follow(desk.page.locator("main").get_by_role("link", name="Phiên kín").first)
    expect(desk.page.locator("main")).to_contain_text("bạn liên quan, không biểu quyết")
    check_access(desk)
    desk.vote()
    assert not desk.page.get_by_role("radio").count()
    desk.sit("thuky")
    desk.go(session)
    desk.click("Khóa hòm phiếu")
    count(desk, first, second)
    tamper(desk, data, session)
    desk.click("Kết thúc, kiểm phiếu")
    main = desk.page.locator("main")
    expect(main).to_contain_text("Tán thành 8, không tán thành 0, không có ý kiến 0 / 8")
    expect(main).to_contain_text("Tán thành 8, không tán thành 1, không có ý kiến 0 / 9")
    return session


def count(desk: Desk, first: str, second: str) -> None:
    """Both tellers key in the paper, each alone; then one opens the outer envelopes, the other the inner ones."""
    for who in ("thamdinh", "thuongtruc"):
        desk.sit(who)
        desk.follow(desk.page.locator("main").get_by_role("link", name="Phiên kín").first)
        desk.page.get_by_label(re.compile(f"{UNIT} – Tán thành")).fill("1")
        desk.page.get_by_label(re.compile(f"{PERSON} – Không tán thành")).fill("1")
        check_access(desk)
        desk.click("Ghi số phiếu giấy")
    for who, code in (("thamdinh", first), ("thuongtruc", second)):
        desk.sit(who)
        desk.follow(desk.page.locator("main").get_by_role("link", name="Phiên kín").first)
        desk.page.get_by_label("Mã khóa của bạn").fill(code.lower())
        desk.click("Mở")
        expect(desk.page.locator(".messages")).to_contain_text("Đã mở phong bì")
    check_access(desk)
    desk.click("Tôi đã hủy mã khóa")


def tamper(desk: Desk, data: Path, session: str) -> None:
    """Counts that are changed in the database after the tally are seen, and the session does not close on them."""
    query = "SELECT id, counts FROM ballots_motion WHERE question LIKE ? AND counts IS NOT NULL"
    with database(data) as connection:
        key, counts = connection.execute(query, [f"%{PERSON}"]).fetchone()
        changed = counts.replace('"no": 1', '"no": 0').replace('"yes": 8', '"yes": 9')
        assert changed != counts
        connection.execute("UPDATE ballots_motion SET counts = ? WHERE id = ?", [changed, key])
    desk.sit("thuky")
    desk.go(session)
    expect(desk.page.get_by_role("alert")).to_contain_text(PERSON)
    desk.click("Kết thúc, kiểm phiếu")
    expect(desk.page.locator(".messages")).to_contain_text("không khớp với nhật ký")
    with database(data) as connection:
        connection.execute("UPDATE ballots_motion SET counts = ? WHERE id = ?", [counts, key])
    desk.go(session)


def decide(desk: Desk, round_: str) -> str:
    desk.go(round_)
    desk.click("Dự thảo quyết định")
    desk.page.get_by_label("Trích yếu").fill("Về việc khen thưởng đợt xét theo luật")
    desk.click("Lập dự thảo")
    decision = desk.page.url.removeprefix(desk.address)
    desk.click("Trình ký")
    for who, verb in (("chutich", "Ký quyết định"), ("vanthu", "Cấp số, ban hành")):
        desk.sit(who)
        desk.go(decision)
        check_access(desk)
        desk.click(verb)
    return decision


def certificates(desk: Desk) -> dict[str, str]:
    """Subject → the address of the public check."""
    desk.click("Bằng đã cấp")
    for _ in range(40):
        if "(2/2)" in desk.text():
            break
        time.sleep(1)
        desk.page.reload()
    rows = desk.page.locator("ul.items li")
    found = {}
    for name in (UNIT, PERSON):
        link = rows.filter(has_text=name).get_by_role("link", name=re.compile("^Trang kiểm tra"))
        found[name] = str(link.first.get_attribute("href"))
    return found


def revoke_and_check(desk: Desk, decision: str, checks: dict[str, str]) -> None:
    desk.page.context.clear_cookies()
    for name, check in checks.items():
        desk.go(check)
        expect(desk.page.locator(".verdict")).to_contain_text("đang có hiệu lực")
        expect(desk.page.locator("main")).to_contain_text(name)
    desk.sit("chutich")
    desk.go(decision)
    check_access(desk)
    desk.click("Thu hồi, hủy bỏ…")
    check_access(desk)
    desk.page.get_by_label("Căn cứ").select_option("unlawful")
    desk.page.get_by_label("Số quyết định thu hồi, hủy bỏ").fill("88/QĐ-UBND")
    desk.follow(desk.page.get_by_role("button", name="Thu hồi, hủy bỏ"))
    expect(desk.page.locator("main")).to_contain_text("88/QĐ-UBND")
    desk.page.context.clear_cookies()
    for name, check in checks.items():
        desk.go(check)
        expect(desk.page.locator(".verdict")).to_contain_text("đã bị thu hồi")
        expect(desk.page.locator("main")).to_contain_text("88/QĐ-UBND")
        assert name not in desk.text()
    check_access(desk)
    desk.sit("thamdinh")
    desk.go("/so-khen-thuong/?q=ta hoang gia phuc")
    expect(desk.page.locator("main")).to_contain_text("đã hủy bỏ")
    check_access(desk)


def test_award_under_the_law(desk: Desk, data_folder: Path, tmp_path: Path) -> None:
    round_ = open_round(desk)
    propose(desk, tmp_path, round_, "collective", UNIT)
    propose(desk, tmp_path, round_, "individual", PERSON)
    consult(desk, data_folder, round_)
    vote(desk, data_folder, round_)
    decision = decide(desk, round_)
    revoke_and_check(desk, decision, certificates(desk))
    assert [p for p in desk.problems if "404" not in p and "422" not in p] == []
