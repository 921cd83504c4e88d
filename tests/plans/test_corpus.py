"""The reader on the repository's own plans: other layouts, damaged texts, and changes that leave the meaning alone."""

import json
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.measure_reading import calibration, judged_of
from tests.plans import changes
from tests.plans.scoring import CORPUS, Tally, f1_of, read_corpus
from thidua.plans.rules.characters import plain, source_of, squash
from thidua.plans.rules.facts import Fact
from thidua.plans.rules.reading import Reading, read

SOUND = sorted(file for file in CORPUS.glob("*.txt") if not file.stem.endswith("-ocr"))
MEASURED = {"section", "target", "deadline", "phase", "quota", "award_form", "dossier_part", "responsibility"}
MEASURED |= {"recipient", "legal_basis"}


@cache
def corpus() -> dict[str, tuple[Reading, dict[str, Tally]]]:
    return read_corpus()


def test_every_layout_is_read() -> None:
    """The kinds that say what is asked of whom are held higher than those that are often a matter of taste."""
    whole = {name: f1_of(tallies) for name, (_, tallies) in corpus().items()}
    main = {name: f1_of({k: t for k, t in found.items() if k in MEASURED}) for name, (_, found) in corpus().items()}
    assert len(whole) >= 32
    assert min(whole.values()) >= 0.65, whole
    assert sum(whole.values()) / len(whole) >= 0.92
    assert sum(main.values()) / len(main) >= 0.95


def test_every_quote_is_a_true_substring() -> None:
    for name, (reading, _) in corpus().items():
        whole = squash(reading.source)
        assert all(fact.quote in whole for fact in (*reading.facts, *reading.cited)), name
        assert all(squash(reading.source[f.start : f.end]) == f.quote for f in reading.facts), name


def test_confidence_means_something() -> None:
    """Each plan's items, judged by the shares of the other plans."""
    rows, error = calibration(judged_of(corpus()))
    assert sum(count for _, count, _, _ in rows) >= 300
    assert error <= 0.1


def test_a_damaged_text_is_shown_as_it_is_beside_its_repair() -> None:
    for name, (reading, _) in corpus().items():
        assert bool(reading.repaired) == name.endswith("-ocr"), name
    reading = corpus()["so-tai-chinh-ocr"][0]
    agencies = [f for f in reading.of("responsibility") if f.data["agency"].startswith("Văn phòng")]
    assert agencies
    assert "Văn phòng" not in agencies[0].quote


def key_of(fact: Fact) -> tuple[object, ...] | None:
    """What a fact says, marks aside; None for paragraphs, whose titles are their first words."""
    data = fact.data
    match fact.kind:
        case "section":
            told: tuple[object, ...] = (data["level"], plain(data["label"]), plain(squash(data["title"]))[:40])
            return ("section", *told) if data["heading"] else None
        case "target":
            told = (plain(data["tier"]), data["comparator"], data["value"])
        case "deadline":
            told = (data["what"], data["when"])
        case "phase":
            told = (data["from"], data["to"])
        case "quota":
            told = (plain(data["award"])[:20], data["collectives"], data["individuals"])
        case "legal_basis":
            told = (plain(data["number"] or ""), data["date"])
        case _:
            told = (plain(next(str(data[k]) for k in ("name", "item", "agency") if k in data))[:40],)
    return (fact.kind, *told)


def keys(text: str) -> set[tuple[object, ...]]:
    return {key for fact in read(text).facts if fact.kind in MEASURED and (key := key_of(fact))}


def kept(change: Callable[[str], str]) -> float:
    """The share of facts over all sound plans that both readings have in common."""
    same = whole = 0
    for file in SOUND:
        text = file.read_text(encoding="utf-8")
        before, after = keys(text), keys(change(text))
        same, whole = same + len(before & after), whole + len(before | after)
    return same / whole


@pytest.mark.parametrize("bullet", ["+", "•", "–"])
def test_bullet_styles_do_not_change_the_facts(bullet: str) -> None:
    assert kept(lambda text: changes.other_bullets(text, bullet)) >= 0.995


def test_page_numbers_do_not_change_the_facts() -> None:
    assert kept(changes.with_page_numbers) == 1


@given(seed=st.integers(0, 1000))
@settings(max_examples=4, deadline=None)
def test_decomposed_letters_do_not_change_the_facts(seed: int) -> None:
    assert kept(lambda text: changes.decomposed(text, seed)) == 1


def test_dropping_marks_hardly_changes_the_facts() -> None:
    """A mark is all that tells ``đua`` from ``đưa``: a few names then end elsewhere."""
    assert kept(changes.without_marks) >= 0.98


@pytest.mark.parametrize("width", [70, 90, 110])
def test_reflowing_hardly_changes_the_facts(width: int) -> None:
    """Where a heading fills its line, nothing tells its end from a break: a few headings then run on."""
    assert kept(lambda text: changes.reflowed(text, width)) >= 0.975


def test_the_gold_is_true_to_its_texts() -> None:
    for file in CORPUS.glob("*.json"):
        gold = json.loads(file.read_text(encoding="utf-8"))
        whole = squash(source_of(file.with_suffix(".txt").read_text(encoding="utf-8")))
        items = [i for value in gold.values() if isinstance(value, list) for i in value if isinstance(i, dict)]
        assert all(squash(source_of(i["quote"])) in whole for i in items if i.get("quote")), file.name
