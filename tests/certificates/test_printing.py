import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.test import Client
from hypothesis import given
from hypothesis import strategies as some
from python_calamine import CalamineWorkbook

from tests.refusing import codes
from tests.world import TODAY, World, run_jobs
from thidua.awards.queries import book_of
from thidua.certificates import printing
from thidua.certificates.actions import hand_over, keep_blank, undo_handover
from thidua.certificates.models import Blank, Certificate, Handover
from thidua.certificates.queries import in_order, printable, sample_payload
from thidua.certificates.rules import Spot, spot_refusals, spot_words
from thidua.decisions.actions import FLOW as DECISION_FLOW
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused

SPOTS = {"subject": Spot(50, 100, 200, 24), "qr": Spot(20, 160, 30)}
FIELDS = {"name": "Phôi A4", "award_code": "", "width": Decimal(297), "height": Decimal(210)}
FIELDS |= {"shift_x": Decimal("1.5"), "shift_y": Decimal("-2")}


def text_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def blank(world: World) -> Blank:
    return keep_blank(world.province, None, FIELDS, SPOTS, actor=world.actor("clerk"))


def test_a_certificate_is_pdf_a_and_its_code_reads(issued: World) -> None:
    certificate = Certificate.objects.get()
    content = certificate.paper.content()
    assert b"pdfaid:part>2<" in content
    image = pypdfium2.PdfDocument(content)[0].render(scale=3).to_pil()
    (code,) = zxingcpp.read_barcodes(image)
    assert code.text == f"http://testserver/kiem-tra/{certificate.public_id}/"


def test_many_in_one_file_have_a_page_each(world: World) -> None:
    payload = sample_payload(world.province)
    pages = text_of(printing.typeset_all([(payload, f"http://x/{n}/") for n in range(12)]))
    assert len(pages) == 12
    assert all("Nguyễn Thị Minh Nguyệt" in page for page in pages)


def test_words_land_where_the_blank_has_them(issued: World) -> None:
    row = blank(issued)
    words = spot_words(sample_payload(issued.province), "http://x/")
    document = pypdfium2.PdfDocument(printing.on_blank(row.size, row.shift, row.placed(), [words]))
    page = document[0]
    assert (round(page.get_width() / 72 * 25.4), round(page.get_height() / 72 * 25.4)) == (297, 210)
    words_there = page.get_textpage()
    boxes = [words_there.get_rect(n) for n in range(words_there.count_rects())]
    left, right = min(box[0] for box in boxes) / 72 * 25.4, max(box[2] for box in boxes) / 72 * 25.4
    assert abs((left + right) / 2 - (50 + 100 + 1.5)) < 1
    top = 210 - max(box[3] for box in boxes) / 72 * 25.4
    assert 94 < top < 104
    assert "CHỦ TỊCH" not in text_of(printing.on_blank(row.size, row.shift, row.placed(), [words]))[0]


def test_a_spot_off_the_paper_is_refused_and_named(issued: World) -> None:
    spots = {**SPOTS, "signer": Spot(200, 180, 120)}
    with pytest.raises(Refused) as refused:
        keep_blank(issued.province, None, FIELDS, spots, actor=issued.actor("clerk"))
    assert refused.value.refusals[0].values == {"spot": "spot:signer"}
    assert not Blank.objects.exists()


@given(some.floats(-50, 700), some.floats(-50, 700), some.floats(-5, 700))
def test_what_is_taken_lies_on_the_paper(x: float, y: float, width: float) -> None:
    taken = not list(spot_refusals(297, 210, {"subject": Spot(x, y, width)}))
    assert taken == (x >= 0 and y >= 0 and width > 0 and x + width <= 297 and y < 210)


def test_only_who_prints_sees_blanks(issued: World, client: Client) -> None:
    row = blank(issued)
    for who, status in (("clerk", 200), ("appraiser", 200), ("office", 404), ("officer", 404), ("admin", 404)):
        assert issued.client(who).get(row.get_absolute_url()).status_code == status, who
        assert issued.client(who).get(f"/quyet-dinh/{issued.decision.pk}/in-bang/").status_code == status, who
    assert client.get(row.get_absolute_url()).status_code == 302


