"""Ratios that the register sets: leaders among the awarded, and one award beside another of the year."""

from datetime import date
from typing import Any

import pytest

from tests.refusing import codes
from tests.world import TODAY, World
from thidua.awards.actions import enter_grant
from thidua.awards.models import Rule
from thidua.decisions.actions import FLOW
from thidua.decisions.models import Decision
from thidua.decisions.queries import facts_of
from thidua.journal.door import perform
from thidua.kernel.actor import system
from thidua.kernel.refusal import Refused


def test_more_leaders_than_the_rule_lets_are_not_decided_on(reported: World) -> None:
    reported.open_round()
    for name, direct in (("Giám đốc A", False), ("Chuyên viên B", True)):
        reported.walk(reported.draft_nomination(name, "individual", is_direct_worker=direct))
    reported.hold_session()
    decision = reported.draw_up()
    assert facts_of(decision).leaders == ()
    rule = Rule.objects.create(
        province=reported.province, kind="ratio", key="", valid_from=TODAY, article="Quy chế", data={"leaders": "30"}
    )
    (told,) = facts_of(decision).leaders
    assert (told["leaders"], told["individuals"]) == (1, 2)
    page = reported.client("secretary").get(decision.get_absolute_url()).content.decode()
    assert "không phải người trực tiếp thực thi" in page
    rule.data = {"leaders": "50"}
    rule.save()
    assert facts_of(decision).leaders == ()


@pytest.fixture
def two(reported: World) -> World:
    """Two individuals of one unit on a decision."""
    for number in range(2):
        reported.walk(reported.draft_nomination(f"Người {number}", "individual", is_direct_worker=True))
    reported.hold_session()
    reported.draw_up()
    return reported


def rule(world: World, **data: Any) -> Rule:
    fields = {"province": world.province, "kind": "proportion", "valid_from": TODAY, "article": "Quy chế của tỉnh"}
    return Rule.objects.create(key=world.decision.lines.all()[0].award_code, data=data, **fields)


def given(world: World, count: int, unit: str = "SYT", year: int = TODAY.year) -> None:
    for number in range(count):
        enter_grant(
            actor=system(),
            province=world.province,
            decision_date=date(year, 1, 15),
            kind="individual",
            subject_name=f"{unit} {number}",
            unit=world.units[unit],
            award_code="LDTT",
            award_name="Lao động tiên tiến",
            achievement="",
            year=year,
            decision_number="7/QĐ",
        )


def submitted(world: World) -> Decision:
    return perform(FLOW, world.decision, "submit", actor=world.actor("secretary"))  # type: ignore[no-any-return]  # a decision


def test_an_award_stays_within_its_share_of_another(two: World) -> None:
    rule(two, of="LDTT", percent="50", within="unit")
    given(two, 3)
    given(two, 9, "X1")
    given(two, 9, year=TODAY.year - 1)
    with pytest.raises(Refused) as refused:
        submitted(two)
    assert codes(refused) == {"decision.proportion"}
    page = two.client("secretary").get(two.decision.get_absolute_url()).content.decode()
    assert f"(Sở Y tế): 2 trong năm {TODAY.year}, quy định cho nhiều nhất 50% của 3 Lao động tiên tiến." in page
    given(two, 4)
    assert submitted(two).state == "for_signature"


def test_or_within_that_of_the_whole_province(two: World) -> None:
    row = rule(two, of="LDTT", percent="30", within="whole")
    given(two, 3)
    assert facts_of(two.decision).proportions[0]["base"] == 3
    given(two, 4, "X1")
    assert facts_of(two.decision).proportions == ()
    row.data |= {"percent": "28"}
    row.save()
    assert facts_of(two.decision).proportions[0]["given"] == 2


def test_what_is_signed_without_a_number_counts_too(two: World) -> None:
    given(two, 4)
    perform(FLOW, submitted(two), "sign", actor=two.actor("chairman"))
    rule(two, of="LDTT", percent="50", within="unit")
    two.movement.offers.update(individuals=9)
    two.walk(two.draft_nomination("Người 3", "individual", is_direct_worker=True))
    two.hold_session()
    two.draw_up()
    assert facts_of(two.decision).proportions[0]["given"] == 3
