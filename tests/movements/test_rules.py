from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from thidua.movements.rules.duties import Address, Deadline, UnitFact, addressed, duties, match_unit

DAY = date(2026, 3, 1)
UNITS = [
    UnitFact(1, "committee", "province", False, "Ủy ban nhân dân tỉnh Cửa Sông"),
    UnitFact(2, "department", "province", True, "Sở Thông tin và Truyền thông"),
    UnitFact(3, "commune", "commune", False, "Xã Một"),
    UnitFact(4, "enterprise", "enterprise", True, "Công ty A"),
    UnitFact(5, "enterprise", "enterprise", False, "Công ty B"),
]
WHEN = st.sampled_from(
    ["2025-Q2", "2026-Q4", "2027", "2026-12-10", "yearly", "yearly 12-10", "2030", "monthly 05", "half-yearly"]
)
WHAT = st.sampled_from(
    ["launch", "registration", "annual report", "report", "mid-term review", "final review", "inspection"]
)


@given(
    st.lists(st.builds(Deadline, WHAT, WHEN), max_size=8), st.sets(st.sampled_from(["department", "commune", "group"]))
)
def test_every_obligation_has_an_owner_and_a_due_date_ahead(deadlines: list[Deadline], kinds: set[str]) -> None:
    units = addressed([Address(kind) for kind in kinds], UNITS)
    found = duties(units, deadlines, published=DAY, period=(2025, 2030))
    owners = {u.pk for u in units}
    assert {d.unit for d in found} == owners
    assert all(d.due >= DAY for d in found)
    assert len({(d.unit, d.kind, d.period) for d in found}) == len(found)
    for unit in units:
        assert sum(d.unit == unit.pk and d.kind == "launch" for d in found) == 1


def test_a_plan_addresses_kinds_and_members_of_groups() -> None:
    assert [u.pk for u in addressed([Address("department"), Address("group")], UNITS)] == [2, 4]
    assert [u.pk for u in addressed([Address("committee")], UNITS)] == []


def test_yearly_reports_run_to_the_end_of_the_period() -> None:
    found = duties(UNITS[1:2], [Deadline("annual report", "yearly 12-10")], published=DAY, period=(2025, 2028))
    assert [(d.kind, d.period, d.due) for d in found if d.kind == "annual"] == [
        ("annual", "2026", date(2026, 12, 10)),
        ("annual", "2027", date(2027, 12, 10)),
        ("annual", "2028", date(2028, 12, 10)),
    ]


def test_quarterly_and_monthly_reports_come_round_where_a_plan_says_so() -> None:
    rows = [Deadline("report", "quarterly 20", "III.4"), Deadline("annual report", "yearly 12-10")]
    found = duties(UNITS[1:2], rows, published=DAY, period=(2026, 2027))
    quarters = [(d.period, d.due) for d in found if d.kind == "quarter"]
    assert quarters[:2] == [("2026-Q1", date(2026, 3, 20)), ("2026-Q2", date(2026, 6, 20))]
    assert len(quarters) == 8
    assert sum(d.kind == "annual" for d in found) == 2
    assert {d.clause for d in found if d.kind == "quarter"} == {"III.4"}


def test_an_agency_is_found_by_its_name() -> None:
    found = match_unit("Sở Thông tin Truyền thông", UNITS)
    assert found is not None
    assert found.pk == 2
    assert match_unit("UBND tỉnh Cửa Sông", UNITS) is not None
    assert match_unit("Sở Y tế", UNITS) is None


def test_an_address_may_name_one_tier_and_one_area() -> None:
    near = UnitFact(7, "commune", "commune", True, "Xã Gần", frozenset({"cum so 3", "uy ban nhan dan tinh cua song"}))
    far = UnitFact(8, "commune", "commune", True, "Xã Xa", frozenset({"cum so 4"}))
    assert [u.pk for u in addressed([Address("commune", area="Cụm số 3")], [near, far])] == [7]
    assert [u.pk for u in addressed([Address("group", tier="province")], [near, far, UNITS[1]])] == [2]
