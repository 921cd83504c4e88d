"""The kinds of rule that the register holds, their fields, and reading what was typed.

A kind is code; every value in it is dated data with its article. The day that selects a version follows
Luật Thi đua, khen thưởng as understood: standards, thresholds and dossiers by the day of receipt, the quorum by the day of
the session, money and dissolved units by the day of the decision.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from thidua.awards.rules.templates import unknown_words
from thidua.kernel.vietnamese import parse_number

YES_NO = ("yes", "no")
SUBJECTS = ("collective", "individual", "household", "enterprise", "overseas")


@dataclass(frozen=True)
class Field:
    """One value of a rule. type: text, number, percent, money, count, choice, award, parts, days, line or template;
    choices: codes; an award is the code of one; of: what a template is of.

    ``parts`` are lines ``name | source`` and ``days`` lines of dates; both are kept as lists. A template is text with words
    in brackets (``templates``), a line one of a single line.
    """

    name: str
    type: str = "text"
    choices: tuple[str, ...] = ()
    required: bool = True
    of: str = "dossier"


@dataclass(frozen=True)
class Kind:
    """keyed_by: what a rule's key is: award, step, year, paper, issuer, or nothing; selected_by: receipt, session, decision or day."""

    code: str
    keyed_by: str
    selected_by: str
    fields: tuple[Field, ...]


def _flag(name: str) -> Field:
    return Field(name, "choice", YES_NO)


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "form",
            "award",
            "receipt",
            (
                Field("name"),
                Field("kind", "choice", ("form", "title")),
                Field("level", "choice", ("state", "province", "grassroots")),
                Field("authority"),
                *(_flag(f"for_{subject}") for subject in SUBJECTS),
                Field("rank", "count"),
                Field("basis", "choice", ("merit", "round"), required=False),
            ),
        ),
        Kind(
            "threshold",
            "award",
            "receipt",
            (
                Field("approval_percent", "percent"),
                Field("more_than", "choice", YES_NO, required=False),
                Field("denominator", "choice", ("all_members", "present", "ballots")),
                _flag("secret"),
            ),
        ),
        Kind(
            "quorum",
            "award",
            "session",
            (Field("quorum_percent", "percent"), _flag("related_counted"), _flag("deputy_votes")),
        ),
        Kind("tie", "award", "session", (Field("first", "choice", ("direct", "index", "reserve")),)),
        Kind("consultation", "award", "receipt", (_flag("needed"), Field("workdays", "count"))),
        Kind("complaint", "", "day", (Field("workdays", "count"),)),
        Kind("dossier", "award", "receipt", (Field("parts", "parts"), Field("copies", "count"))),
        Kind("template", "paper", "receipt", (Field("heading"), Field("about", "line"), Field("text", "template"))),
        Kind(
            "decision_text",
            "issuer",
            "decision",
            (Field("text", "template", of="decision"), Field("recipients", "template", of="decision")),
        ),
        Kind(
            "time_limit",
            "step",
            "day",
            (Field("workdays", "count"), Field("near", "count"), Field("silence", "choice", ("wait", "proceed"))),
        ),
        Kind(
            "return",
            "",
            "receipt",
            (
                Field("answers", "choice", ("stand", "fall")),
                Field("reenter", "choice", ("same", "start")),
                Field("clock", "choice", ("restart", "resume")),
                Field("quota", "choice", ("free", "keep")),
            ),
        ),
        Kind(
            "standard",
            "award",
            "receipt",
            (
                _flag("reported"),
                _flag("targets"),
                Field("initiatives", "count"),
                Field("initiative_level", "choice", ("grassroots", "province", "state"), required=False),
                Field("initiative_years", "count", required=False),
            ),
        ),
        Kind(
            "sequence",
            "award",
            "receipt",
            (
                Field("earlier", "award", required=False),
                Field("times", "count"),
                _flag("consecutive"),
                Field("gap", "count"),
            ),
        ),
        Kind("adhoc", "award", "receipt", (_flag("council"),)),
        Kind("ratio", "award", "decision", (Field("leaders", "percent"),)),
        Kind(
            "proportion",
            "award",
            "decision",
            (Field("of", "award"), Field("percent", "percent"), Field("within", "choice", ("unit", "whole"))),
        ),
        Kind("counting", "award", "receipt", (_flag("thematic"),)),
        Kind(
            "history",
            "",
            "receipt",
            (Field("merged", "choice", ("all", "sole", "none")), Field("whole_from", "count", required=False)),
        ),
        Kind("dissolved", "", "decision", (_flag("awarded"),)),
        Kind(
            "bonus",
            "award",
            "decision",
            tuple(Field(f"for_{s}", "number", required=False) for s in ("individual", "collective", "household")),
        ),
        Kind("base_salary", "", "decision", (Field("amount", "money"), Field("round_to", "money"))),
        Kind("holiday", "year", "day", (Field("days", "days"), Field("worked", "days", required=False))),
    )
}

