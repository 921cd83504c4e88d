"""What a certificate says, and how a check is judged."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import fold


@dataclass(frozen=True)
class Payload:
    """The words on a certificate; nothing personal beyond name, unit, achievement and decision."""

    heading: str
    authority: str
    place: str
    award: str
    subject: str
    position: str
    achievement: str
    decision: str
    date: str
    signer_position: str
    signer: str
    self_made: bool


_SAID = ("da co", "co thanh tich", "da dat", "dat thanh tich", "vi ")


def told_merit(achievement: str) -> str:
    """An achievement as certificates word it: ``Đã có thành tích: …``, unless it says so itself."""
    text = achievement.strip()
    return text if not text or fold(text).startswith(_SAID) else f"Đã có thành tích: {text[0].lower()}{text[1:]}"


@dataclass(frozen=True)
class Spot:
    """Where words go on a blank. x, y: mm from its left and upper edge; width: mm; size: of the letters, points; align: left,
    center or right."""

    x: float
    y: float
    width: float
    size: float = 14
    align: str = "center"
    bold: bool = False


# What can stand on a blank, in the order in which the editor lists it.
SPOTS = (
    "authority",
    "heading",
    "subject",
    "position",
    "achievement",
    "decision",
    "date",
    "signer_position",
    "signer",
    "qr",
)


def spot_refusals(width: float, height: float, spots: Mapping[str, Spot]) -> Iterable[Refusal]:
    """Spots that do not lie on the paper. width, height: mm."""
    if not spots:
        yield Refusal("blank.empty")
    for name, spot in spots.items():
        if spot.x < 0 or spot.y < 0 or spot.width <= 0 or spot.x + spot.width > width or spot.y >= height:
            yield Refusal("blank.outside", {"spot": f"spot:{name}"})


def spot_words(payload: "Payload", address: str) -> dict[str, str]:
    """spot → the words of one certificate there."""
    return {
        "authority": payload.authority.upper(),
        "heading": payload.heading.upper(),
        "subject": payload.subject,
        "position": payload.position,
        "achievement": payload.achievement,
        "decision": f"Quyết định số {payload.decision}",
        "date": f"{payload.place}, {payload.date}",
        "signer_position": payload.signer_position.upper(),
        "signer": payload.signer,
        "qr": address,
    }


@dataclass(frozen=True)
class Verdict:
    """state: valid, revoked, altered, unknown, or replaced: issued anew after a correction."""

    state: str


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def judge(*, known: bool, same_bytes: bool | None, revoked: bool) -> Verdict:
    """A check by id has no bytes to compare (None). Altered wins over revoked, since nothing in it can be believed."""
    if not known:
        return Verdict("unknown")
    if same_bytes is False:
        return Verdict("altered")
    return Verdict("revoked" if revoked else "valid")
