"""Signatures in PDFs (PAdES): by the installation's key file, or by a token of which the options speak (PKCS#11)."""

import asyncio
import hashlib
import io
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from django.conf import settings
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko.sign.signers.pdf_signer import PdfSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from thidua.journal import keys
from thidua.kernel.refusal import Refusal, Refused

T = TypeVar("T")
_FIELD = "ThiDuaSo"
_TRIES, _WAIT = 20, 0.1
_token_lock = threading.Lock()


class KeySigner(signers.SimpleSigner):
    """A key from a file, parsed and checked once: for RSA that is most of the time of a signature."""

    loaded: Any = None

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        if isinstance(self.loaded, rsa.RSAPrivateKey) and digest_algorithm == "sha256":
            return self.loaded.sign(data, padding.PKCS1v15(), hashes.SHA256())
        if isinstance(self.loaded, ec.EllipticCurvePrivateKey) and digest_algorithm == "sha256":
            return self.loaded.sign(data, ec.ECDSA(hashes.SHA256()))
        return bytes(super().sign_raw(data, digest_algorithm))


class _Unlike(Exception):
    """The key is not that of the certificate beside it."""


@cache
def _key_signer(path: str, stamps: tuple[float, float]) -> KeySigner:
    """Loaded once for each version of the key and its certificate. Raises _Unlike."""
    found = signers.SimpleSigner.load(path, str(keys.certificate_path()))  # type: ignore[no-untyped-call]  # typed in part
    made = KeySigner(found.signing_cert, found.signing_key, found.cert_registry)
    made.loaded = serialization.load_der_private_key(found.signing_key.dump(), None)
    if made.loaded.public_key() != x509.load_der_x509_certificate(found.signing_cert.dump()).public_key():
        raise _Unlike
    return made


def _by_key() -> KeySigner:
    """The installation's key with its certificate. They are two files: while one is replaced, the other waits for it."""
    keys.ensure()
    for _ in range(_TRIES):
        stamps = keys.key_path().stat().st_mtime, keys.certificate_path().stat().st_mtime
        try:
            return _key_signer(str(keys.key_path()), stamps)
        except _Unlike:
            time.sleep(_WAIT)
    raise Refused([Refusal("signing.pair")])


@cache
def _token_signer(module: str, token: str, label: str) -> PKCS11Signer:
    session = open_pkcs11_session(module, token_criteria=TokenCriteria(label=token), user_pin=settings.PKCS11_PIN)
    return PKCS11Signer(session, cert_label=label)


def uses_token() -> bool:
    return bool(settings.PKCS11)


def self_made() -> bool:
    """Whether signatures are made with the key that the installation made for itself."""
    return not uses_token() and keys.is_self_made()


def _apart(act: Callable[[], T]) -> T:
    """The library begins an event loop of its own; where one runs already, that is done on another thread."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return act()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act).result()


def _written(pdf: bytes, signer: Any, reason: str) -> bytes:
    metadata = signers.PdfSignatureMetadata(
        field_name=_FIELD, reason=reason, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    made = PdfSigner(metadata, signer=signer, new_field_spec=fields.SigFieldSpec(_FIELD))
    return bytes(_apart(lambda: made.sign_pdf(writer)).getvalue())


def sign(pdf: bytes, reason: str) -> bytes:
    """The PDF with an embedded signature over all of it. Raises Refused when the token does not answer, or
    the key is not that of its certificate."""
    if not uses_token():
        return _written(pdf, _by_key(), reason)
    with _token_lock:
        try:
            signer = _token_signer(settings.PKCS11, settings.PKCS11_TOKEN, settings.PKCS11_KEY)
            return _written(pdf, signer, reason)
        except (pkcs11.PKCS11Error, pkcs11.exceptions.PKCS11Error, OSError) as error:
            _token_signer.cache_clear()
            raise Refused([Refusal("signing.token", {"token": settings.PKCS11_TOKEN})]) from error


@dataclass(frozen=True)
class Signature:
    """One signature found in a PDF. whole: it covers the file to its end, but for later signatures; intact: neither the
    words nor the signature were changed since; mark: SHA-256 of the certificate."""

    name: str
    whole: bool
    intact: bool
    mark: str


def signatures_in(pdf: bytes) -> list[Signature]:
    """Every signature of the file, in order. Whether its certificate is trusted is not said here. Raises ValueError for
    bytes that are no PDF."""
    try:
        embedded = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
        return _apart(lambda: [_judged(one) for one in embedded])
    except (PdfError, OSError, LookupError, AttributeError, TypeError) as error:
        raise ValueError("not a PDF that can be read") from error


def _judged(one: Any) -> Signature:
    trusted = ValidationContext(trust_roots=[one.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(one, trusted)
    certificate = x509.load_der_x509_certificate(one.signer_cert.dump())
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    name = str(names[0].value) if names else certificate.subject.rfc4514_string()
    later = status.modification_level is None or status.modification_level == ModificationLevel.OTHER
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    whole |= status.coverage == SignatureCoverageLevel.ENTIRE_REVISION and not later
    mark = hashlib.sha256(one.signer_cert.dump()).hexdigest()
    return Signature(name, whole, bool(status.intact and status.valid), mark)
