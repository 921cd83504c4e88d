"""What a certificate says, and how a check is judged."""

import hashlib
from dataclasses import dataclass


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