STEPS = ("consolidate", "opinion", "appraise", "consult", "council", "decide")
SOURCES = ("upload", "launch_plan", "review_report", "submission", "minutes", "achievement", "summary")


def _parts(text: str) -> list[dict[str, str]]:
    rows = []
    for line in filter(str.strip, text.splitlines()):
        name, _, source = (part.strip() for part in line.partition("|"))
        if not name or (source or "upload") not in SOURCES:
            raise ValueError(line)
        rows.append({"name": name, "source": source or "upload"})
    return rows


def _day(text: str) -> str:
    text = text.strip()
    if text[:4].isdecimal():
        return date.fromisoformat(text).isoformat()
    day, month, year = text.split("/")
    return date(int(year), int(month), int(day)).isoformat()


def _value(field: Field, text: str) -> Any:
    """What the field holds for the typed text. Raises ValueError."""
    if field.type in ("number", "percent", "money", "count"):
        number = parse_number(text)
        whole = field.type in ("money", "count")
        if number < 0 or (field.type == "percent" and number > 100) or (whole and number != int(number)):
            raise ValueError(text)
        return int(number) if whole else f"{number.normalize():f}"
    if field.type == "choice" and text not in field.choices:
        raise ValueError(text)
    if field.type == "parts":
        return _parts(text)
    if field.type == "template":
        return "\n".join(line.rstrip() for line in text.splitlines())
    if field.type == "days":
        return sorted({_day(line) for line in filter(str.strip, text.replace(",", "\n").splitlines())})
    return text


def read(kind: Kind, typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """(values by field, code of the mistake by field: ``missing``, ``unreadable`` or ``unknown_word``) of what was typed for a
    rule."""
    values: dict[str, Any] = {}
    mistakes: dict[str, str] = {}
    for field in kind.fields:
        text = typed.get(field.name, "").strip()
        if not text:
            values[field.name] = [] if field.type in ("parts", "days") else ""
            if field.required:
                mistakes[field.name] = "missing"
            continue
        if field.type in ("line", "template") and unknown_words(text, "line" if field.type == "line" else field.of):
            mistakes[field.name] = "unknown_word"
        try:
            values[field.name] = _value(field, text)
        except (ValueError, ArithmeticError):
            mistakes[field.name] = "unreadable"
    return values, mistakes


def typed(kind: Kind, values: Mapping[str, Any]) -> dict[str, str]:
    """The texts that ``read`` reads back into ``values``."""
    found = {}
    for field in kind.fields:
        value = values.get(field.name, "")
        if field.type == "parts":
            value = "\n".join(f"{row['name']} | {row['source']}" for row in value or ())
        elif field.type == "days":
            value = "\n".join(
                f"{day.day:02d}/{day.month:02d}/{day.year}" for day in map(date.fromisoformat, value or ())
            )
        elif field.type in ("number", "percent"):
            value = str(value).replace(".", ",")
        found[field.name] = str(value)
    return found
