import asyncio
import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from pkcs11 import Attribute
from pkcs11.util.x509 import decode_x509_certificate
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from thidua.journal import keys
from thidua.kernel.refusal import Refused
from thidua.papers import signing
from thidua.papers.typesetting import typeset

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    template = tmp_path_factory.mktemp("typ") / "one.typ"
    template.write_text('#set document(title: "x", author: "")\n#let data = json(bytes(sys.inputs.data))\n#data.words')
    return typeset(template, {"words": "Quyết định"})


def pair(key: Key, name: str = "Cơ quan Thử") -> tuple[bytes, bytes]:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(now - timedelta(days=1))
    signed = builder.not_valid_after(now + timedelta(days=9)).add_extension(usage, True).sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    return private, signed.public_bytes(serialization.Encoding.PEM)


@pytest.fixture
def own_keys(tmp_path: Path, settings: Any) -> None:
    (tmp_path / "keys").mkdir()
    settings.VAR = tmp_path


@pytest.mark.parametrize("key", [rsa.generate_private_key(65537, 3072), ec.generate_private_key(ec.SECP256R1())])
def test_files_and_seals_are_signed_with_either_kind_of_key(own_keys: None, key: Key, pdf: bytes) -> None:
    keys.ensure()
    old = keys.sign(b"root")
    keys.install(*pair(key))
    signed = [signing.sign(pdf, "x") for _ in range(2)]
    for content in signed:
        (found,) = signing.signatures_in(content)
        assert (found.name, found.whole, found.intact) == ("Cơ quan Thử", True, True)
        assert found.mark == keys.fingerprint().replace(" ", "")
    keys.verify(keys.sign(b"root"), b"root")
    keys.verify(old, b"root")


def test_a_key_never_signs_with_the_certificate_of_another(
    own_keys: None, monkeypatch: pytest.MonkeyPatch, pdf: bytes
) -> None:
    """As in the moment between the writing of one file and the other."""
    keys.ensure()
    _, other = pair(ec.generate_private_key(ec.SECP256R1()))
    mine = keys.certificate_path().read_bytes()
    keys.certificate_path().write_bytes(other)
    monkeypatch.setattr(signing, "_WAIT", 0)
    with pytest.raises(Refused) as refused:
        signing.sign(pdf, "x")
    assert refused.value.refusals[0].code == "signing.pair"
    monkeypatch.setattr(signing.time, "sleep", lambda _: keys.certificate_path().write_bytes(mine))
    assert signing.signatures_in(signing.sign(pdf, "x"))[0].mark == keys.fingerprint().replace(" ", "")


def test_it_signs_where_an_event_loop_runs(own_keys: None, pdf: bytes) -> None:
    async def within() -> bytes:
        return signing.sign(pdf, "x")

    with ThreadPoolExecutor(1) as pool:
        signed = pool.submit(asyncio.run, within()).result()
    assert signing.signatures_in(signed)[0].intact


def test_a_short_rsa_key_is_not_taken(own_keys: None) -> None:
    with pytest.raises(keys.UnfitKey):
        keys.install(*pair(rsa.generate_private_key(65537, 1024)))  # noqa: S505 -- that is the point


def test_a_changed_byte_or_added_words_show(own_keys: None, pdf: bytes) -> None:
    content = bytearray(signing.sign(pdf, "x"))
    content[len(pdf) // 2] ^= 1
    assert [one.intact for one in signing.signatures_in(bytes(content))] == [False]
    writer = IncrementalPdfFileWriter(io.BytesIO(signing.sign(pdf, "x")))
    writer.root["/OpenAction"] = writer.add_object(generic.pdf_string("more"))
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    (changed,) = signing.signatures_in(out.getvalue())
    assert (changed.whole, changed.intact) == (False, True)
    assert signing.signatures_in(pdf) == []
    with pytest.raises(ValueError):
        signing.signatures_in(b"no pdf at all")


@pytest.fixture
def token(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A real PKCS#11 module with a key and its certificate in a token of software."""
    if not MODULE.exists() or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM is not on this machine")
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm.conf"))
    command = ["softhsm2-util", "--init-token", "--free", "--label", "van-thu", "--pin", "1234", "--so-pin", "4321"]
    subprocess.run(command, check=True, capture_output=True, env=dict(os.environ))
    private, public = pair(rsa.generate_private_key(65537, 3072), "Văn thư")
    (tmp_path / "key.pem").write_bytes(private)
    command = ["softhsm2-util", "--import", str(tmp_path / "key.pem"), "--token", "van-thu", "--pin", "1234"]
    command += ["--label", "chu-ky", "--id", "01"]
    subprocess.run(command, check=True, capture_output=True, env=dict(os.environ))
    there = pkcs11.lib(str(MODULE)).get_token(token_label="van-thu")
    der = x509.load_pem_x509_certificate(public).public_bytes(serialization.Encoding.DER)
    with there.open(rw=True, user_pin="1234") as session:
        words = decode_x509_certificate(der) | {Attribute.LABEL: "chu-ky", Attribute.ID: b"\x01", Attribute.TOKEN: True}
        session.create_object(words)
    settings.PKCS11, settings.PKCS11_TOKEN = str(MODULE), "van-thu"
    settings.PKCS11_KEY, settings.PKCS11_PIN = "chu-ky", "1234"
    yield
    signing._token_signer.cache_clear()


def test_a_token_signs_and_says_when_it_is_not_there(token: None, settings: Any, pdf: bytes) -> None:
    assert signing.uses_token()
    assert not signing.self_made()
    for _ in range(2):
        (found,) = signing.signatures_in(signing.sign(pdf, "x"))
        assert (found.name, found.whole, found.intact) == ("Văn thư", True, True)
    settings.PKCS11_TOKEN = "khac"
    with pytest.raises(Refused) as refused:
        signing.sign(pdf, "x")
    assert refused.value.refusals[0].code == "signing.token"
