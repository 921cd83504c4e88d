"""The consolidating agency's report over its units' reports."""

import io

from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from tests.world import World
from thidua.journal.door import perform
from thidua.reports import actions, summing
from thidua.reports.actions import FLOW
from thidua.reports.models import Passage, Report, Summary
from thidua.reports.queries import fields_of
from thidua.reports.rules.passages import DIFFICULTIES, OTHER, heading_of, paragraphs_in

DIGITAL = "Số hóa toàn bộ hồ sơ bệnh án, giải quyết thủ tục trọn vẹn trên mạng tại 12 bệnh viện."
SKILLS = "Dạy kỹ năng số cho 3.200 người dân tại các trạm y tế."
HARD = "Thiếu kinh phí mua máy quét cho các trạm y tế vùng xa."


def told(world: World) -> Report:
    report = world.draft_report("mid_term")
    base = fields_of(report)
    typed = base | {"narrative": f"1. {DIGITAL}\n- {SKILLS}\nTốt.", "difficulties": HARD}
    actions.save(report.pk, typed, base=base, actor=world.actor("officer"))
    perform(FLOW, report, "submit", actor=world.actor("head"))
    return perform(FLOW, report, "accept", actor=world.actor("office"))  # type: ignore[no-any-return]


def gathered(world: World) -> Summary:
    report = told(world)
    return summing.gather(world.movement, "mid_term", report.period, actor=world.actor("office"))


def test_a_paragraph_stands_under_the_content_it_tells_of() -> None:
    contents = ["Số hóa hồ sơ, giải quyết thủ tục trọn vẹn trên mạng.", "Dạy kỹ năng số cho người dân."]
    assert heading_of(DIGITAL, contents) == contents[0]
    assert heading_of(SKILLS, contents) == contents[1]
    assert heading_of("Tặng quà cho các gia đình chính sách.", contents) == OTHER


@given(st.text(max_size=300))
def test_nothing_but_bullets_and_short_lines_is_left_out(text: str) -> None:
    for paragraph in paragraphs_in(text):
        assert len(paragraph) > 20
        assert paragraph in text


def test_every_passage_leads_to_its_unit_and_stands_in_order(launched: World) -> None:
    summary = gathered(launched)
    groups = {heading: [row.text for row in rows] for heading, rows in summing.headings_of(summary)}
    assert DIGITAL in next(iter(groups.values()))
    assert groups[DIFFICULTIES] == [HARD]
    assert {row.report.unit.code for row in summary.passages.all()} == {"SYT"}
    again = summing.gather(launched.movement, "mid_term", summary.period, actor=launched.actor("office"))
    assert again.passages.count() == 3


def test_what_is_ticked_and_edited_goes_into_the_document_with_its_unit(launched: World) -> None:
    summary = gathered(launched)
    client = launched.client("office")
    path = summary.get_absolute_url()
    assert client.get(path).status_code == 200
    row = Passage.objects.get(source=DIGITAL)
    client.post(
        path, {"chosen": row.pk, f"p{row.pk}": "Ngành Y tế số hóa hồ sơ bệnh án.", "opening": "Phong trào sôi nổi."}
    )
    assert DIGITAL in client.get(path).content.decode()
    document = Document(io.BytesIO(client.get(f"{path}van-ban/").content))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "- Ngành Y tế số hóa hồ sơ bệnh án. (Sở Y tế)" in text
    assert "Phong trào sôi nổi." in text
    assert SKILLS not in text
    cells = [cell.text for table in document.tables for cell in table._cells]
    assert "Kết quả chung" in cells


def test_only_the_office_that_receives_reports_sums_them_up(launched: World) -> None:
    summary = gathered(launched)
    for who in ("officer", "head", "auditor", "chairman"):
        assert launched.client(who).get(summary.get_absolute_url()).status_code == 404
