"""The templates that an installation starts with. No common text prescribes their wording: each is provisional data."""

from collections.abc import Mapping
from datetime import date

from thidua.awards.rules.templates import DOTS

_ABOUT = {
    "collective": f"""Tên đơn vị: [đối tượng]
Địa chỉ trụ sở chính: {DOTS}
Chức năng, nhiệm vụ được giao; số lượng người lao động: {DOTS}""",
    "individual": f"""Họ và tên: [đối tượng]. Ngày sinh; giới tính; quê quán: {DOTS}
Chức vụ, nơi công tác: [nơi công tác]
Trình độ chuyên môn: {DOTS}""",
    "household": f"""Chủ hộ: [đối tượng]
Nơi ở: [chức vụ]. Số người trong hộ: {DOTS}""",
    "overseas": f"""Họ và tên: [đối tượng]. Nước đang định cư: [chức vụ]
Quê quán; nghề nghiệp; địa chỉ ở nước ngoài: {DOTS}""",
}
_ACHIEVED = """II. THÀNH TÍCH ĐẠT ĐƯỢC
[thành tích]
Nội dung đã đăng ký: [nội dung đăng ký]
Kết quả các chỉ tiêu theo báo cáo của [đơn vị] đã được tiếp nhận:
- [kết quả chỉ tiêu];
[nội dung báo cáo]
Sáng kiến được công nhận:
- [sáng kiến];
III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG
- [đã được khen];"""
_SUBMISSION = """Kính gửi: [hội đồng]
Căn cứ [kế hoạch] về phong trào thi đua “[phong trào]”;
Căn cứ kết quả xét của [đơn vị], [đơn vị] trình Hội đồng xem xét, đề nghị khen thưởng trong đợt “[đợt]”:
1. Đối tượng ([loại đối tượng]): [họ tên và chức vụ].
2. Hình thức đề nghị: [hình thức và mục].
3. Tóm tắt thành tích: [thành tích]
4. Hồ sơ kèm theo:
- [tài liệu kèm theo];
[đơn vị] chịu trách nhiệm về tính chính xác của hồ sơ."""
_SUMMARY = """Đối tượng: [họ tên và chức vụ] ([loại đối tượng]).
Đơn vị trình: [đơn vị]. Hình thức đề nghị: [hình thức].
Thành tích: [thành tích]
Chỉ tiêu đạt: [chỉ tiêu đạt].
Đã được khen:
- [đã được khen];"""
_MINUTES = f"""Thời gian, địa điểm: {DOTS}
Thành phần: có mặt {DOTS} trên tổng số {DOTS} thành viên; vắng mặt: {DOTS}
Chủ trì: {DOTS}. Thư ký: {DOTS}
Hội đồng xét đề nghị tặng [hình thức] cho [họ tên và chức vụ] trong phong trào thi đua “[phong trào]”.
Tóm tắt thành tích: [thành tích]
Ý kiến của các thành viên: {DOTS}
Kết quả biểu quyết: tán thành {DOTS}; không tán thành {DOTS}; đạt tỷ lệ {DOTS} %.
Biên bản lập xong hồi {DOTS} và đã thông qua."""

# paper → (heading, what it is about, text)
TEMPLATES: Mapping[str, tuple[str, str, str]] = {
    "submission": ("Tờ trình", "Về việc đề nghị khen thưởng", _SUBMISSION),
    **{
        f"report_{kind}": ("Báo cáo thành tích", "Đề nghị tặng [hình thức]", f"I. SƠ LƯỢC\n{about}\n{_ACHIEVED}")
        for kind, about in _ABOUT.items()
    },
    "summary": ("Bản tóm tắt thành tích", "Đề nghị tặng [hình thức]", _SUMMARY),
    "minutes": ("Biên bản", "Họp xét, đề nghị khen thưởng", _MINUTES),
}

_DECISION = """# [NGƯỜI QUYẾT ĐỊNH]
{laws}
~ Căn cứ [kế hoạch và phong trào];
~ Căn cứ [căn cứ kết quả];
~ Theo đề nghị của [đề nghị].
# QUYẾT ĐỊNH:
Điều [điều]. Khen thưởng [đối tượng khen] [thành tích chung] (danh sách dưới đây).
[danh sách]
Điều [điều]. Tiền thưởng kèm theo là [tiền thưởng] đồng, chi từ quỹ thi đua, khen thưởng.
Điều [điều]. Quyết định này có hiệu lực kể từ ngày ký.
Điều [điều]. Thủ trưởng các cơ quan, đơn vị liên quan và các tập thể, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."""
RECIPIENTS = "Như Điều [điều cuối]\nLưu: VT"
_LAW = "~ Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;"
_AMENDED = (
    "~ Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022, được sửa đổi, bổ sung ngày 23 tháng 4 năm 2026;"
)
_BEFORE = "~ Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ;"
_SINCE = "~ Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ;"

# (first day, last day, text) of what a decision says, by the laws that it rests on
DECISIONS = (
    (date(2024, 1, 1), date(2025, 6, 30), _DECISION.format(laws=f"{_LAW}\n{_BEFORE}")),
    (date(2025, 7, 1), date(2026, 9, 30), _DECISION.format(laws=f"{_LAW}\n{_SINCE}")),
    (date(2026, 10, 1), None, _DECISION.format(laws=f"{_AMENDED}\n{_SINCE}")),
)
