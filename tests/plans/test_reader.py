import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world import PLAN
from thidua.plans.rules.characters import squash
from thidua.plans.rules.reading import as_json, read

WORDS = st.lists(
    st.sampled_from(
        [
            *[
                "I.",
                "II.",
                "1.",
                "a)",
                "-",
                "+",
                "Điều",
                "Căn",
                "cứ",
                "Kế",
                "hoạch",
                "100%",
                "tối",
                "thiểu",
                "80%",
                "ngày",
                "12/5/2025",
                "Sở",
                "Nội",
                "vụ",
                "Nơi",
                "nhận:",
                "\n",
                "\n\n",
            ],
            "“",
            "”",
            "hằng năm",
            "không quá 10 tập thể",
            "Giai đoạn 1 (2025 - 2027)",
            "207/KH-UBND",
            "\u0301",
            "|",
        ]
    ),
    max_size=80,
)


def facts(text: str) -> dict[str, list[str]]:
    """Everything read, without quotes and places."""
    reading = read(text)
    found: dict[str, list[str]] = {"header": [str(reading.header)]}
    for fact in reading.facts:
        if fact.kind != "header":
            found.setdefault(fact.kind, []).append(str({k: v for k, v in fact.data.items() if k != "duty"}))
    return found


@given(st.one_of(st.text(max_size=400), WORDS.map(" ".join)))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_and_every_quote_is_in_it(text: str) -> None:
    reading = read(text)
    whole = squash(reading.source)
    assert all(fact.quote in whole for fact in (*reading.facts, *reading.cited))


@given(st.integers(60, 120))
@settings(max_examples=15, deadline=None)
def test_reflowing_lines_does_not_change_the_facts(width: int) -> None:
    wrapped = []
    for line in PLAN.split("\n"):
        current = ""
        for word in line.split(" "):
            if current and len(current) + len(word) > width:
                wrapped.append(current)
                current = word
            else:
                current = f"{current} {word}".strip()
        wrapped.append(current)
    plain, other = facts(PLAN), facts("\n".join(wrapped))
    for kind in ("target", "quota", "deadline", "phase", "legal_basis", "dossier_part", "route_step", "award_form"):
        assert other.get(kind) == plain.get(kind), kind


def test_page_numbers_and_blank_lines_do_not_change_the_facts() -> None:
    noisy = re.sub(r"\n(?=(?:II|IV|VI)\.)", "\n\n3\n\n", PLAN)
    assert facts(noisy) == facts(PLAN)


@pytest.mark.parametrize("bullet", ["+ ", "• ", "– "])
def test_bullet_styles_do_not_change_the_facts(bullet: str) -> None:
    plain, other = facts(PLAN), facts(PLAN.replace("\n- ", f"\n{bullet}"))
    for kind in ("target", "quota", "dossier_part", "award_form"):
        assert other.get(kind) == plain.get(kind), kind


def test_the_small_plan_is_read_in_full() -> None:
    read_json = as_json(read(PLAN))
    year = re.search(r"năm (\d{4})", PLAN)
    assert year
    assert (read_json["number"], read_json["doc_type"], read_json["place"]) == ("88/KH-UBND", "Kế hoạch", "Cửa Sông")
    assert read_json["date"] == f"{year[1]}-01-05"
    assert read_json["theme"] == "Nhanh hơn, gần dân hơn"
    assert read_json["signer"] == {"name": "Lâm Văn Thử", "capacity": "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"}
    assert [(t["tier"], t["comparator"], t["value"]) for t in read_json["targets"]] == [
        ("cấp tỉnh", ">=", 80),
        ("cấp tỉnh", "=", 90),
        ("cấp xã", ">=", 60),
    ]
    assert read_json["targets"][0]["excludes"] == "trừ hồ sơ mật"
    assert [(q["collectives"], q["individuals"]) for q in read_json["quotas"]] == [(1, 2)]
    assert [s["kind"] for s in read_json["route"]] == ["consolidate", "opinion", "appraise", "decide"]
    assert [p["source"] for p in read_json["dossier"]] == ["upload", "review_report", "launch_plan"]
    assert {a["unit_kind"] for a in read_json["addressees"]} == {"department", "commune", "central"}
    assert [f["name"] for f in read_json["priority_fields"]] == ["y tế", "giáo dục"]
    assert read_json["report_regimes"][0]["receiver"] == "Sở Khoa học và Công nghệ"
    assert ("annual report", "yearly 12-31") in [(d["what"], d["when"]) for d in read_json["deadlines"]]


@pytest.mark.parametrize(
    "piece", ["1.", "“ ", "1% ", "báo cáo hằng năm về Sở, ", "12/QĐ-UBND ngày 1/1/2025, ", "- ", "I. "]
)
def test_work_grows_in_step_with_the_text(piece: str) -> None:
    """Counted in steps of the interpreter's profiler, not in seconds, so that a busy machine does not matter."""

    def work(count: int) -> int:
        text, calls = "I. MỤC ĐÍCH\n1. " + piece * count, 0

        def count_calls(*_: object) -> None:
            nonlocal calls
            calls += 1

        sys.setprofile(count_calls)
        try:
            read(text)
        finally:
            sys.setprofile(None)
        return calls

    work(800)  # what is compiled or loaded once is not counted
    assert work(800) < 3 * work(400) + 2000
