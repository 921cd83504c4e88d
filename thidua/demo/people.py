"""The demo's people: all invented. One account for each role, and those that the movement needs besides."""

from dataclasses import dataclass
from datetime import date
from random import Random

from thidua.demo.units import DEPARTMENTS
from thidua.kernel.actor import Actor
from thidua.people.actions import appoint, open_account
from thidua.people.models import User
from thidua.units.models import Unit

PASSWORD = "thidua-demo-2025"  # noqa: S105 -- printed on the demo's own page


@dataclass(frozen=True)
class Account:
    """username; role; unit's code; name; position; what the sign-in button says of it."""

    username: str
    role: str
    unit: str
    name: str
    position: str
    note: str


ACCOUNTS = (
    Account(
        "canbo",
        "unit_officer",
        "SGDDT",
        "Lê Thị Mai Khôi",
        "Chuyên viên Văn phòng",
        "soạn đăng ký, báo cáo, hồ sơ của Sở Giáo dục và Đào tạo",
    ),
    Account(
        "thutruong",
        "unit_head",
        "SGDDT",
        "Phan Hữu Đăng Lâm",
        "Giám đốc",
        "gửi đăng ký, báo cáo, hồ sơ của Sở Giáo dục và Đào tạo",
    ),
    Account(
        "canboxa",
        "unit_officer",
        "28249",
        "Kiều Thị Lệ Hằng",
        "Công chức Văn phòng",
        "soạn báo cáo của một phường chưa nộp",
    ),
    Account(
        "chutichxa",
        "unit_head",
        "28249",
        "Tô Hoài Bảo Quốc",
        "Chủ tịch Ủy ban nhân dân phường",
        "gửi báo cáo của phường ấy",
    ),
    Account(
        "thuongtruc",
        "standing_agency",
        "SKHCN",
        "Đỗ Khắc Minh Trí",
        "Trưởng phòng",
        "cơ quan thường trực: kế hoạch, tiếp nhận, mở đợt",
    ),
    Account("thamdinh", "appraiser", "SNV", "Võ Thị Ngân Hà", "Chuyên viên", "thẩm định hồ sơ khen thưởng"),
    Account("hoidong", "council_member", "STC", "Huỳnh Bá Tường Quân", "Phó Giám đốc", "biểu quyết tại Hội đồng"),
    Account(
        "thuky",
        "council_secretary",
        "SNV",
        "Trương Nhã Uyên",
        "Phó Trưởng phòng",
        "điều hành phiên họp, dự thảo quyết định",
    ),
    Account(
        "chutich",
        "chairman",
        "UBND",
        "Nguyễn Thiên Bảo Long",
        "Chủ tịch Ủy ban nhân dân tỉnh",
        "công bố kế hoạch, ký quyết định",
    ),
    Account("vanthu", "records_clerk", "VPUB", "Đinh Thị Thu Sương", "Văn thư", "cấp số, ban hành quyết định"),
    Account("quantri", "administrator", "SKHCN", "Bùi Quốc Nhật Hào", "Quản trị viên", "đơn vị, tài khoản, Hội đồng"),
    Account("kiemtoan", "auditor", "TTT", "Mạc Thanh Trúc Linh", "Thanh tra viên", "xem toàn bộ và nhật ký"),
    Account(
        "nguoiduockhen",
        "nominee",
        "SGDDT",
        "Tạ Hoàng Gia Phúc",
        "Giáo viên, tổ trưởng tin học",
        "xác nhận hồ sơ của mình",
    ),
    Account(
        "khenso",
        "unit_awarder",
        "SGDDT",
        "Hà Thị Diệu Thư",
        "Phó Chánh Văn phòng",
        "tặng giấy khen theo thẩm quyền của Sở Giáo dục và Đào tạo",
    ),
    Account("ykien", "unit_head", "VPUB", "Lương Đình Khải Nguyên", "Chánh Văn phòng", "cho ý kiến về hồ sơ"),
)
_FAMILY = ("Trần", "Phạm", "Hồ", "Ngô", "Dương", "Lý", "Đặng", "Cao", "Thái", "Châu")
_MIDDLE = ("Thị Ánh", "Minh", "Quốc", "Thị Kim", "Hữu", "Thanh", "Gia", "Ngọc")
_GIVEN = ("Thiện", "Nhiên", "Khánh", "Tuyết", "Phong", "Vy", "Hiếu", "Lan", "Tâm", "Đạt", "Yến", "Sơn")


COUNCIL = tuple(f"hd-{number}" for number in range(1, 8))


def invented_name(random: Random) -> str:
    return f"{random.choice(_FAMILY)} {random.choice(_MIDDLE)} {random.choice(_GIVEN)}"


def load_people(units: dict[str, Unit], start: date, actor: Actor, random: Random) -> dict[str, User]:
    """The accounts of the sign-in page, ``dv-<code>`` for each other unit's head, ``hd-1`` … for the council."""
    users: dict[str, User] = {}

    def add(username: str, name: str, position: str, role: str, unit: Unit, usable: bool) -> None:
        password = PASSWORD if usable else None
        user = open_account(
            username=username,
            full_name=name,
            position=position,
            password=password,
            unit=unit,
            actor=actor,
            is_demo=True,
        )
        appoint(user, role, unit, start=start, actor=actor)
        users[username] = user

    for account in ACCOUNTS:
        add(account.username, account.name, account.position, account.role, units[account.unit], usable=True)
    appoint(users["chutich"], "council_member", units["UBND"], start=start, actor=actor)
    own = {account.unit for account in ACCOUNTS if account.role == "unit_head"}
    for code, unit in units.items():
        if unit.valid_to is None and unit.kind != "committee" and code not in own and not code.startswith("X"):
            add(f"dv-{code.lower()}", invented_name(random), "Thủ trưởng đơn vị", "unit_head", unit, usable=False)
    for username, (code, _name) in zip(COUNCIL, DEPARTMENTS, strict=False):
        add(username, invented_name(random), "Phó Giám đốc", "council_member", units[code], usable=True)
    return users
