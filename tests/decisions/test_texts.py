"""What a decision says: the register's template of the day, with what the decision knows."""

import io
from datetime import date, timedelta

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given
from hypothesis import strategies as st

from tests.refusing import codes
from tests.world import TODAY, World
from thidua.awards.models import Rule
from thidua.awards.papers import DECISIONS, RECIPIENTS
from thidua.awards.rules.kinds import KINDS, read
from thidua.awards.rules.templates import DECIDED, decided
from thidua.decisions.actions import reword
from thidua.decisions.documents import official
from thidua.decisions.models import Decision
from thidua.kernel.refusal import Refused

KNOWN = {
    "người quyết định": "Chủ tịch Ủy ban nhân dân tỉnh Cửa Sông",
    "căn cứ kết quả": "kết quả xét của Hội đồng",
    "đề nghị": "Giám đốc Sở Nội vụ",
    "đối tượng khen": "2 tập thể",
    "thành tích chung": "có thành tích xuất sắc",
    "tiền thưởng": "7.590.000",
    "kế hoạch và phong trào": ["Kế hoạch số 1", "Kế hoạch số 2"],
}


def test_a_line_of_which_something_is_not_known_is_left_out_and_articles_stay_in_order() -> None:
    text = DECISIONS[-1][2]
    before, after, count = decided(text, KNOWN)
    assert "# CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH CỬA SÔNG" in before
    assert [line for line in before if "Kế hoạch" in line] == ["~ Căn cứ Kế hoạch số 1;", "~ Căn cứ Kế hoạch số 2;"]
    assert "~ Theo đề nghị của Giám đốc Sở Nội vụ." in before
    assert [line.split(".")[0] for line in after] == ["Điều 2", "Điều 3", "Điều 4"]
    before, after, fewer = decided(text, KNOWN | {"tiền thưởng": "", "đề nghị": ""})
    assert (count, fewer) == (4, 3)
    assert [line for line in before if line.startswith("~")][-1] == "~ Căn cứ kết quả xét của Hội đồng."
    assert "đồng, chi từ" not in " ".join(after)


@given(st.dictionaries(st.sampled_from(DECIDED), st.text(alphabet="abc đ", max_size=9)))
def test_whatever_is_known_no_word_stays_and_the_articles_count_up(values: dict[str, str]) -> None:
    before, after, count = decided(DECISIONS[0][2], values)
    lines = [*before, *after]
    assert "[" not in "".join(lines)
    numbers = [int(line.split(".")[0].removeprefix("Điều ")) for line in lines if line.startswith("Điều ")]
    assert numbers == list(range(1, count + 1))


def test_an_unknown_word_is_named() -> None:
    kind = KINDS["decision_text"]
    _, mistakes = read(kind, {"text": "Điều [điều]. [đối tượng]", "recipients": RECIPIENTS})
    assert mistakes == {"text": "unknown_word"}


@pytest.mark.parametrize(("day", "law"), [(date(2025, 3, 1), "98/2023"), (date(2025, 9, 1), "152/2025")])
def test_the_day_of_issue_selects_the_template(issued: World, day: date, law: str) -> None:
    Decision.objects.update(issued_on=day)
    said = official(Decision.objects.get())
    assert any(law in line for line in said.paragraphs)
    assert said.recipients[-1] == "Lưu: VT"


def test_the_paper_has_its_grounds_its_bonus_and_its_heads_in_the_middle(issued: World) -> None:
    content = issued.client("secretary").get(f"/quyet-dinh/{issued.decision.pk}/van-ban/").content
    lines = Document(io.BytesIO(content)).paragraphs
    (head,) = [line for line in lines if line.text == "QUYẾT ĐỊNH:"]
    assert head.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert head.runs[0].bold
    ground = next(line for line in lines if line.text.startswith("Căn cứ Luật"))
    assert ground.runs[0].italic
    assert any("đồng, chi từ quỹ" in line.text for line in lines) == bool(issued.decision.lines.get().bonus)


def test_who_proposed_it_is_written_until_it_is_submitted(approved: World) -> None:
    decision = approved.draw_up()
    address, secretary = f"/quyet-dinh/{decision.pk}/sua/", approved.client("secretary")
    typed = {"subject": "Về việc tặng Bằng khen", "proposed_by": "Giám đốc Sở Nội vụ tại Tờ trình số 12/TTr-SNV"}
    assert secretary.post(address, typed).status_code == 302
    said = official(Decision.objects.get())
    assert said.subject == "Về việc tặng Bằng khen"
    assert "~ Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 12/TTr-SNV." in said.paragraphs
    assert approved.client("officer").get(address).status_code == 404
    Decision.objects.update(state="for_signature")
    with pytest.raises(Refused) as refused:
        reword(decision, **typed, actor=approved.actor("secretary"))
    assert codes(refused) == {"draft.closed"}


def test_a_province_writes_its_own_and_sees_which_drafts_it_touches(approved: World) -> None:
    decision, office = approved.draw_up(), approved.client("secretary")
    sent = {
        "key": "province",
        "text": "# [người quyết định]\nĐiều [điều]. Tặng [đối tượng khen].\n[danh sách]",
        "recipients": "Như Điều [điều cuối]",
        "valid_from": TODAY.isoformat(),
        "article": "Quy chế của tỉnh",
        "why": "Mẫu của tỉnh",
    }
    page = office.get("/quy-dinh/decision_text/de-nghi/").content.decode()
    assert "[kế hoạch và phong trào]" in page
    answer = office.post("/quy-dinh/decision_text/de-nghi/", sent)
    assert decision.subject in office.get(answer["Location"]).content.decode()
    Rule.objects.create(
        province=approved.province,
        kind="decision_text",
        key="province",
        valid_from=TODAY - timedelta(days=1),
        article="Quy chế của tỉnh",
        data={"text": sent["text"], "recipients": sent["recipients"]},
    )
    assert official(decision).recipients == ["Như Điều 1"]
