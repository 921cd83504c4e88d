"""The body of a plan as an official document, in words that the reader of plans reads back as the same facts."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from thidua.kernel.vietnamese import format_number
from thidua.plans.rules.characters import plain

_QUARTERS = ("I", "II", "III", "IV")
_TOLD = {
    "registration": "Các đơn vị đăng ký thi đua",
    "launch": "Hoàn thành phát động",
    "mid-term review": "Tổ chức sơ kết",
    "final review": "Tổ chức tổng kết",
    "annual report": "Gửi báo cáo kết quả thực hiện",
    "report": "Gửi báo cáo kết quả thực hiện",
    "nomination": "Hồ sơ đề nghị khen thưởng gửi",
    "inspection": "Kiểm tra việc thực hiện",
    "annual review": "Đánh giá kết quả thực hiện",
    "annual plan": "Xây dựng kế hoạch thực hiện",
    "annual award": "Đề nghị khen thưởng",
    "plan": "Ban hành kế hoạch",
    "review": "Đánh giá, rút kinh nghiệm",
}
_ADDRESSED = {
    "department": "Các sở, ban, ngành",
    "party": "Các ban Đảng, cơ quan tham mưu, giúp việc",
    "front": "Mặt trận Tổ quốc và các đoàn thể",
    "district": "Ủy ban nhân dân các huyện, thị xã",
    "commune": "Ủy ban nhân dân các xã, phường",
    "central": "Cơ quan Trung ương đóng trên địa bàn",
    "enterprise": "Doanh nghiệp, hợp tác xã",
    "group": "Thành viên các khối, cụm thi đua",
}
_COMPARED = {">=": "Tối thiểu ", "<=": "Không quá ", "=": ""}


class Told(Protocol):
    """An item of a plan: its kind and its values."""

    kind: str
    data: dict[str, Any]


def body(items: Sequence[Told]) -> list[str]:
    """The paragraphs of the parts that the items fill, numbered from I."""
    parts = (
        ("ĐỐI TƯỢNG THI ĐUA", _addressed(items)),
        ("NỘI DUNG THI ĐUA", _numbered(i.data["text"] for i in items if i.kind == "content")),
        ("TIÊU CHÍ THI ĐUA", _grouped(items, "criterion", "group", lambda data: str(data["text"]))),
        ("CHỈ TIÊU THI ĐUA", _grouped(items, "target", "tier", _target)),
        (
            "LĨNH VỰC ƯU TIÊN",
            [
                f"- Lĩnh vực {i.data['name']}: tập trung nguồn lực thực hiện."
                for i in items
                if i.kind == "priority_field"
            ],
        ),
        ("THỜI GIAN THỰC HIỆN", _times(items)),
        ("KHEN THƯỞNG", _awards(items)),
        ("TỔ CHỨC THỰC HIỆN", _duties(items)),
    )
    found: list[str] = []
    number = 0
    for title, lines in parts:
        if lines:
            number += 1
            found += [f"{_roman(number)}. {title}", *lines]
    if found:
        found[-1] = found[-1].rstrip("./;") + "./."
    return found


def _addressed(items: Sequence[Told]) -> list[str]:
    found = [i.data for i in items if i.kind == "addressee"]
    places = [f" thuộc {data['area']}" if data.get("area") else "" for data in found]
    return [f"- {_ADDRESSED[data['unit_kind']]}{place}." for data, place in zip(found, places, strict=True)]


def _roman(number: int) -> str:
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")[number - 1]


def _numbered(texts: Iterable[str]) -> list[str]:
    return [f"{n}. {_sentence(text)}" for n, text in enumerate(texts, 1)]


def _sentence(text: str) -> str:
    text = text.strip().rstrip(";,")
    return text if text.endswith((".", ":", "!", "?")) else f"{text}."


def _grouped(items: Sequence[Told], kind: str, by: str, told: Any) -> list[str]:
    """Items under a heading for each group, in the order of the first of each."""
    groups: dict[str, list[str]] = {}
    for item in items:
        if item.kind == kind:
            groups.setdefault(item.data.get(by) or "chung", []).append(_sentence(f"- {told(item.data)}"))
    found = []
    for number, (group, lines) in enumerate(groups.items(), 1):
        head = (
            "Chỉ tiêu chung" if group == "chung" and kind == "target" else "Tiêu chí chung" if group == "chung" else ""
        )
        found += [f"{number}. {head or 'Đối với ' + group}", *lines]
    return found


def _target(data: dict[str, Any]) -> str:
    number = format_number(data["value"])
    amount = f"{number}%" if data["unit"] == "%" else f"{number} {data['unit']}"
    left_out = str(data.get("excludes") or "")
    excluded = f" ({left_out})" if left_out and plain(left_out) not in plain(data["subject"]) else ""
    return f"{_COMPARED[data['comparator']]}{amount} {data['subject']}{excluded}"


def _times(items: Sequence[Told]) -> list[str]:
    phases = [i.data for i in items if i.kind == "phase"]
    times = [i.data for i in items if i.kind == "deadline"]
    found = [f"{n}. {p['label']} ({_point(p['from'])} - {_point(p['to'])})" for n, p in enumerate(phases, 1)]
    found += [f"{len(phases) + n}. {_TOLD[t['what']]} {_when(str(t['when']))}." for n, t in enumerate(times, 1)]
    return found


def _point(when: str) -> str:
    year, _, rest = str(when).partition("-")
    if rest.startswith("Q"):
        return f"quý {_QUARTERS[int(rest[1]) - 1]}/{year}"
    return f"tháng {int(rest)}/{year}" if rest else year


def _when(when: str) -> str:
    """``trước ngày 10 tháng 12 hằng năm``, ``trong quý IV năm 2027``, ``trong tháng 12 năm 2027``, ``trong năm 2027``."""
    if when.startswith("yearly"):
        rest = when.removeprefix("yearly").strip()
        if not rest:
            return "hằng năm"
        month, day = rest.split("-")
        return f"trước ngày {int(day):02d} tháng {int(month)} hằng năm"
    year, _, rest = when.partition("-")
    if not rest:
        return f"trong năm {year}"
    if rest.startswith("Q"):
        return f"trong quý {_QUARTERS[int(rest[1]) - 1]} năm {year}"
    month, _, day = rest.partition("-")
    return f"trước ngày {int(day):02d} tháng {int(month)} năm {year}" if day else f"trong tháng {int(month)} năm {year}"


def _awards(items: Sequence[Told]) -> list[str]:
    found: list[str] = []
    number = 0
    forms = [i.data["name"] for i in items if i.kind == "award_form"]
    standards = [i.data["text"] for i in items if i.kind == "award_standard"]
    quotas = [i.data for i in items if i.kind == "quota"]
    parts = [i.data["item"] for i in items if i.kind == "dossier_part"]
    for title, lines in (
        ("Hình thức khen thưởng", [f"- {name}." for name in forms]),
        ("Tiêu chuẩn khen thưởng", [f"- {_sentence(text)}" for text in standards]),
        ("Số lượng khen thưởng", [_quota(q) for q in quotas]),
        ("Hồ sơ đề nghị khen thưởng gồm:", [f"- {_sentence(part)}" for part in parts]),
    ):
        if lines:
            number += 1
            found += [f"{number}. {title}", *lines]
    return found


def _quota(data: dict[str, Any]) -> str:
    caps = [
        f"{data[name]:02d} {word}"
        for name, word in (("collectives", "tập thể"), ("individuals", "cá nhân"))
        if data.get(name)
    ]
    occasion = str(data.get("occasion") or "").strip()
    return f"- {occasion[:1].upper()}{occasion[1:]}: {data['award']} không quá {', '.join(caps)}.".replace("- : ", "- ")


def _duty(data: dict[str, Any]) -> str:
    duty = str(data.get("duty") or "").strip()
    if plain(duty).startswith(plain(data["agency"])):
        return _sentence(duty)
    return _sentence(f"{data['agency']}: {duty}" if duty else str(data["agency"]))


def _duties(items: Sequence[Told]) -> list[str]:
    found = []
    steps = [i.data for i in items if i.kind == "route_step"]
    for regime in (i.data for i in items if i.kind == "report_regime"):
        day = regime.get("day")
        when = f" {_when(f'yearly {day}')}" if day else " hằng năm"
        found.append(f"Các bộ phận gửi báo cáo kết quả thực hiện về {regime['receiver']}{when}.")
    for step in steps:
        agency = step["agency"]
        told = {
            "consolidate": f"Hồ sơ khen thưởng gửi về {agency} để tổng hợp.",
            "opinion": f"Hồ sơ khen thưởng được lấy ý kiến {agency}.",
            "appraise": f"{agency} thẩm định hồ sơ khen thưởng.",
            "decide": f"Hồ sơ khen thưởng trình {agency} quyết định.",
        }
        found.append(told[step["kind"]])
    found += [_duty(i.data) for i in items if i.kind == "responsibility"]
    return [f"{n}. {text}" for n, text in enumerate(found, 1)] + (
        [] if found else ["1. Các bộ phận, cá nhân của đơn vị chịu trách nhiệm thực hiện Kế hoạch này."]
    )
