"""A plan as one file of data, so that another province can take it up; its form is ``docs/reference/plan.schema.json``."""

import json
from collections.abc import Iterable
from typing import Any

from thidua.kernel.refusal import Refusal, Refused
from thidua.plans.rules.kinds import KINDS, check_data

FORM = "thidua-plan/1"
HEAD = ("name", "title", "issuer", "number", "date", "theme", "period_from", "period_to")
_MOST = 5_000


def written(head: dict[str, Any], items: Iterable[dict[str, Any]]) -> str:
    """The file. items: ``kind``, ``data``, ``clause``, ``quote``. No person's name leaves the installation."""
    rows = [
        {
            "kind": item["kind"],
            "clause": item["clause"],
            "quote": item["quote"],
            "data": {f.name: item["data"].get(f.name) for f in KINDS[item["kind"]].fields},
        }
        for item in items
    ]
    content = {"form": FORM, **{name: head.get(name) for name in HEAD}, "items": rows}
    return json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n"


def is_exchange(text: str) -> bool:
    return text.lstrip()[:1] == "{" and f'"{FORM}"' in text[:2000]


def taken(text: str, name: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """(head, items) of a file. Raises Refused for one that is broken, of another form, or with values that cannot be."""
    try:
        content = json.loads(text)
    except ValueError as error:
        raise Refused([Refusal("paper.damaged", {"name": name})]) from error
    rows = content.get("items") if isinstance(content, dict) else None
    if not isinstance(rows, list) or len(rows) > _MOST or content.get("form") != FORM:
        raise Refused([Refusal("plan.exchange", {"name": name})])
    return {key: content.get(key) for key in HEAD}, [_item(row, name) for row in rows]


def _item(row: Any, name: str) -> dict[str, Any]:
    if not isinstance(row, dict) or row.get("kind") not in KINDS or not isinstance(row.get("data"), dict):
        raise Refused([Refusal("plan.exchange", {"name": name})])
    kind = str(row["kind"])
    raw = {k: "" if v is None else str(v) for k, v in row["data"].items()}
    data, refusals = check_data(kind, raw)
    if refusals:
        raise Refused(refusals)
    texts = {key: str(row.get(key) or "")[:limit] for key, limit in (("clause", 40), ("quote", 4000))}
    return {"kind": kind, "data": data, **texts}


def schema() -> dict[str, Any]:
    """The JSON Schema of the file."""
    kinds = []
    for kind in KINDS.values():
        fields: dict[str, Any] = {}
        for field in kind.fields:
            types = ["number", "null"] if field.type == "number" else ["string", "null"]
            fields[field.name] = {"type": types, "description": field.label}
            if field.type == "choice":
                fields[field.name]["enum"] = [*(code for code, _ in field.choices), None]
        data = {"type": "object", "properties": fields, "required": [f.name for f in kind.fields if f.required]}
        kinds.append({"properties": {"kind": {"const": kind.code}, "data": data}, "title": kind.name})
    texts = {name: {"type": ["string", "null"]} for name in ("name", "title", "issuer", "number", "date", "theme")}
    years = {name: {"type": ["integer", "null"]} for name in ("period_from", "period_to")}
    item = {
        "type": "object",
        "properties": {"kind": {"type": "string"}, "clause": {"type": "string"}, "quote": {"type": "string"}},
        "required": ["kind", "data"],
        "oneOf": kinds,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Kế hoạch dưới dạng dữ liệu",
        "type": "object",
        "properties": {"form": {"const": FORM}, **texts, **years, "items": {"type": "array", "items": item}},
        "required": ["form", "items"],
    }
