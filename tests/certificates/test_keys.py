from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.world import World
from thidua.certificates.models import Certificate
from thidua.certificates.queries import by_file
from thidua.journal import keys
from thidua.journal.roots import sign_root, verify


def pair(days: int = 30) -> tuple[bytes, bytes]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Cơ quan Thử")])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
    )
    builder = builder.not_valid_before(now - timedelta(days=60)).not_valid_after(now + timedelta(days=days))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private, builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


@pytest.fixture(autouse=True)
def _own_keys(tmp_path: Any, settings: Any) -> None:
    (tmp_path / "keys").mkdir()
    settings.VAR = tmp_path


def send(world: World, who: str, key: bytes, certificate: bytes) -> Any:
    files = {"key": SimpleUploadedFile("a.key", key), "certificate": SimpleUploadedFile("a.crt", certificate)}
    return world.client(who).post("/khoa/", files)


def test_a_new_key_leaves_what_was_signed_verifiable(issued: World) -> None:
    sign_root()
    old = keys.fingerprint()
    assert send(issued, "admin", *pair()).status_code == 302
    assert keys.fingerprint() != old
    assert not keys.is_self_made()
    sign_root()
    assert verify() == []
    assert by_file(Certificate.objects.get().paper.content()).verdict.state == "valid"


def test_only_an_administrator_changes_the_key(world: World) -> None:
    assert send(world, "office", *pair()).status_code == 404


def test_keys_that_do_not_fit_are_refused(world: World) -> None:
    before = keys.fingerprint()
    for key, certificate in ((pair()[0], pair()[1]), (b"x", b"y"), pair(days=-1)):
        answer = send(world, "admin", key, certificate)
        assert answer.status_code == 200
        assert "không phải một khóa EC" in answer.content.decode()
    assert keys.fingerprint() == before
