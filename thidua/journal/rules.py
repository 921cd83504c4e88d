"""Hash chains and roots, without a database.

A chain's entry carries the digest of the one before it; a root carries the head of every chain and the digest of the root
before it. Personal values are not in the chain: a salted digest stands for them, so that they can be shredded.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


def canonical(value: Any) -> bytes:
    """The one way in which a value is written for hashing: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode()


def digest(value: Any) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


@dataclass(frozen=True)
class Link:
    """One entry as the verifier sees it. content: what the digest covers; personal: name → (value, salt, digest)."""

    subject: str
    seq: int
    previous: str
    digest: str
    content: Mapping[str, Any]
    personal: Mapping[str, tuple[str | None, str | None, str]]


@dataclass(frozen=True)
class Finding:
    """What a verification found. kind: altered, gap, missing, rewritten, personal, root."""

    kind: str
    subject: str
    seq: int


def link_digest(previous: str, content: Mapping[str, Any], personal: Mapping[str, str]) -> str:
    return digest({"previous": previous, "content": content, "personal": personal})


def verify_chain(links: Iterable[Link]) -> list[Finding]:
    """Checks one subject's entries in order of ``seq``: numbers without gap, each digest, each personal value still kept."""
    found, previous, expected = [], "", 1
    for link in links:
        if link.seq != expected:
            found.append(Finding("gap", link.subject, expected))
            expected = link.seq
        personal = {name: mark for name, (_, _, mark) in link.personal.items()}
        if link.previous != previous or link_digest(link.previous, link.content, personal) != link.digest:
            found.append(Finding("altered", link.subject, link.seq))
        for value, salt, mark in link.personal.values():
            if value is not None and digest([salt, value]) != mark:
                found.append(Finding("personal", link.subject, link.seq))
        previous, expected = link.digest, expected + 1
    return found


def verify_heads(signed: Mapping[str, tuple[int, str]], current: Mapping[str, Mapping[int, str]]) -> list[Finding]:
    """Compares the heads of a signed root with the chains as they are now.

    signed: subject → (seq, digest); current: subject → seq → digest. Entries after the root are not covered by it.
    """
    found = []
    for subject, (seq, mark) in signed.items():
        now = current.get(subject, {}).get(seq)
        if now is None:
            found.append(Finding("missing", subject, seq))
        elif now != mark:
            found.append(Finding("rewritten", subject, seq))
    return found
