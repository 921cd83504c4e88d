"""The head and the foot of a document: issuer, number, date, place, type, title, name, period, theme, signer."""

import re
from difflib import SequenceMatcher
from typing import Any

from thidua.plans.rules.characters import UPPER, plain, squash
from thidua.plans.rules.citations import DATE, NUMBER, read_date
from thidua.plans.rules.facts import Fact, heading_words
from thidua.plans.rules.outline import Clause, Outline
from thidua.plans.rules.phrases.awards import GIVERS
from thidua.plans.rules.phrases.bodies import AGENCY
from thidua.plans.rules.phrases.documents import CAPACITIES, DOC_NAMES, DOC_TYPES, PREAMBLE, SECTION

_DATE_LINE = re.compile(
    r"(?:^|\|\s*|\d\s+)(?P<place>[^,\d|]{2,40}),\s*ngay\s*(\d{1,2})?[\s.…_]*thang\s*(\d{1,2})?[\s.…_]*nam\s*(\d{4})"
)
_NUMBER_AT = re.compile(r"s\S{0,2}\s*[:.]?\s*(?=\d|[/-])")
_SPACED = re.compile(r"(?:(?<=\d)|(?<=[A-ZĐ]))\s*([/-])\s*(?=[A-ZĐ]{2})")
_TOLD = re.compile(r"\b(?:ban hanh|ky) (?:" + "|".join(DOC_TYPES) + r") (?:so )?")
_ABOUT = re.compile(r"(?:v/v|vv|ve viec)\s*:?\s*")
_MOTTO = re.compile(r"\W*(?:c.ng h.{1,3}a x. h.i|(?:h.i )?ch. nghia|d.c l.p\s*[-–—]|d.ng c.ng s.n vi.t nam)")
_PLACE_WORD = re.compile(r"(?:tinh|thanh pho|xa|phuong|thi xa|thi tran|huyen|quan|dac khu)\b")
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
        self._before = outline.clauses[: self._first]
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
        for clause in self._before[:20]:
            text, folded = clause.paragraph.span.text, clause.paragraph.span.folded
            if self.data["number"] is None and (found := _NUMBER_AT.match(folded)):
                number = NUMBER.search(_SPACED.sub(r"\1", text))
                if number and number.start() <= found.end() + 2:
                    self._keep("number", re.sub(r"\s+", "", number[0]), clause.index)
            if dated := _DATE_LINE.search(folded):
                place = re.sub(r"^.*/\S+\s+", "", text[dated.start("place") : dated.end("place")].strip(" |"))
                self._keep("place", place, clause.index)
                if dated[2] and dated[3]:
                    self._keep("date", f"{dated[4]}-{int(dated[3]):02d}-{int(dated[2]):02d}", clause.index)
                return

        for clause in self._before[:20] if self.data["number"] is None else ():
            self._told(clause)

    def _told(self, clause: Clause) -> None:
        """A page that tells of the document gives its number and date in a sentence: ``ban hành Kế hoạch số …``."""
        told = _TOLD.search(clause.folded)
        number = NUMBER.match(clause.text, told.end()) if told else None
        if number is None or self.data["number"] is not None:
            return
        self._keep("number", number[0], clause.index)
        dated = DATE.match(clause.folded, number.end() + 1)
        if dated and self.data["date"] is None and (day := read_date(dated)):
            self._keep("date", day, clause.index)

    def _title(self) -> None:
        clauses = self._before
        at = next((c.index for c in clauses if c.paragraph.span.folded.strip(" :") in DOC_TYPES), None)
        if at is None and (about := next((c for c in clauses if _ABOUT.match(c.paragraph.span.folded)), None)):
            self._letter(about)
            return
        if at is not None:
            self._keep("doc_type", DOC_NAMES[self.outline.clauses[at].paragraph.span.folded.strip(" :")], at)
        elif joined := next((c for c in clauses if _opens_with_type(c.paragraph.span.text)), None):
            kind = next(t for t in DOC_TYPES if joined.paragraph.span.folded.startswith(t))
            self._keep("doc_type", DOC_NAMES[kind], joined.index)
            self._take_title([joined.index], cut=len(kind))
            return
        self._take_title(self._title_lines(at))
        if self.data["doc_type"] is None:
            body = " ".join(c.paragraph.span.folded for c in clauses)
            found = re.search(r"ban hanh (" + "|".join(DOC_TYPES) + r")\b", body)
            self.data["doc_type"] = DOC_NAMES[found[1]] if found else None

    def _letter(self, about: Clause) -> None:
        """An official letter has no line for its kind; its subject follows ``V/v``."""
        self._keep("doc_type", DOC_NAMES["cong van"], about.index)
        indexes = [about.index]
        for clause in self.outline.clauses[about.index + 1 :]:
            folded = clause.paragraph.span.folded
            if clause.paragraph.zone != "head" or _MOTTO.match(folded) or _DATE_LINE.search(folded):
                break
            indexes.append(clause.index)
        found = _ABOUT.match(about.paragraph.span.folded)
        self._take_title(indexes, cut=found.end() if found else 0)

    def _title_lines(self, at: int | None) -> list[int]:
        """The clauses between the kind of document and its preamble; without the former, those that name a movement."""
        parts: list[int] = []
        for clause in self._before:
            text, folded = clause.paragraph.span.text, clause.paragraph.span.folded
            if at is not None and clause.index <= at:
                continue
            first = at is not None and not parts
            named = "phong trao" in folded and not re.search(r"ngay \d", folded)
            names = first and (named or not NUMBER.search(text)) and not text.endswith((";", ":"))
            if folded.startswith("kinh gui"):
                break
            if (
                folded.startswith(PREAMBLE)
                and not (names and not folded.startswith("can cu "))
                and (len(clause.text) > 60 or folded.startswith("can cu ") or folded.endswith(";"))
            ):
                break
            if at is None and not re.search(r"phong trao|thi dua|trien khai|phat dong", folded):
                continue
            if _MOTTO.match(folded) or _DATE_LINE.search(folded) or (parts and _attaches(text, folded)):
                if parts:
                    break
                continue
            if parts and (len(text) > 160 or text.endswith((".", ";", ":"))):
                break
            parts.append(clause.index)
            if len(parts) > 5:
                break
        return parts

    def _take_title(self, indexes: list[int], cut: int = 0) -> None:
        if not indexes:
            return
        clauses = [self.outline.clauses[i] for i in indexes]
        text = squash(" ".join(c.paragraph.span.text for c in clauses)[cut:]).strip(" :_-*")
        text = re.sub(r"^[Vv]ề việc\s+", "", text)
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
        """The last body of the letterhead; without a letterhead, who issues the document by its preamble."""
        bodies = self._letterhead_bodies()
        if bodies:
            clause, name = bodies[-1]
            if len(bodies) > 1 and (_PLACE_WORD.match(plain(name)) or not AGENCY.match(plain(name))):
                name = f"{bodies[-2][1]} {name}"
            self._keep("issuer", self._complete(self._as_written(name)), clause.index)
            return
        for clause in self._before:
            for start in (0, *(m.end() for m in re.finditer(r"[,;.]\s+", clause.folded))):
                found = _ISSUES.match(clause.folded[start : start + 400])
                if not found or found["who"].startswith(PREAMBLE) or len(clause.text) < 40:
                    continue
                who = clause.text[start : start + found.end("who")].strip()
                rest = clause.text[start + found.start("rest") : start + found.end("rest")].strip()
                if who[:1].isupper() and AGENCY.match(plain(f"{who} {rest}")):
                    self._keep("issuer", self._complete(f"{who} {rest}".strip()), clause.index)
                    return

    def _letterhead_bodies(self) -> list[tuple[Clause, str]]:
        found: list[tuple[Clause, str]] = []
        for clause in self.outline.clauses:
            text, folded = clause.paragraph.span.text, clause.paragraph.span.folded
            if clause.paragraph.zone != "head" or _ABOUT.match(folded):
                break
            if _MOTTO.match(folded) or _NUMBER_AT.match(folded) or _DATE_LINE.search(folded):
                continue
            for part in re.split(r"\s\|\s|\s{2,}", text):
                name = re.sub(r"^(?:\W+|[a-z]\s)|[\s_*~|-]+$", "", part)
                if (
                    len(name) > 4
                    and " " in name
                    and "/" not in name
                    and _mostly_upper(name)
                    and not _MOTTO.match(plain(name))
                ):
                    found.append((clause, name))
        return found

    def _as_written(self, name: str) -> str:
        """The name with the capitals that the text itself gives it elsewhere, else in sentence case."""
        wanted = plain(name)
        for clause in self.outline.body():
            at = clause.folded.find(wanted)
            if at >= 0 and not clause.text[at : at + len(wanted)].isupper():
                return clause.text[at : at + len(wanted)]
        return name

    def _complete(self, issuer: str) -> str:
        """A body that leaves out its province, with the province."""
        place = self.data["place"]
        if not place or plain(place) in plain(issuer):
            return issuer
        if plain(issuer).endswith((" tinh", " thanh pho")):
            return f"{issuer} {place}"
        if plain(issuer) == "uy ban nhan dan":
            return f"{issuer} tỉnh {place}"
        return issuer

    def _period(self, phases: list[Fact]) -> None:
        title = plain(self.data["title"] or "")
        found = re.search(r"giai doan\s*" + _YEARS, title) or re.search(r"(?:tu nam\s*)?" + _YEARS, title)
        if found:
            self.data["period"] = {"from": int(found[1]), "to": int(found[2])}
            return
        if (ahead := re.search(r"tu nay den (?:het )?(?:nam )?(20\d{2})", title)) and self.outline.year:
            self.data["period"] = {"from": self.outline.year, "to": int(ahead[1])}
            return
        if phases:
            years = [int(p.data[k][:4]) for p in phases for k in ("from", "to")]
            self.data["period"] = {"from": min(years), "to": max(years)}
            return
        if two := re.search(r"nam\s*(20\d{2})\s*(?:va|,)\s*(?:nam\s*)?(20\d{2})", title):
            self.data["period"] = {"from": int(two[1]), "to": int(two[2])}
            return
        if (one := re.search(r"nam\s*(20\d{2})\b", title)) and "den nam" not in title and "tu nay den" not in title:
            self.data["period"] = {"from": int(one[1]), "to": int(one[1])}
            return
        for clause in self.outline.body():
            if found := re.search(r"(?:tu nam|giai doan)\s*" + _YEARS, clause.folded):
                self.data["period"] = {"from": int(found[1]), "to": int(found[2])}
                return

    def _theme(self) -> None:
        for clause in self.outline.body():
            announced = clause.level and any(word in heading_words(clause)[:40] for word in SECTION["theme"])
            below = self.outline.clauses[clause.index + 1 : clause.index + 2] if announced else ()
            for place in (clause, *(c for c in below if not c.level)):
                if announced and (quoted := _QUOTED.search(place.text)):
                    self._keep("theme", quoted[1].strip(" ."), place.index)
                    return

    def _signer(self) -> None:
        capacity: list[str] = []
        name, where = None, -1
        for clause in self.outline.foot():
            text = clause.paragraph.span.text
            if clause.paragraph.span.folded.startswith("noi nh"):
                text = text.split(":", 1)[-1]
            text = text.strip(" '|‘’.,~\\_*")
            if clause.paragraph.kind and not _capacity(text):
                continue
            if _capacity(text) and name is None:
                capacity.append(text.strip(" |,"))
                where = clause.index
            elif name is None and (capacity or not clause.paragraph.kind) and (found := _name_in(text)):
                name, where = found, clause.index
        capacity = [c for n, c in enumerate(capacity) if c not in capacity[:n]]
        self.data["signer"] = {"name": name, "capacity": ", ".join(capacity) or None}
        if where >= 0:
            quote, start, end = self.outline.quote(self.outline.clauses[where])
            self.facts.append(Fact("header", {"field": "signer", "value": self.data["signer"]}, quote, start, end, ""))


def _attaches(text: str, folded: str) -> bool:
    """A line under the title that says what it is attached to, or who decides."""
    return folded.startswith(("(ban hanh", "(kem theo", "(dinh kem")) or (
        text.isupper() and folded.startswith((*GIVERS, "uy ban nhan dan"))
    )


def _mostly_upper(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) > 0.7 * len(letters)


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


_DEGREE = re.compile(r"^(?:(?:GS|PGS|TS|ThS|BS|BSCK[I]+|CKI|CKII|KS|CN|Thượng|Đại|Trung|Thiếu|tá|úy|tướng)\b[.,]?\s*)+")


def _name_in(text: str) -> str | None:
    """A person's name: two to five words in sentence case, titles before it left out of the count."""
    bare = _DEGREE.sub("", text.strip(" .|,"))
    words = bare.split()
    if not 2 <= len(words) <= 5 or len(bare) >= 40:
        return None
    return text.strip(" .|,") if all(w[0].isupper() and w[1:].islower() for w in words if len(w) > 1) else None
