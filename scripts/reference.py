"""Writes the generated reference pages: rights matrix, state diagrams, options, the reading's JSON Schema."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")

import django  # noqa: E402 -- the path must be set first

django.setup()

from django.urls import get_resolver  # noqa: E402
from django.utils import translation  # noqa: E402

from thidua.config import OPTIONS  # noqa: E402 -- Django must be set up first
from thidua.journal.door import FLOWS, Flow  # noqa: E402
from thidua.people.rules import ROLES  # noqa: E402
from thidua.plans.rules.exchange import schema as exchange_schema  # noqa: E402
from thidua.plans.rules.kinds import KINDS  # noqa: E402
from thidua.plans.rules.reading import LISTS  # noqa: E402
from thidua.settings import STAGES  # noqa: E402
from thidua.ui.names import NAMES, name_of  # noqa: E402


def _flows() -> list[tuple[str, Flow]]:
    """The flows in the order of a movement's life, whatever was imported first; pages import them all."""
    _ = get_resolver().url_patterns
    return sorted(FLOWS.items(), key=lambda row: (STAGES.index(row[1].model._meta.app_label), row[0]))


def rights() -> str:
    """Each word, and each step that needs it, by role."""
    words = [w for w in NAMES["right"] if w not in ("system", "route.current", "score.appraise")]
    lines = [
        "# Ma trận quyền",
        "",
        "Sinh từ `thidua/people/rules.py` và các bảng `machine.py` bằng `scripts/reference.py`.",
        "",
    ]
    lines += ["| Quyền | " + " | ".join(r.name for r in ROLES.values()) + " |", "|---" * (len(ROLES) + 1) + "|"]
    for word in words:
        cells = [
            "đơn vị" if word in r.at_unit else "toàn tỉnh" if word in r.in_province else "" for r in ROLES.values()
        ]
        lines.append(f"| {name_of('right', word)} (`{word}`) | " + " | ".join(cells) + " |")
    lines += ["", "## Bước nào cần quyền nào", "", "| Bước | Từ | Đến | Quyền | Cần lý do |", "|---|---|---|---|---|"]
    for name, flow in _flows():
        for step in flow.machine.steps:
            sources = ", ".join(name_of("state", f"{name}.{s}") for s in step.sources)
            verb, target = name_of("verb", f"{name}.{step.verb}"), name_of("state", f"{name}.{step.target}")
            why = "có" if step.needs_reason else ""
            lines.append(
                f"| {verb} (`{name}.{step.verb}`) | {sources} | {target} | {name_of('right', step.right)} | {why} |"
            )
    return "\n".join(lines) + "\n"


def states() -> str:
    """One Mermaid diagram a machine."""
    lines = ["# Sơ đồ trạng thái", "", "Sinh từ các bảng `machine.py` bằng `scripts/reference.py`.", ""]
    for name, flow in _flows():
        machine = flow.machine
        lines += [f"## {name}", "", "```mermaid", "stateDiagram-v2"]
        lines += [f"    {s}: {name_of('state', f'{name}.{s}')}" for s in machine.states]
        lines.append(f"    [*] --> {machine.initial}")
        for step in machine.steps:
            lines += [f"    {s} --> {step.target}: {name_of('verb', f'{name}.{step.verb}')}" for s in step.sources]
        lines += [f"    {s} --> [*]" for s in machine.final]
        lines += ["```", ""]
    return "\n".join(lines)


def options() -> str:
    lines = ["# Các tùy chọn của bản cài đặt", "", "Sinh từ `thidua/config.py` bằng `scripts/reference.py`.", ""]
    lines += ["| Biến môi trường | Kiểu | Mặc định | Ý nghĩa |", "|---|---|---|---|"]
    for o in OPTIONS:
        default = "thư mục `var/` của bản cài đặt" if o.name == "VAR" else f"`{o.default}`" if o.default else "trống"
        lines.append(f"| `THIDUA_{o.name}` | {o.kind} | {default} | {o.doc} |")
    lines += [
        "",
        "Mỗi biến đọc được từ tệp qua `THIDUA_TÊN_FILE`. Giá trị sai làm chương trình dừng ngay khi khởi động.",
    ]
    return "\n".join(lines) + "\n"


_TYPES: dict[str, Any] = {"number": {"type": ["number", "null"]}}


def schema() -> str:
    """JSON Schema of ``thidua read FILE --json``."""
    text: dict[str, Any] = {"type": ["string", "null"]}
    year: dict[str, Any] = {"type": ["integer", "null"]}
    properties: dict[str, Any] = dict.fromkeys(
        ("issuer", "number", "date", "place", "doc_type", "title", "movement_name", "theme"), text
    )
    properties["period"] = {"type": "object", "properties": {"from": year, "to": year}, "required": ["from", "to"]}
    properties["signer"] = {
        "type": "object",
        "properties": {"name": text, "capacity": text},
        "required": ["name", "capacity"],
    }
    for code, name in LISTS.items():
        fields: dict[str, Any] = {f.name: _TYPES.get(f.type, text) for f in KINDS[code].fields}
        if code == "report_regime":
            fields["occasions"] = {"type": "array", "items": {"enum": ["yearly", "mid-term", "final"]}}
        if code == "section":
            fields |= {"level": {"type": "integer"}, "heading": {"type": "boolean"}}
        fields |= {
            "quote": {"type": "string", "description": "nguyên văn, khoảng trắng gộp một"},
            "confidence": {
                "type": "number",
                "minimum": 0,
                "maximum": 1,
                "description": "độ tin cậy đo trên các kế hoạch mẫu",
            },
            "clause": {"type": "string"},
        }
        properties[name] = {
            "type": "array",
            "title": KINDS[code].name,
            "items": {"type": "object", "properties": fields, "required": ["quote", "clause"]},
        }
    properties["recipients"] = {"type": "array", "items": {"type": "string"}}
    properties["cited"] = {"type": "array", "items": properties["legal_bases"]["items"]}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Những gì đọc được từ một kế hoạch",
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _in_vietnamese(make: Callable[[], str]) -> Callable[[], str]:
    """The pages are Vietnamese whatever language the process has switched to."""
    return translation.override("vi")(make)


PAGES = {
    name: _in_vietnamese(make)
    for name, make in {
        "rights.md": rights,
        "states.md": states,
        "options.md": options,
        "reading.schema.json": schema,
        "plan.schema.json": lambda: json.dumps(exchange_schema(), ensure_ascii=False, indent=1) + "\n",
    }.items()
}

if __name__ == "__main__":
    for name, make in PAGES.items():
        (ROOT / "docs" / "reference" / name).write_text(make(), encoding="utf-8")