def test_the_editor_keeps_what_was_typed_and_shows_it(issued: World) -> None:
    row, client = blank(issued), issued.client("clerk")
    form = {"name": "Phôi A4", "width": "297", "height": "210", "shift_x": "0", "shift_y": "0,5"}
    form |= {"subject-used": "on", "subject-x": "10,5", "subject-y": "20", "subject-width": "100", "subject-size": "18"}
    page = client.post(row.get_absolute_url(), form | {"signer-used": "on"})
    assert page.content.decode().count("Hãy nhập số mm.") == 3
    assert 'value="10,5"' in page.content.decode()
    assert client.post(row.get_absolute_url(), form).status_code == 302
    row.refresh_from_db()
    assert row.placed() == {"subject": Spot(10.5, 20, 100, 18)}
    assert row.shift == (0, 0.5)
    picture = client.get(f"/phoi/{row.pk}/hinh/")
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<svg")
    assert len(text_of(client.get(f"/phoi/{row.pk}/in-thu/").content)) == 1


def test_printing_leaves_out_what_was_revoked(issued: World) -> None:
    row, client = blank(issued), issued.client("clerk")
    page = client.get(f"/quyet-dinh/{issued.decision.pk}/in-bang/?phoi={row.pk}")
    assert "Sở Y tế" in text_of(page.content)[0]
    issued.revoke()
    assert not printable(issued.decision).exists()
    assert client.get(f"/quyet-dinh/{issued.decision.pk}/in-bang/").status_code == 404


def test_a_certificate_is_handed_over_once(issued: World) -> None:
    rows = list(Certificate.objects.all())
    clerk = issued.actor("clerk")
    for actor, day, code in (
        (issued.actor("officer"), TODAY, "machine.right"),
        (clerk, TODAY + timedelta(days=1), "handover.future"),
        (clerk, TODAY - timedelta(days=9), "handover.early"),
    ):
        with pytest.raises(Refused) as refused:
            hand_over(rows, day=day, actor=actor)
        assert [one.code for one in refused.value.refusals] == [code]
    client, address = issued.client("clerk"), f"/quyet-dinh/{issued.decision.pk}/trao-bang/"
    client.post(address, {"bang": [rows[0].pk], "day": TODAY.isoformat(), "occasion": "Hội nghị tổng kết"})
    assert Handover.objects.get().occasion == "Hội nghị tổng kết"
    with pytest.raises(Refused) as refused:
        hand_over(rows, day=TODAY, actor=clerk)
    assert refused.value.refusals[0].code == "handover.twice"


def test_the_list_to_sign_on(issued: World) -> None:
    found: Any = issued.client("clerk").get(f"/quyet-dinh/{issued.decision.pk}/trao-bang/?tep=1")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(found.content)).get_sheet_by_index(0).to_python()
    assert rows[1][1] == "Sở Y tế"


def test_the_highest_award_is_called_out_first(approved: World) -> None:
    approved.movement.offers.update(collectives=9, individuals=9)
    for name, kind in (("Người một", "individual"), ("Cá nhân hai", "individual"), ("Sở Nội vụ", "collective")):
        approved.walk(approved.draft_nomination(name, kind))
    approved.hold_session()
    decision = approved.draw_up()
    for name, code in (("Sở Y tế", "GK"), ("Cá nhân hai", "HCLD"), ("Sở Nội vụ", "")):
        decision.lines.filter(subject_name=name).update(award_code=code)
    perform(DECISION_FLOW, decision, "submit", actor=approved.actor("secretary"))
    perform(DECISION_FLOW, decision, "sign", actor=approved.actor("chairman"))
    perform(DECISION_FLOW, decision, "number", actor=approved.actor("clerk"))
    run_jobs()
    rows = in_order(decision, book_of(approved.province.pk))
    assert [row.line.subject_name for row in rows] == ["Cá nhân hai", "Người một", "Sở Y tế", "Sở Nội vụ"]


def test_what_was_noted_by_mistake_is_taken_out_with_a_reason(issued: World) -> None:
    certificate, clerk = Certificate.objects.get(), issued.client("clerk")
    hand_over([certificate], day=TODAY, occasion="Hội nghị", actor=issued.actor("clerk"))
    address = f"/bang/{certificate.pk}/bo-ghi-trao/"
    assert "Ghi nhầm" in clerk.get(f"/quyet-dinh/{issued.decision.pk}/trao-bang/").content.decode()
    with pytest.raises(Refused) as refused:
        undo_handover(certificate, reason=" ", actor=issued.actor("clerk"))
    assert codes(refused) == {"machine.reason"}
    assert clerk.post(address, {"reason": "Nhầm người"}).status_code == 302
    assert not Handover.objects.exists()
    with pytest.raises(Refused) as refused:
        undo_handover(certificate, reason="Nhầm", actor=issued.actor("officer"))
    assert codes(refused) == {"machine.right", "handover.none"}
