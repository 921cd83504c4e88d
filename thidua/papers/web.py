"""Text out of a page saved from a portal."""

from collections.abc import Iterator

from lxml import html as markup
from lxml.etree import ParserError, _Element

from thidua.kernel.refusal import Refusal, Refused

_LEFT_OUT = frozenset(
    [
        "script",
        "style",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "noscript",
        "template",
        "iframe",
        "svg",
        "select",
        "head",
        "menu",
        "object",
        "video",
        "audio",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "tr",
        "table",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "main",
        "header",
        "blockquote",
        "dl",
        "dt",
        "dd",
        "pre",
        "body",
        "center",
        "hr",
    ]
)
_CELLS = ("td", "th")
_MAIN_SHARE = 0.7
_LONGEST_CELL = 1500


def text_of_web_page(text: str, name: str) -> str:
    """The words of the page's main part, one line a block, the cells of a table row with bars between them."""
    try:
        page = markup.document_fromstring(text.encode(), parser=markup.HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError) as error:
        raise Refused([Refusal("paper.damaged", {"name": name})]) from error
    for element in list(page.iter()):
        parent = element.getparent()
        if parent is not None and (not isinstance(element.tag, str) or element.tag in _LEFT_OUT):
            element.drop_tree()
    lines = "".join(_pieces(_main(page))).split("\n")
    return "\n".join(line for raw in lines if (line := " ".join(raw.split()).strip(" |")))


def _words(element: _Element) -> int:
    """Letters outside of links: what tells a document from the menus around it."""
    linked = sum(len("".join(a.itertext())) for a in element.iter("a"))
    return max(len("".join(element.itertext())) - linked, 0)


def _main(page: _Element) -> _Element:
    """The innermost element that holds most of the words outside of links."""
    whole, at = _words(page), page
    while True:
        inside = next((child for child in at if _words(child) > _MAIN_SHARE * whole), None)
        if inside is None or inside.tag in ("table", "tr", "p"):
            return at
        at = inside


def _pieces(root: _Element) -> Iterator[str]:
    """Text and line ends in order, without recursion, so that no nesting is too deep."""
    waiting: list[tuple[_Element | str, bool, bool]] = [(root, False, False)]
    while waiting:
        item, done, in_cell = waiting.pop()
        if isinstance(item, str):
            yield item
            continue
        tag, gap = item.tag, " " if in_cell else "\n"
        if done:
            yield gap if tag in _BLOCKS or tag == "br" else " | " if tag in _CELLS else ""
            continue
        if tag in _BLOCKS:
            yield gap
        waiting.append((item, True, in_cell))
        inside = in_cell or (tag in _CELLS and _holds_data(item))
        if item.text:
            yield " ".join(item.text.split()).join(_edges(item.text))
        for child in reversed(item):
            if child.tail:
                waiting.append((" ".join(child.tail.split()).join(_edges(child.tail)), True, inside))
            waiting.append((child, False, inside))


def _holds_data(cell: _Element) -> bool:
    """Whether a cell is one of a table of facts, not of one that lays out the page."""
    return cell.find(".//table") is None and len("".join(cell.itertext())) < _LONGEST_CELL


def _edges(text: str) -> tuple[str, str]:
    """The blanks around a piece of text, each as one."""
    return (" " if text[:1].isspace() else "", " " if text[-1:].isspace() else "")
