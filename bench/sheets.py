"""The report's form as a browser sends it back: read from the page, filled, written as multipart."""

import re
from dataclasses import dataclass

Parts = list[tuple[str, str]]
BOUNDARY = "----thidua-bench-3f1c9a"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
URLENCODED = "application/x-www-form-urlencoded"
NARRATIVE = "Đơn vị đã phổ biến phong trào đến toàn thể cán bộ, mở lớp tập huấn kỹ năng số và rà soát thủ tục."

_BOX = re.compile(r'<(?:input|textarea)\b[^>]*?\bname="([ndt]\d+)"')
_BASE = re.compile(r'name="base" value="([^"]*)"')
_TOKEN = re.compile(r'csrfmiddlewaretoken" value="([^"]+)')
_SUBMIT = re.compile(r'action="([^"]*?/report/\d+/submit/)"[^>]*>(.*?)</form>', re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass(frozen=True)
class Button:
    """The form of a step. disabled: the page says why it may not be taken yet."""

    address: str
    fields: Parts
    disabled: bool


def token(text: str) -> str:
    found = _TOKEN.search(text)
    return found[1] if found else ""


def filled(text: str, serial: int) -> Parts:
    """The form of the page with ``800 + serial`` of 1000 in every pair of boxes and a note that names the number."""
    base = _BASE.search(text)
    answers = {"n": str(800 + serial), "d": "1000", "t": f"Đã rà soát lần {serial}."}
    boxes = [(name, answers[name[0]]) for name in _BOX.findall(text)]
    if not boxes or base is None:
        raise ValueError("no form to fill on this page")
    rest = {"narrative": NARRATIVE, "difficulties": "", "reference": ""}
    return [("csrfmiddlewaretoken", token(text)), ("base", base[1]), *boxes, *rest.items()]


def with_base(text: str, base: str) -> str:
    """The page with another base, as its script would set it."""
    return _BASE.sub(lambda _found: f'name="base" value="{base}"', text, count=1)


def numbers_on(text: str) -> int:
    return len(_BOX.findall(text))


def submit_button(text: str) -> Button | None:
    found = _SUBMIT.search(text)
    if found is None:
        return None
    return Button(found[1], _HIDDEN.findall(found[2]), "disabled" in found[2])


def multipart(parts: Parts) -> bytes:
    """The body as a browser writes it: the form has a file box, so each field is a part of its own."""
    lines = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in parts]
    empty = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="paper"; filename=""\r\n'
    lines.append(f"{empty}Content-Type: application/octet-stream\r\n\r\n\r\n")
    return ("".join(lines) + f"--{BOUNDARY}--\r\n").encode()
