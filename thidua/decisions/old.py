"""An old decision read into rows for the ledger: its heads by the reader of plans, its list by ``awards.rules.listing``."""

from dataclasses import dataclass
from datetime import date

from thidua.awards.queries import award_names, book_of, code_of
from thidua.awards.rules.listing import Named, in_lines, in_table
from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import fold
from thidua.papers.rules.files import sniff
from thidua.papers.scans import Scan, read_scan
from thidua.papers.text import text_of
from thidua.papers.word import tables_of_document
from thidua.plans.rules.reading import read
from thidua.units.models import Province, Unit

MOST_SCANNED = 4  # pages; a longer scan is typed into Excel, or brought with its text
MOST_ROWS = 300


@dataclass(frozen=True)
class OldRow:
    """One who was awarded. unit: the one named in the row, None where none is; code: of the award, empty when unknown."""

    kind: str
    name: str
    rest: str
    unit: int | None
    code: str


@dataclass(frozen=True)
class OldPaper:
    """What was read of a decision; a person looks through it."""

    number: str
    day: date | None
    title: str
    rows: tuple[OldRow, ...]


def _text(content: bytes, name: str) -> str:
    try:
        return text_of(content, name)
    except Refused as refused:
        if [one.code for one in refused.refusals] != ["paper.scan"]:
            raise
    scan = Scan(content, name)
    if len(scan.texts) > MOST_SCANNED:
        raise Refused([Refusal("old.long_scan", {"limit": MOST_SCANNED})])
    return read_scan(scan, lambda done: None)


def _unit_in(text: str, units: list[tuple[str, int]]) -> int | None:
    """The unit with the longest name that stands in the text."""
    folded = fold(text)
    return next((key for name, key in units if name in folded), None)


def read_old_decision(content: bytes, name: str, province: Province, today: date) -> OldPaper:
    """Raises Refused for a file that cannot be read, and where nobody is found in it."""
    text = _text(content, name)
    header = read(text).header
    names = award_names(book_of(province.pk), today)
    found: list[Named] = []
    if sniff(content) == "docx":
        found = [one for table in tables_of_document(content, name) for one in in_table(table)]
    found = found or in_lines(text.splitlines(), list(names.values()))
    if not found:
        raise Refused([Refusal("old.nobody")])
    rows = Unit.objects.filter(province=province).values_list("folded", "pk")
    units = sorted(rows, key=lambda row: -len(row[0]))
    title = str(header["title"] or "")
    whole = code_of(title) or code_of(text[:3000])
    made = [
        OldRow(one.kind, one.name, one.rest, _unit_in(f"{one.rest} {one.name}", units), code_of(one.award) or whole)
        for one in found[:MOST_ROWS]
    ]
    day = date.fromisoformat(header["date"]) if header["date"] else None
    return OldPaper(str(header["number"] or ""), day, title, tuple(made))
