"""The installation's signing key: an EC P-256 key with a self-made certificate under VAR/keys, or one put there (RSA too)."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID
from django.conf import settings

SELF_MADE = "Khóa tự tạo của bản cài đặt"


def key_path() -> Path:
    return Path(settings.VAR) / "keys" / "signing.key"


def certificate_path() -> Path:
    return Path(settings.VAR) / "keys" / "signing.crt"


def ensure() -> None:
    """Makes a key and a self-signed certificate when there are none. The files are readable by their owner only."""
    if key_path().exists():
        return
    key_path().parent.mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SELF_MADE)])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate_path().write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    handle = os.open(key_path(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)


def certificate() -> x509.Certificate:
    ensure()
    return x509.load_pem_x509_certificate(certificate_path().read_bytes())


def is_self_made() -> bool:
    return certificate().subject.rfc4514_string().endswith(SELF_MADE)


def fingerprint() -> str:
    """SHA-256 of the certificate, in groups of four, to be compared by eye."""
    text = certificate().fingerprint(hashes.SHA256()).hex()
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def sign(message: bytes) -> bytes:
    ensure()
    key = serialization.load_pem_private_key(key_path().read_bytes(), None)
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(message, padding.PKCS1v15(), hashes.SHA256())
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(message, ec.ECDSA(hashes.SHA256()))
    raise TypeError("the signing key must be an EC or RSA key")


def verify(signature: bytes, message: bytes) -> None:
    """Raises InvalidSignature when the signature is of none of the installation's keys, present or former."""
    for one in (certificate(), *former()):
        public = one.public_key()
        try:
            if isinstance(public, ec.EllipticCurvePublicKey):
                public.verify(signature, message, ec.ECDSA(hashes.SHA256()))
                return
            if isinstance(public, rsa.RSAPublicKey):
                public.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
                return
        except InvalidSignature:
            continue
    raise InvalidSignature


def former() -> list[x509.Certificate]:
    """Certificates that were replaced; what they signed stays verifiable."""
    files = sorted(key_path().parent.glob("former-*.crt"))
    return [x509.load_pem_x509_certificate(file.read_bytes()) for file in files]


class UnfitKey(ValueError):
    """The files are no EC P-256 or RSA key and its certificate, or do not belong together."""


# Bits below which an RSA key is not taken.
_LEAST_BITS = 2048


def _is_fit(key: object) -> bool:
    if isinstance(key, rsa.RSAPrivateKey):
        return key.key_size >= _LEAST_BITS
    return isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name == "secp256r1"


def install(key_pem: bytes, certificate_pem: bytes) -> str:
    """Replaces the key; the old certificate is kept. Returns the new fingerprint. Raises UnfitKey."""
    try:
        key = serialization.load_pem_private_key(key_pem, None)
        new = x509.load_pem_x509_certificate(certificate_pem)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UnfitKey from error
    if not _is_fit(key) or new.public_key() != key.public_key():
        raise UnfitKey
    if new.not_valid_after_utc < datetime.now(UTC):
        raise UnfitKey
    ensure()
    mark = certificate().fingerprint(hashes.SHA256()).hex()[:16]
    (key_path().parent / f"former-{mark}.crt").write_bytes(certificate_path().read_bytes())
    for path, content in ((key_path(), key_pem), (certificate_path(), certificate_pem)):
        fresh = path.with_suffix(path.suffix + ".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(fresh, path)
    return fingerprint()
