from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from thidua.nominations.machine import NOMINATION, DossierFacts
from thidua.nominations.rules.dossier import same_occasion
from thidua.nominations.rules.places import Quota, over_quota
from thidua.nominations.rules.route import RowFact, next_row, walked

GOOD = DossierFacts(
    launched=True,
    reported=True,
    missing=(),
    achievement="Một thành tích đủ dài để xét.",
    closes=date(2026, 12, 31),
    today=date(2026, 11, 1),
    round_open=True,
    twins=0,
    unconfirmed=False,
)


def codes(facts: DossierFacts) -> list[str]:
    return [
        r.code
        for r in NOMINATION.refusals("submit", state="draft", rights=frozenset({"unit.submit"}), facts=facts, reason="")
    ]


def test_a_whole_dossier_may_be_submitted() -> None:
    assert codes(GOOD) == []


def test_each_lack_is_named_and_all_at_once() -> None:
    bad = replace(GOOD, launched=False, missing=("Tờ trình", "Biên bản"), achievement="", twins=1, unconfirmed=True)
    assert codes(bad) == [
        "nomination.never_launched",
        "nomination.missing_part",
        "nomination.missing_part",
        "nomination.no_achievement",
        "nomination.twice",
        "nomination.unconfirmed",
    ]
    assert codes(replace(GOOD, today=date(2027, 1, 1))) == ["round.late"]
    assert codes(replace(GOOD, dissolved_on=date(2026, 6, 30))) == ["nomination.dissolved"]


@given(st.lists(st.sampled_from(["collective", "individual"]), max_size=40), st.integers(0, 20), st.integers(0, 20))
def test_quota_is_exceeded_exactly_when_there_are_more(kinds: list[str], collectives: int, individuals: int) -> None:
    over = over_quota(Quota(collectives, individuals), kinds)
    assert ("collective" in over) == (kinds.count("collective") > collectives)
    assert ("individual" in over) == (kinds.count("individual") > individuals)


@given(st.integers(1, 6))
def test_the_route_opens_one_row_after_the_other(count: int) -> None:
    rows = [RowFact(n, n, "waiting") for n in range(count)]
    for turn in range(count):
        following = next_row(rows)
        assert following is not None
        assert following.order == turn
        rows[turn] = RowFact(turn, turn, "open")
        assert next_row(rows) is None
        assert not walked(rows)
        rows[turn] = RowFact(turn, turn, "answered")
    assert walked(rows)


def test_an_offer_holds_on_its_occasion() -> None:
    assert same_occasion("", "sơ kết")
    assert same_occasion("sơ kết 2022-2023", "sơ kết")
    assert not same_occasion("tổng kết 2022-2025", "sơ kết 2022-2023")
