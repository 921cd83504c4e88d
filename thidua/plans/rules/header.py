"""The head and the foot of a document: issuer, number, date, place, type, title, name, period, theme, signer."""

import re
from difflib import SequenceMatcher
from typing import Any

from thidua.plans.rules.characters import UPPER, plain, squash
from thidua.plans.rules.citations import NUMBER
from thidua.plans.rules.facts import Fact, heading_words
from thidua.plans.rules.outline import Outline
from thidua.plans.rules.phrases import CAPACITIES, DOC_NAMES, DOC_TYPES, PREAMBLE, SECTION

_DATE_LINE = re.compile(r"^(?P<place>[^,\d]{2,40}),\s*ngay\s*(\d{1,2})?\s*thang\s*(\d{1,2})?\s*nam\s*(\d{4})")
_QUOTED = re.compile(r"[“\"”]([^“”\"]{8,250})[”\"“]")
_ISSUES = re.compile(r"^(?P<who>[^.;:]{3,120}?)\s*(?:\([^)]*\)\s*)?(?P<rest>[^.;:()]{0,60}?)\s*ban hanh\b")
_WORDS = rf"(?:[{UPPER}]\w*(?:\s(?=[{UPPER}](?!hóa\b|hoa\b))|(?![^\W\d_]))){{2,4}}"
_PLACE = re.compile(rf"\b(?:[Tt](?:ỉ|i)nh|[Tt]h(?:à|a)nh ph(?:ố|o)|TP\.?)\s+({_WORDS})")
_YEARS = r"((?:19|20)\d{2})\s*(?:-|den|den nam|toi)\s*(?:nam\s*)?((?:19|20)\d{2})"


