"""Changes to a text that leave its meaning as it was."""

import random
import re
import unicodedata

from thidua.plans.rules.lines import label_of


def _body(lines: list[str]) -> tuple[int, int]:
    """The lines between the head (up to the first Roman heading or label) and the foot (``Nơi nhận``)."""
    first = next((n for n, line in enumerate(lines) if re.match(r"\s*(?:I|A|1|Phần I)[.\-/]", line)), 0)
    last = next((n for n, line in enumerate(lines) if n > first and line.strip().startswith("Nơi nhận")), len(lines))
    return first, last


def reflowed(text: str, width: int) -> str:
    """The lines of the body filled up to another width, paragraphs kept apart as they were."""
    lines = text.split("\n")
    first, last = _body(lines)
    paragraphs: list[str] = []
    for line in lines[first:last]:
        bare = line.strip()
        if not bare or "|" in bare:
            paragraphs.append(line)
        elif paragraphs and paragraphs[-1].strip() and bare[:1].islower() and not label_of(bare):
            paragraphs[-1] = f"{paragraphs[-1]} {bare}"
        else:
            paragraphs.append(bare)
    wrapped = [piece for paragraph in paragraphs for piece in _filled(paragraph, width)]
    return "\n".join([*lines[:first], *wrapped, *lines[last:]])


def _filled(paragraph: str, width: int) -> list[str]:
    if "|" in paragraph:
        return [paragraph]
    found, line = [], ""
    for word in paragraph.split(" "):
        if line and len(line) + 1 + len(word) > width:
            found.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*found, line]


def other_bullets(text: str, bullet: str) -> str:
    return re.sub(r"(?m)^(\s*)- (?=\S)", rf"\1{bullet} ", text)


def without_marks(text: str) -> str:
    """No marks at all, đ as d."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def decomposed(text: str, seed: int) -> str:
    """Some letters decomposed, the marks of some of these behind a blank, as some PDFs give them."""
    chance = random.Random(seed)
    found = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        if len(parts) > 1 and chance.random() < 0.2:
            found.append(parts)
        else:
            found.append(char)
    return "".join(found)


def with_page_numbers(text: str, every: int = 37) -> str:
    lines = text.split("\n")
    found = []
    for number, line in enumerate(lines, 1):
        found.append(line)
        if number % every == 0:
            found += ["", str(number // every + 1), ""]
    return "\n".join(found)
