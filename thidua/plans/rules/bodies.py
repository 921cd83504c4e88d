"""Whether words name a body: an agency, an office, a unit."""

import re
import unicodedata

from thidua.plans.rules.phrases.bodies import ADDRESSEES, AGENCY, MARKED_HEADS

_SHORTENED = re.compile(r"[A-ZĐ]{3,9}\b(?!\s*:)(?!\s+[A-ZĐ][A-ZĐÀ-Ỹ])")
_ACTING = re.compile(
    r"(?:bao cao|bao dam|bao ve|to chuc (?:phat dong|trien khai|thuc hien|tuyen truyen|dang ky|le|kiem tra|so ket|tong ket"
    r"|cac|hoi|lop|danh gia|cho)|bo tri|bo sung|doan ket|to diem|hoi thao|thue )"
)


def names_body(text: str, folded: str) -> bool:
    """``text`` and its folded form, of one length: whether they begin with the name of a body.

    Where only the marks tell one word from another (``Báo`` from ``Bảo``), the marks decide.
    """
    if _ACTING.match(folded):
        return False
    if _SHORTENED.match(text):
        return True
    head = AGENCY.match(folded)
    if head is None:
        return False
    wanted = MARKED_HEADS.get(head[0])
    return wanted is None or text.isascii() or unicodedata.normalize("NFC", text[: head.end()]).lower() == wanted


_END = re.compile(
    r"\s+(?:de|truoc|tong hop|vao|cham nhat|theo|bao cao|xem|va de|dong thoi|qua|dinh ky|hang|trong|khi|kem|cung voi|tham dinh"
    r"|phoi hop|chu tri|khen thuong|hop|xet|quyet dinh|trinh|huong dan|bo phieu|ve|de nghi|tiep nhan)\b|[,;.(:|]"
)


def body_at(text: str, folded: str, start: int, end: int) -> str | None:
    """The name of the body that stands at ``start``; None where none does. A name begins with a capital."""
    if not text[start : start + 1].isupper() or not names_body(text[start:end], folded[start:end]):
        return None
    at = start + 3
    while stop := _END.search(folded, at, min(end, start + 120)):
        if not text[stop.start()].isspace() or not text[stop.start() + 1].isupper():
            break
        at = stop.end()
    name = text[start : stop.start() if stop else min(end, start + 120)].strip(" -")
    return name if 4 < len(name) < 100 else None


def kinds_named(folded: str) -> list[str]:
    """The kinds of unit that folded words name, in the order of the list of kinds, once each."""
    found = [kind for kind, words in ADDRESSEES if any(re.search(rf"\b{word}", folded) for word in words)]
    return list(dict.fromkeys(found))