class Header:
    """The facts of the head and foot; ``data`` as in the documented schema, ``facts`` with quotes where there are any."""

    def __init__(self, outline: Outline, phases: list[Fact]) -> None:
        self.outline = outline
        self.data: dict[str, Any] = dict.fromkeys(
            ("issuer", "number", "date", "place", "doc_type", "title", "movement_name", "theme")
        )
        self.data["period"] = {"from": None, "to": None}
        self.data["signer"] = {"name": None, "capacity": None}
        self.facts: list[Fact] = []
        self._first = next((c.index for c in outline.clauses if c.level), min(len(outline.clauses), 20))
        self._letterhead()
        self._title()
        self._names()
        self._issuer()
        self._period(phases)
        self._theme()
        self._signer()

    def _keep(self, name: str, value: Any, index: int) -> None:
        clause = self.outline.clauses[index]
        quote, start, end = self.outline.quote(clause)
        self.data[name] = value
        self.facts.append(Fact("header", {"field": name, "value": value}, quote, start, end, ""))

    def _letterhead(self) -> None:
        for clause in self.outline.clauses[: min(self._first, 16)]:
            text, folded = clause.paragraph.span.text, clause.paragraph.span.folded
            if self.data["number"] is None and (found := re.match(r"so\s*[:.]?\s*", folded)) and found.end() < 12:
                number = NUMBER.search(text)
                if number and number.start() <= found.end() + 2:
                    self._keep("number", re.sub(r"\s+", "", number[0]), clause.index)
            if dated := _DATE_LINE.search(folded):
                self._keep("place", text[dated.start("place") : dated.end("place")].strip(" |"), clause.index)
                if dated[2] and dated[3]:
                    self._keep("date", f"{dated[4]}-{int(dated[3]):02d}-{int(dated[2]):02d}", clause.index)

    def _title(self) -> None:
        clauses = self.outline.clauses[: self._first]
        at = next((c.index for c in clauses if c.paragraph.span.folded.strip(" :") in DOC_TYPES), None)
        start = 0
        if at is not None:
            self._keep("doc_type", DOC_NAMES[clauses[at].paragraph.span.folded.strip(" :")], at)
            start = at + 1
        elif joined := next((c for c in clauses if _opens_with_type(c.paragraph.span.text)), None):
            kind = next(t for t in DOC_TYPES if joined.paragraph.span.folded.startswith(t))
            self._keep("doc_type", DOC_NAMES[kind], joined.index)
            self._take_title([joined.index], cut=len(kind))
            return
        parts = []
        for clause in clauses[start:]:
            folded = clause.paragraph.span.folded
            if folded.startswith(PREAMBLE) and (
                len(clause.text) > 60 or folded.startswith("can cu ") or folded.endswith(";")
            ):
                break
            if at is None and not re.search(r"phong trao|thi dua|trien khai|phat dong", clause.paragraph.span.folded):
                continue
            parts.append(clause.index)
            if len(parts) > 5:
                break
        self._take_title(parts)
        if self.data["doc_type"] is None:
            body = " ".join(c.paragraph.span.folded for c in clauses)
            found = re.search(r"ban hanh (" + "|".join(DOC_TYPES) + r")\b", body)
            self.data["doc_type"] = DOC_NAMES[found[1]] if found else None

    def _take_title(self, indexes: list[int], cut: int = 0) -> None:
        if not indexes:
            return
        clauses = [self.outline.clauses[i] for i in indexes]
        text = squash(" ".join(c.paragraph.span.text for c in clauses)[cut:]).strip(" :_-")
        start, end = clauses[0].paragraph.span.offsets[0], clauses[-1].paragraph.span.offsets[-1] + 1
        self.data["title"] = text
        quote = squash(self.outline.source[start:end])
        self.facts.append(Fact("header", {"field": "title", "value": text}, quote, start, end, ""))

    def _names(self) -> None:
        title = self.data["title"] or ""
        quoted = _QUOTED.search(title)
        at = 0
        if not quoted:
            for clause in self.outline.clauses[: self._first + 1]:
                announced = clause.folded.find("phong trao thi dua")
                if announced >= 0 and (quoted := _QUOTED.search(clause.text, announced)):
                    at = clause.index
                    break
        if quoted:
            name = quoted[1].strip(" .,")
            if at:
                self._keep("movement_name", name, at)
            else:
                self.data["movement_name"] = name
        if self.data["place"] is None:
            for text in [title, *(c.text for c in self.outline.clauses[: self._first])]:
                found = _PLACE.search(text)
                if found and len(found[1].strip()) > 3:
                    self.data["place"] = found[1].strip()
                    break
        if self.data["place"] is None and quoted and (found := re.match(rf"({_WORDS})(?=\s)", quoted[1])):
            self.data["place"] = found[1].strip()

    def _issuer(self) -> None:
        for clause in self.outline.clauses[: self._first]:
            for start in (0, *(m.end() for m in re.finditer(r"[,;.]\s+", clause.folded))):
                found = _ISSUES.match(clause.folded[start : start + 400])
                if not found or found["who"].startswith(PREAMBLE) or len(clause.text) < 40:
                    continue
                who = clause.text[start : start + found.end("who")].strip()
                rest = clause.text[start + found.start("rest") : start + found.end("rest")].strip()
                if who[:1].isupper():
                    self._keep("issuer", self._complete(f"{who} {rest}".strip()), clause.index)
                    return
        for clause in self.outline.clauses[: min(self._first, 8)]:
            text = clause.paragraph.span.text
            lines = [x for x in re.split(r"\||\s{2,}", text) if x.strip()]
            if lines and plain(lines[0]).startswith(
                ("uy ban nhan dan", "so ", "ubnd", "tinh uy", "truong ", "cong ty", "ban ")
            ):
                self._keep("issuer", self._complete(lines[0].strip()), clause.index)
                return

    def _complete(self, issuer: str) -> str:
        if plain(issuer).endswith((" tinh", " thanh pho")) and self.data["place"]:
            return f"{issuer} {self.data['place']}"
        if plain(issuer) == "uy ban nhan dan" and self.data["place"]:
            return f"{issuer} tỉnh {self.data['place']}"
        return issuer

    def _period(self, phases: list[Fact]) -> None:
        title = plain(self.data["title"] or "")
        found = re.search(r"giai doan\s*" + _YEARS, title) or re.search(r"(?:tu nam\s*)?" + _YEARS, title)
        if found:
            self.data["period"] = {"from": int(found[1]), "to": int(found[2])}
            return
        if phases:
            years = [int(p.data[k]) for p in phases for k in ("from", "to")]
            self.data["period"] = {"from": min(years), "to": max(years)}
            return
        for clause in self.outline.body():
            if found := re.search(r"(?:tu nam|giai doan)\s*" + _YEARS, clause.folded):
                self.data["period"] = {"from": int(found[1]), "to": int(found[2])}
                return
        if (one := re.search(r"nam\s*(20\d{2})\b", title)) and "den nam" not in title:
            self.data["period"] = {"from": int(one[1]), "to": int(one[1])}

    def _theme(self) -> None:
        for clause in self.outline.body():
            announced = clause.level and any(word in heading_words(clause)[:40] for word in SECTION["theme"])
            if announced and (quoted := _QUOTED.search(clause.text)):
                self._keep("theme", quoted[1].strip(" ."), clause.index)
                return

    def _signer(self) -> None:
        capacity: list[str] = []
        name, where = None, -1
        for clause in self.outline.clauses[self.outline.closing :]:
            text = re.sub(r"^.*n.i nh.n\s*:?[\s'|]*", "", clause.paragraph.span.text, flags=re.IGNORECASE)
            if clause.paragraph.span.folded.startswith(("noi nh", "noi nh")):
                text = clause.paragraph.span.text.split(":", 1)[-1].strip(" '|‘")
            if clause.paragraph.kind and not _capacity(text):
                continue
            if _capacity(text):
                capacity.append(text.strip(" |,"))
                where = clause.index
            elif (capacity or not clause.paragraph.kind) and _is_name(text):
                name, where = text.strip(" .|"), clause.index
        self.data["signer"] = {"name": name, "capacity": ", ".join(capacity) or None}
        if where >= 0:
            quote, start, end = self.outline.quote(self.outline.clauses[where])
            self.facts.append(Fact("header", {"field": "signer", "value": self.data["signer"]}, quote, start, end, ""))


def _opens_with_type(text: str) -> bool:
    first = text.split(" ")[:2]
    return " ".join(first).isupper() and plain(text).startswith(DOC_TYPES)


def _capacity(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.8 * len(letters) or len(text) > 80:
        return False
    folded = plain(text).strip(" |,")
    if folded.startswith(("tm", "kt", "tl", "tuq")) and len(folded) > 4:
        return True
    return any(SequenceMatcher(None, folded, c).ratio() >= 0.8 for c in CAPACITIES) or folded.startswith(
        tuple(c for c in CAPACITIES if len(c) > 6)
    )


def _is_name(text: str) -> bool:
    words = text.strip(" .|").split()
    return (
        2 <= len(words) <= 5 and all(w[0].isupper() and w[1:].islower() for w in words if len(w) > 1) and len(text) < 40
    )
