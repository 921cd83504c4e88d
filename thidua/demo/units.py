"""The demo's units: a real province's, with the mergers of 2025 as dated successions. Facts: names, codes, days."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from thidua.kernel.actor import Actor
from thidua.units.actions import add_group, add_unit, join_group, succeed
from thidua.units.models import Province, Unit

OLD, MERGED = date(2000, 1, 1), date(2025, 7, 1)
DEPARTMENTS_FROM = date(2025, 3, 1)
RESOLUTION = "Nghị quyết 1663/NQ-UBTVQH15 ngày 16/6/2025"

DEPARTMENTS = (
    ("SNV", "Sở Nội vụ"),
    ("SKHCN", "Sở Khoa học và Công nghệ"),
    ("STC", "Sở Tài chính"),
    ("SXD", "Sở Xây dựng"),
    ("SNNMT", "Sở Nông nghiệp và Môi trường"),
    ("SCT", "Sở Công Thương"),
    ("SGDDT", "Sở Giáo dục và Đào tạo"),
    ("SYT", "Sở Y tế"),
    ("STP", "Sở Tư pháp"),
    ("SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch"),
    ("TTT", "Thanh tra tỉnh"),
    ("VPUB", "Văn phòng Ủy ban nhân dân tỉnh"),
)
FRONT = (
    ("MTTQ", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
    ("LDLD", "Liên đoàn Lao động tỉnh"),
    ("TD", "Tỉnh Đoàn"),
    ("HPN", "Hội Liên hiệp Phụ nữ tỉnh"),
    ("HND", "Hội Nông dân tỉnh"),
    ("HCCB", "Hội Cựu chiến binh tỉnh"),
)
CENTRAL = (
    ("BHXH", "Bảo hiểm xã hội tỉnh"),
    ("THUE", "Thuế tỉnh"),
    ("TKE", "Thống kê tỉnh"),
    ("KBNN", "Kho bạc Nhà nước tại tỉnh"),
)
ENTERPRISES = (
    ("DN01", "Công ty cổ phần Nông sản Sen Vàng (giả định)"),
    ("DN02", "Công ty trách nhiệm hữu hạn Giải pháp số Cửu Long (giả định)"),
    ("DN03", "Hợp tác xã Xoài Tân Phát (giả định)"),
)
# (before, after): which departments were joined into which on 01/3/2025, as was the pattern across the country.
MERGERS = (
    ((("STTTT", "Sở Thông tin và Truyền thông"), ("SKHCN0", "Sở Khoa học và Công nghệ (trước 01/3/2025)")), "SKHCN"),
    ((("SKHDT", "Sở Kế hoạch và Đầu tư"), ("STC0", "Sở Tài chính (trước 01/3/2025)")), "STC"),
)


def load_units(province: Province, committee: Unit, actor: Actor) -> dict[str, Unit]:
    """Every unit by its code."""
    units = {"UBND": committee}

    def add(code: str, name: str, kind: str, tier: str, start: date = OLD, parent: Unit = committee) -> Unit:
        fields: dict[str, Any] = {"code": code, "name": name, "kind": kind, "tier": tier, "valid_from": start}
        units[code] = add_unit(province, actor=actor, parent=parent, **fields)
        return units[code]

    after = {code for _, code in MERGERS}
    for code, name in DEPARTMENTS:
        add(code, name, "department", "province", DEPARTMENTS_FROM if code in after else OLD)
    for code, name in FRONT:
        add(code, name, "front", "province")
    for code, name in CENTRAL:
        add(code, name, "central", "province")
    for code, name in ENTERPRISES:
        add(code, name, "enterprise", "enterprise")
    for before, code in MERGERS:
        sources = [add(c, n, "department", "province") for c, n in before]
        basis = "Sắp xếp cơ quan chuyên môn năm 2025 (số văn bản của tỉnh chưa đối chiếu)"
        succeed(
            province,
            kind="merge",
            day=DEPARTMENTS_FROM,
            basis=basis,
            sources=sources,
            targets=[units[code]],
            actor=actor,
        )
    _load_communes(province, committee, units, actor)
    _load_groups(province, units, actor)
    return units


def _load_communes(province: Province, committee: Unit, units: dict[str, Unit], actor: Actor) -> None:
    """The 102 communes and wards of today, the 305 of before, and how the former came of the latter."""
    facts = json.loads((Path(__file__).parent / "data" / "dong_thap_communes.json").read_text(encoding="utf-8"))
    old: dict[tuple[str, str, str], Unit] = {}
    heirs: dict[int, list[Unit]] = {}
    merges: list[tuple[Unit, list[Unit]]] = []
    for row in facts["communes"]:
        name = f"{row['kind'].capitalize()} {row['name']}" if not row["name"].startswith("Phường") else row["name"]
        unit = add_unit(
            province,
            actor=actor,
            parent=committee,
            code=row["code"],
            name=name,
            kind="commune",
            tier="commune",
            valid_from=MERGED,
        )
        units[row["code"]] = unit
        sources = []
        for before in row["predecessors"]:
            key = (before["name"], before["district"], before["old_province"])
            if key not in old:
                kind = "" if before["name"].startswith("Phường") else f"{before['kind'].capitalize()} "
                old[key] = add_unit(
                    province,
                    actor=actor,
                    code=f"X{len(old) + 1:03d}",
                    name=f"{kind}{before['name']} ({before['district']}, {before['old_province']})",
                    kind="commune",
                    tier="commune",
                    valid_from=OLD,
                )
            sources.append(old[key])
            heirs.setdefault(old[key].pk, []).append(unit)
        merges.append((unit, sources))
    divided = {pk for pk, targets in heirs.items() if len(targets) > 1}
    by_pk = {u.pk: u for u in old.values()}
    for pk in sorted(divided):
        succeed(
            province, kind="split", day=MERGED, basis=RESOLUTION, sources=[by_pk[pk]], targets=heirs[pk], actor=actor
        )
    for unit, sources in merges:
        whole = [u for u in sources if u.pk not in divided]
        if whole:
            kind = "merge" if len(whole) > 1 else "rename"
            succeed(province, kind=kind, day=MERGED, basis=RESOLUTION, sources=whole, targets=[unit], actor=actor)


def _load_groups(province: Province, units: dict[str, Unit], actor: Actor) -> None:
    """Blocks by function and clusters by area, from the day of the merger."""
    blocks = (
        ("Khối các cơ quan tham mưu tổng hợp", ("SNV", "STC", "STP", "TTT", "VPUB")),
        ("Khối các cơ quan kinh tế, kỹ thuật", ("SKHCN", "SXD", "SNNMT", "SCT")),
        ("Khối các cơ quan văn hóa, xã hội", ("SGDDT", "SYT", "SVHTTDL")),
        ("Khối Mặt trận và đoàn thể", tuple(code for code, _ in FRONT)),
        ("Khối cơ quan Trung ương tại địa bàn", tuple(code for code, _ in CENTRAL)),
        ("Khối doanh nghiệp", tuple(code for code, _ in ENTERPRISES)),
    )
    for name, codes in blocks:
        group = add_group(province, name=name, kind="block", actor=actor)
        members = [units[code] for code in codes]
        join_group(group, members, day=MERGED, lead=members[0], actor=actor)
    communes = [u for u in units.values() if u.kind == "commune" and u.valid_to is None and not u.code.startswith("X")]
    for number in range(8):
        cluster = add_group(province, name=f"Cụm thi đua xã, phường số {number + 1}", kind="cluster", actor=actor)
        members = communes[number::8]
        join_group(cluster, members, day=MERGED, lead=members[0], actor=actor)
