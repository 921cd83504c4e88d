"""What a dossier consists of and the way it goes where a plan says nothing, on which rounds an award is given, and how two
versions of a part differ."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from thidua.kernel.vietnamese import fold

# Parts that the movement itself holds.
HELD = ("launch_plan", "review_report")
# Parts that are drafted from what is known and edited, or brought as a file.
WRITTEN = ("submission", "achievement", "summary", "minutes")

# When neither a plan nor the register names parts: those of the published procedure for provincial thematic awards.
DEFAULT_PARTS = (
    ("Tờ trình đề nghị khen thưởng", "submission"),
    ("Báo cáo thành tích có xác nhận của cấp trình khen", "achievement"),
    ("Biên bản xét khen thưởng của Hội đồng Thi đua - Khen thưởng cấp trình khen", "minutes"),
)
# Of a unit's own award, where the register has no rule for it: what its council needs to judge by.
OWN_PARTS = (("Tờ trình đề nghị khen thưởng", "submission"), ("Báo cáo thành tích", "achievement"))
# Of an ad-hoc award, by the simple procedure, where the register has no rule for the award.
ADHOC_PARTS = (("Tờ trình đề nghị khen thưởng", "submission"), ("Bản tóm tắt thành tích", "summary"))
# When a plan names no route.
DEFAULT_ROUTE = (("consolidate", "Cơ quan thường trực phong trào"), ("appraise", "Cơ quan thẩm định"))


_YEARLY = re.compile(r"\b(hang|moi|tung|cuoi) nam\b|\bnam 20\d\d\b")


def recurs(occasion: str) -> bool:
    """Whether an occasion comes every year, so that each year has its own achievements and places."""
    return bool(_YEARLY.search(fold(occasion)))


def same_occasion(offer: str, round_: str) -> bool:
    """An offer without an occasion holds on every one; ``sơ kết 2022-2023`` on rounds of sơ kết."""
    return not offer or offer.split(" 20")[0] == round_.split(" 20")[0]


def source_of(name: str, source: str) -> str:
    """Where a part comes from: as the plan has it, else what its name says can be drafted."""
    if source != "upload":
        return source
    told = fold(name)
    if "tom tat thanh tich" in told:
        return "summary"
    if "bao cao" in told and "thanh tich" in told:
        return "achievement"
    if "to trinh" in told or "cong van de nghi" in told or "van ban de nghi" in told:
        return "submission"
    return "minutes" if "bien ban" in told else "upload"


def gaps(body: str, subject: str) -> tuple[int, bool]:
    """(places left as dots, whether the subject's name is not in it) of a written part: what its writer has still to do, also
    where the dossier was changed after it was drafted."""
    return len(re.findall("…{3,}", body)), fold(subject) not in fold(body)


@dataclass(frozen=True)
class Change:
    """A run of lines: kind same, added or removed."""

    kind: str
    lines: tuple[str, ...]


def changes(before: str, after: str) -> list[Change]:
    """How the text of a part became another, line by line."""
    old, new = before.splitlines(), after.splitlines()
    return list(_changes(old, new))


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=len(new) > 500).get_opcodes():
        if tag == "equal":
            yield Change("same", tuple(old[a:b]))
            continue
        if b > a:
            yield Change("removed", tuple(old[a:b]))
        if d > c:
            yield Change("added", tuple(new[c:d]))
