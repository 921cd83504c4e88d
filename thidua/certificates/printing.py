"""The PDF of certificates: one to a file, or many in one for the printer; on plain paper or on printed blanks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from thidua.certificates.rules import Payload, Spot
from thidua.papers.typesetting import picture, qr
from thidua.papers.typesetting import typeset as set_type

_HERE = Path(__file__).parent


def _words(payload: Payload, address: str) -> dict[str, Any]:
    return asdict(payload) | {"address": address, "qr": qr(address)}


def typeset(payload: Payload, address: str) -> bytes:
    """An unsigned A4 landscape PDF/A; ``address`` is what the QR leads to."""
    return typeset_all([(payload, address)])


def typeset_all(pages: Iterable[tuple[Payload, str]]) -> bytes:
    """One PDF/A with a page for each; at least one."""
    words = [_words(payload, address) for payload, address in pages]
    data = {"pages": words, "title": words[0]["heading"], "author": words[0]["authority"]}
    return set_type(_HERE / "certificate.typ", data)


def _blank(
    size: tuple[float, float],
    shift: tuple[float, float],
    spots: Mapping[str, Spot],
    pages: Sequence[Mapping[str, str]],
    *,
    guides: bool,
    behind: str = "",
) -> dict[str, Any]:
    """What the template of blanks reads. pages: spot → the words there."""
    told = [{**asdict(spot), "name": name} for name, spot in spots.items()]
    told = [{**one, "x": float(one["x"]) + shift[0], "y": float(one["y"]) + shift[1]} for one in told]
    drawn = [{**page, "qr": qr(page["qr"]) if page.get("qr") else ""} for page in pages]
    return {
        "width": size[0],
        "height": size[1],
        "spots": told,
        "pages": drawn,
        "guides": guides,
        "behind": behind,
    }


def on_blank(
    size: tuple[float, float],
    shift: tuple[float, float],
    spots: Mapping[str, Spot],
    pages: Sequence[Mapping[str, str]],
    *,
    guides: bool = False,
) -> bytes:
    """A PDF with only the words, each where the blank wants it. size, shift: mm; guides: with a grid of mm and the frame
    of each spot, for the test print."""
    return set_type(_HERE / "blank.typ", _blank(size, shift, spots, pages, guides=guides))


def blank_picture(
    size: tuple[float, float], spots: Mapping[str, Spot], words: Mapping[str, str], *, behind: str = ""
) -> str:
    """SVG of a filled blank with grid and frames. behind: SVG of the blank itself."""
    return picture(_HERE / "blank.typ", _blank(size, (0, 0), spots, [words], guides=True, behind=behind))
