"""Sealing a ballot in two envelopes, each opened by the key of one teller.

The cryptography is HPKE (RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305) of the ``cryptography`` library, used as it is:
the choice is encrypted to the second teller, the outcome to the first. Keys are made for the tellers and never kept here;
what a poll keeps is their public halves.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from django.utils.crypto import salted_hmac

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_SIZE = 32
CHOICES = ("yes", "no", "abstain", "invalid")


class WrongKey(ValueError):
    """The code is not the key that the envelope was closed with, or the envelope was altered."""


def new_code() -> str:
    """A new private key as its owner keeps it: groups of four letters and digits."""
    text = base64.b32encode(X25519PrivateKey.generate().private_bytes_raw()).decode().rstrip("=")
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))


def _private(code: str) -> X25519PrivateKey:
    text = "".join(c for c in code.upper() if c.isalnum())
    try:
        return X25519PrivateKey.from_private_bytes(base64.b32decode(text + "=" * (-len(text) % 8)))
    except ValueError as error:
        raise WrongKey from error


def public_of(code: str) -> str:
    """The public half, in hexadecimal. Raises WrongKey when the text is no key."""
    return _private(code).public_key().public_bytes_raw().hex()


def _enclose(content: bytes, public: str, about: str) -> bytes:
    return _SUITE.encrypt(content, X25519PublicKey.from_public_bytes(bytes.fromhex(public)), info=about.encode())


def open_one(content: bytes, code: str, about: str) -> bytes:
    """What an envelope holds. about: what it was closed for; another one's envelope does not open. Raises WrongKey."""
    try:
        return _SUITE.decrypt(content, _private(code), info=about.encode())
    except (InvalidTag, ValueError) as error:
        raise WrongKey from error


def close_inner(text: str, public: str, about: str) -> bytes:
    """Every text takes the same room, so that its length tells nothing."""
    content = text.encode()
    if len(content) > _SIZE:
        raise ValueError(text)
    return _enclose(content.ljust(_SIZE, b"\0"), public, about)


def close_outer(inner: bytes, public: str, about: str) -> bytes:
    return _enclose(inner, public, about)


def read(content: bytes) -> str:
    return content.rstrip(b"\0").decode()


def counts_text(counts: Mapping[str, int]) -> str:
    return ",".join(str(counts.get(choice, 0)) for choice in CHOICES)


def counts_read(text: str) -> dict[str, int]:
    return dict(zip(CHOICES, map(int, text.split(",")), strict=True))


def mark(content: bytes, about: str) -> str:
    """What shows that this installation put the envelope there: a keyed digest, whose key is not in the database."""
    return salted_hmac("ballots.envelope", about.encode() + b"\0" + content, algorithm="sha256").hexdigest()


def is_marked(content: bytes, about: str, said: str) -> bool:
    return hmac.compare_digest(mark(content, about), said)


def digest_of(contents: Iterable[bytes]) -> str:
    """Of a box, whatever the order of what lies in it."""
    whole = hashlib.sha256()
    for content in sorted(contents):
        whole.update(hashlib.sha256(content).digest())
    return whole.hexdigest()
