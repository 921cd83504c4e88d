"""Templates of the papers of a dossier: words in brackets, and who may put which there."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.world import TODAY, World
from thidua.awards.papers import TEMPLATES
from thidua.awards.rules.kinds import KINDS, read, typed
from thidua.awards.rules.templates import DOTS, LISTS, PAPERS, TOLD, WORDS, filled, paper_of, unknown_words
from thidua.nominations.models import Part


@pytest.mark.parametrize(
    ("text", "values", "found"),
    [
        (
            "Tặng [hình thức] cho [Đối tượng].",
            {"hình thức": "Giấy khen", "đối tượng": "Tổ 1"},
            "Tặng Giấy khen cho Tổ 1.",
        ),
        ("Chức vụ: [chuc vu]", {}, f"Chức vụ: {DOTS}"),
        ("- [sáng kiến];", {"sáng kiến": ["một", "hai"]}, "- một;\n- hai;"),
        ("- [sáng kiến];", {"sáng kiến": []}, f"- {DOTS};"),
        ("[sáng kiến] [đã được khen]", {"sáng kiến": ["a", "b"], "đã được khen": ["c", "d"]}, "a c; d\nb c; d"),
        ("[đối tượng]", {"đối tượng": r"\1 [hình thức]"}, r"\1 [hình thức]"),
        ("a\n\nb", {}, "a\n\nb"),
    ],
)
def test_words_are_filled_in(text: str, values: dict[str, str], found: str) -> None:
    assert filled(text, values) == found


@given(
    some.dictionaries(some.sampled_from([*WORDS, *TOLD]), some.text(), max_size=5), some.sampled_from(list(TEMPLATES))
)
def test_whatever_is_filled_in_no_word_stays(values: dict[str, str], paper: str) -> None:
    text = TEMPLATES[paper][2]
    assert not unknown_words(text)
    assert len(filled(text, dict.fromkeys(values, "x")).splitlines()) == len(text.splitlines())
    filled(text, values)


def test_every_part_of_every_subject_has_a_template() -> None:
    kinds = ("collective", "individual", "household", "enterprise", "overseas")
    sources = ("submission", "achievement", "summary", "minutes")
    assert {paper_of(source, kind) for source in sources for kind in kinds} == set(PAPERS) == set(TEMPLATES)


def test_a_template_is_read_back_and_an_unknown_word_named() -> None:
    kind = KINDS["template"]
    values = {"heading": "Tờ trình", "about": "Tặng [hình thức]", "text": "Một\nHai [sáng kiến]"}
    assert read(kind, typed(kind, values)) == (values, {})
    _, mistakes = read(kind, values | {"about": "[sáng kiến]", "text": "[gì đó]"})
    assert mistakes == {"about": "unknown_word", "text": "unknown_word"}
    assert set(LISTS).isdisjoint(WORDS)


def test_two_people_change_a_template_and_it_says_which_dossiers(reported: World) -> None:
    nomination = reported.draft_nomination("Nguyễn Văn An", "household")
    Part.objects.create(nomination=nomination, name="Báo cáo", source="achievement")
    office = reported.client("secretary")
    page = office.get("/quy-dinh/template/de-nghi/").content.decode()
    assert "[tài liệu kèm theo]" in page
    sent = {
        "key": "report_household",
        "heading": "Báo cáo",
        "about": "Về [thành viên]",
        "text": "Hộ ông, bà [đối tượng]",
        "valid_from": TODAY.isoformat(),
        "article": "Quy chế của tỉnh",
        "why": "Mẫu của tỉnh",
    }
    assert "ngoặc vuông mà phần mềm không biết" in office.post("/quy-dinh/template/de-nghi/", sent).content.decode()
    answer = office.post("/quy-dinh/template/de-nghi/", sent | {"about": "Đề nghị tặng [hình thức]"})
    page = office.get(answer["Location"]).content.decode()
    assert nomination.subject_name in page
    assert "Hộ ông, bà [đối tượng]" in page
