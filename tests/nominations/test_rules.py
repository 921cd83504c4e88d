from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from thidua.kernel.workdays import Calendar
from thidua.nominations.machine import NOMINATION, DossierFacts
from thidua.nominations.rules.dossier import same_occasion
from thidua.nominations.rules.places import Quota, over_quota
from thidua.nominations.rules.route import RowFact, clock, laid_out_again, numbered, to_open, walked

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
        assert [row.order for row in to_open(rows)] == [turn]
        rows[turn] = RowFact(turn, turn, "open")
        assert to_open(rows) == []
        assert not walked(rows)
        rows[turn] = RowFact(turn, turn, "answered")
    assert walked(rows)


kinds = st.lists(st.sampled_from(["consolidate", "opinion", "appraise"]), min_size=1, max_size=7)


@given(kinds)
def test_agencies_asked_in_a_row_are_asked_at_the_same_time(route: list[str]) -> None:
    orders = numbered(route)
    assert orders == sorted(orders)
    assert orders[0] == 0
    for place in range(1, len(route)):
        assert (orders[place] == orders[place - 1]) is (route[place] == route[place - 1] == "opinion")


@given(kinds, st.data(), st.sampled_from(["same", "start"]), st.sampled_from(["stand", "fall"]))
def test_a_return_has_the_dossier_go_through_its_step_again_and_all_after(
    route: list[str], data: st.DataObject, reenter: str, answers: str
) -> None:
    orders = numbered(route)
    back = data.draw(st.sampled_from(orders))
    steps = list(zip(orders, route, strict=True))
    rule = {"reenter": reenter, "answers": answers}
    beside = [n for n, (order, kind) in enumerate(steps) if order == back and kind == "opinion"]
    given = data.draw(st.sets(st.sampled_from(beside))) if beside else set()
    again = laid_out_again(steps, back, rule, given)
    stands = given if (reenter, answers) == ("same", "stand") else set()
    assert {n for n, order in enumerate(orders) if order >= back} - stands <= set(again)
    assert not stands & set(again)
    if reenter == "start":
        assert again == list(range(len(route)))
    elif answers == "stand":
        assert all(orders[n] >= back for n in again)


def test_the_clock_of_a_step() -> None:
    friday = date(2026, 11, 20)
    assert clock(None, friday, 2, Calendar()) == ""
    assert clock(friday, date(2026, 11, 23), 2, Calendar()) == "late"
    assert clock(date(2026, 11, 24), friday, 2, Calendar()) == "near"
    assert clock(date(2026, 11, 25), friday, 2, Calendar()) == "ok"


def test_an_offer_holds_on_its_occasion() -> None:
    assert same_occasion("", "sơ kết")
    assert same_occasion("sơ kết 2022-2023", "sơ kết")
    assert not same_occasion("tổng kết 2022-2025", "sơ kết 2022-2023")
