"""Certificates typeset and signed, each beside the same work done with the bare library, in one run; a decision of many.

``python -m bench.printing compare N`` and ``… issue N`` print JSON; the folder is that of ``THIDUA_VAR``.
"""

import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
Row = dict[str, Any]
BATCH = 100
LISTED = 1_000


def certificates(size: Any) -> Iterator[Row]:
    from bench.installs import databases, on

    found, told = databases(size.database)
    yield from told
    with on(found[0]) as made:
        row: Row = json.loads(made.run("bench.printing", "compare", str(40 * size.times)))
    for name, (ours, bare) in row.items():
        yield {"what": f"certificates: {name}", "a second": ours, "bare": bare, "x bare": round(ours / bare, 2)}
    for database in found:
        with on(database) as made:
            spent: Row = json.loads(made.run("bench.printing", "issue", str(LISTED)))
        yield {"what": f"certificates: {LISTED:,} of one decision issued, signed and kept: {database}"} | spent


def _in_turns(acts: list[Callable[[], Any]], times: int) -> list[float]:
    """How often a second each runs; in turns of five, so that a busy moment falls on all."""
    spent = [0.0] * len(acts)
    for _ in range(max(times // 5, 1)):
        for place, act in enumerate(acts):
            start = time.perf_counter()
            for _ in range(5):
                act()
            spent[place] += time.perf_counter() - start
    return [round(max(times // 5, 1) * 5 / one, 1) for one in spent]


def _bare(source: str, *, coded: bool) -> Any:
    """A compiler of the certificate's template as the library's own example would make it. coded: with the QR code's place."""
    import fontpkg_be_vietnam_pro
    import fontpkg_noto_serif
    import typst

    file = Path(tempfile.mkdtemp()) / "bare.typ"
    place = 'image(bytes(data.qr), width: 26mm, format: "svg")'
    file.write_text(source if coded else source.replace(place, "[]"), encoding="utf-8")
    fonts = [str(Path(m.__file__).parent / "files") for m in (fontpkg_be_vietnam_pro, fontpkg_noto_serif)]
    return typst.Compiler(str(file), font_paths=fonts, ignore_system_fonts=True)


def _own_code(text: str) -> str:
    """The QR code as the library that makes it draws it."""
    import zxingcpp

    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return str(made.to_svg(add_quiet_zones=False))


def _pages(whose: str) -> Iterator[tuple[Any, str]]:
    """Ever new sheets. whose: set into each name, for Typst keeps what it has shaped: the same words on two sides of a
    comparison would be work for the first side alone."""
    from thidua.certificates.rules import Payload

    one = Payload(
        "Bằng khen",
        "Chủ tịch Ủy ban nhân dân tỉnh",
        "Cửa Sông",
        "Bằng khen",
        "Nguyễn Thị Ánh",
        "Chuyên viên",
        "Đưa toàn bộ thủ tục lên môi trường số",
        "01/QĐ-UBND",
        "ngày 01 tháng 01 năm 2026",
        "Chủ tịch",
        "Trần Văn Bảo",
        True,
    )
    for n in count():
        yield replace(one, subject=f"Nguyễn Thị Ánh {whose} {n}"), f"http://localhost/kiem-tra/{token_urlsafe(16)}/"


def _rsa() -> None:
    """Puts an RSA key of 3072 bits in place of the installation's own."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    from thidua.journal import keys

    key, now = rsa.generate_private_key(65537, 3072), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Bench")])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(now).not_valid_after(now + timedelta(days=9))
    signed = builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    plain, pem = serialization.NoEncryption(), serialization.Encoding.PEM
    keys.install(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain), signed.public_bytes(pem))


def _stock(pdf: bytes) -> Callable[[], Any]:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    from thidua.journal import keys

    signer = signers.SimpleSigner.load(str(keys.key_path()), str(keys.certificate_path()))
    metadata = signers.PdfSignatureMetadata(field_name="Sig", md_algorithm="sha256")
    return lambda: signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), metadata, signer=signer)


def _typesetters() -> list[Callable[[int], Any]]:
    """The product, bare Typst with the QR code as its library draws it, bare Typst with none; each takes a number of sheets."""
    from thidua.certificates import printing

    source = (Path(printing.__file__).parent / "certificate.typ").read_text(encoding="utf-8")

    def bare(whose: str, coded: bool) -> Callable[[int], Any]:
        compiler, pages = _bare(source, coded=coded), _pages(whose)

        def made(many: int) -> Any:
            some = _some(pages, many)
            words = [asdict(sheet) | {"address": at, "qr": _own_code(at) if coded else ""} for sheet, at in some]
            data = {"pages": words, "title": "x", "author": "x"}
            return compiler.compile(format="pdf", sys_inputs={"data": json.dumps(data, ensure_ascii=False)})

        return made

    mine = _pages("a")
    return [lambda many: printing.typeset_all(_some(mine, many)), bare("b", True), bare("c", False)]


def compare(times: int) -> dict[str, tuple[float, float]]:
    import django

    django.setup()
    from thidua.papers.signing import sign

    found = {}
    ours, coded, plain = _typesetters()
    for name, many, turns in (("one by one", 1, 5 * times), (f"{BATCH} to a file", BATCH, max(times // 2, 20))):
        acts = [partial(act, many) for act in (ours, coded, plain)]
        for act in acts:
            act()
        speeds = [round(speed * many, 1) for speed in _in_turns(acts, turns)]
        found[f"typeset with QR, {name}, beside bare Typst with the library's QR"] = (speeds[0], speeds[1])
        found[f"typeset with QR, {name}, beside bare Typst without a QR"] = (speeds[0], speeds[2])
    pdf = ours(1)
    for name, prepare in (("EC P-256", None), ("RSA-3072", _rsa)):
        if prepare:
            prepare()
        sign(pdf, "x")
        pair = _in_turns([lambda: sign(pdf, "x"), _stock(pdf)], times)
        found[f"signed, {name}"] = (pair[0], pair[1])
    return found


def _some(pages: Iterator[Any], many: int) -> list[Any]:
    return [next(pages) for _ in range(many)]


def issue(many: int) -> Row:
    """A decision of so many individuals, from its number to the last certificate on the disk."""
    import django

    django.setup()
    from tests.world import World
    from thidua.certificates.actions import issue_all
    from thidua.certificates.models import Certificate
    from thidua.decisions.models import Line
    from thidua.nominations.models import Nomination

    world = World()
    world.launch()
    world.register()
    world.report()
    world.nominate()
    world.hold_session()
    world.decide()
    (line,) = world.decision.lines.select_related("nomination")
    first = line.nomination
    for n in range(many - 1):
        same = {"round": first.round, "unit": first.unit, "offer": first.offer, "state": "awarded"}
        made = Nomination(subject_kind="individual", subject_name=f"Nguyễn Thị Ánh {n}", **same)
        made.save()
        fields = {"award_code": line.award_code, "award_name": line.award_name, "achievement": line.achievement}
        Line.objects.create(
            decision=world.decision,
            nomination=made,
            subject_name=made.subject_name,
            subject_kind="individual",
            **fields,
        )
    start = time.perf_counter()
    issue_all(world.decision)
    spent = time.perf_counter() - start
    lost = many - Certificate.objects.filter(line__decision=world.decision).count()
    return {"s": round(spent, 1), "a second": round(many / spent, 1), "missing": lost or ""}


if __name__ == "__main__":
    print(json.dumps({"compare": compare, "issue": issue}[sys.argv[1]](int(sys.argv[2]))))
