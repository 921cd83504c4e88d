"""The rules of law that an installation starts with, as dated data. What could not be confirmed is marked so.

Sources: Luật 06/2022/QH15 (Điều 74, 77–80), Nghị định 152/2025/NĐ-CP (Điều 33, 54); quorum and denominators were not
found in a primary text and stand here as provisional values.
"""

from datetime import date
from typing import Any

START = date(2024, 1, 1)
_LAW = "Luật Thi đua, khen thưởng 06/2022/QH15"

FORMS: tuple[dict[str, Any], ...] = (
    {
        "code": "HCLD",
        "name": "Huân chương Lao động",
        "level": "state",
        "authority": "Chủ tịch nước",
        "article": f"{_LAW}, Điều 77",
    },
    {
        "code": "CO_CP",
        "name": "Cờ thi đua của Chính phủ",
        "level": "state",
        "authority": "Thủ tướng Chính phủ",
        "kind": "title",
        "article": f"{_LAW}, Điều 78",
        "for_individual": False,
    },
    {
        "code": "BK_TTG",
        "name": "Bằng khen của Thủ tướng Chính phủ",
        "level": "state",
        "authority": "Thủ tướng Chính phủ",
        "article": f"{_LAW}, Điều 78",
    },
    {
        "code": "CO_TINH",
        "name": "Cờ thi đua của tỉnh",
        "level": "province",
        "authority": "Chủ tịch Ủy ban nhân dân tỉnh",
        "kind": "title",
        "article": f"{_LAW}, Điều 79",
        "for_individual": False,
    },
    {
        "code": "BK_TINH",
        "name": "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
        "level": "province",
        "authority": "Chủ tịch Ủy ban nhân dân tỉnh",
        "article": f"{_LAW}, Điều 74, Điều 79",
    },
    {
        "code": "GK",
        "name": "Giấy khen",
        "level": "grassroots",
        "authority": "Thủ trưởng cơ quan, tổ chức, đơn vị",
        "article": f"{_LAW}, Điều 80",
        "confirmed": True,
    },
)

THRESHOLDS: tuple[dict[str, Any], ...] = (
    {
        "award_code": "CO_CP",
        "approval_percent": 80,
        "article": "Nghị định 152/2025/NĐ-CP, Điều 33 khoản 5",
    },
    {
        "award_code": "BK_TINH",
        "approval_percent": 80,
        "article": "Thủ tục hành chính cấp tỉnh đã công bố",
    },
    {"award_code": "", "approval_percent": 50, "article": "Chưa tìm thấy văn bản gốc: giá trị tạm, quá bán"},
)
