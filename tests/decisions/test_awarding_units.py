"""A unit that awards of its own: rounds, council, decisions and register; ad-hoc awards; what goes to a higher level."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.refusing import codes
from tests.world import TODAY, World, run_jobs
from thidua.awards.models import Grant, Rule
from thidua.ballots.actions import seat
from thidua.ballots.models import Body
from thidua.certificates.models import Certificate
from thidua.councils.actions import FLOW as SESSION_FLOW
from thidua.councils.actions import cast, plan_session, take_roll
from thidua.councils.queries import ready_for, seats_on
from thidua.decisions.above import enter_above, forward, forward_to_province, take_back, to_forward
from thidua.decisions.actions import FLOW as DECISION_FLOW
from thidua.decisions.actions import draw_up
from thidua.decisions.fund import enter_fund
from thidua.decisions.models import Decision, Register
from thidua.decisions.queries import approved_in, balance_of
from thidua.journal.door import perform
from thidua.journal.models import Entry
from thidua.kernel.actor import system
from thidua.kernel.refusal import Refused
from thidua.movements.models import Offer
from thidua.nominations.actions import FLOW, answer, attach, begin, open_round
from thidua.nominations.models import Nomination, Round
from thidua.nominations.queries import left, own_awards
from thidua.nominations.rules.dossier import HELD
from thidua.nominations.writing import write
from thidua.people.actions import appoint, delegate, open_account


class Department:
    """Sở Y tế with its own awarding people and, once a round is open, a council of three."""

    def __init__(self, world: World) -> None:
        self.world, self.unit = world, world.units["SYT"]
        for name, role in (("keeper", "unit_awarder"), ("one", ""), ("two", ""), ("three", "")):
            user = open_account(username=name, full_name=f"Lê {name}", password=None, unit=self.unit, actor=system())
            appoint(user, role or "unit_council_member", self.unit, start=TODAY, actor=system())
            world.users[name] = user

    def open(self, **more: Any) -> Round:
        fields = {"name": "Giấy khen đợt 1", "occasion": "sơ kết", "closes": TODAY, "awards": ["GK"]} | more
        self.round = open_round(self.world.movement, awarder=self.unit, actor=self.world.actor("keeper"), **fields)
        self.body = Body.objects.get(awarder=self.unit)
        if not self.body.seats.exists():
            for name in ("one", "two", "three"):
                user = self.world.users[name]
                seat(self.body, user=user, post="Ủy viên", start=TODAY, actor=self.world.actor("keeper"))
        return self.round

    def nominate(self, name: str = "Trần Văn Năm", kind: str = "individual") -> Nomination:
        offer = self.world.movement.offers.get(awarder=self.unit)
        fields = {"subject_kind": kind, "subject_name": name, "achievement": "Làm việc tốt cho chuyển đổi số."}
        row = begin(self.round, self.unit, offer=offer, fields=fields, actor=self.world.actor("officer"))
        for part in row.parts.exclude(source__in=HELD):
            attach(part, self.world.paper(), actor=self.world.actor("officer"))
        perform(FLOW, row, "submit", actor=self.world.actor("head"))
        step = row.route.get(state="open")
        answer(step, opinion="agree", text="Đủ", actor=self.world.actor("keeper"))
        return Nomination.objects.select_related("round", "unit", "offer").get(pk=row.pk)

    def vote(self) -> None:
        keeper = self.world.actor("keeper")
        session = plan_session(self.body, ready_for(self.body), name="Họp", held_on=TODAY, actor=keeper)
        take_roll(session, dict.fromkeys(seats_on(session)), actor=keeper)
        session = perform(SESSION_FLOW, session, "open", actor=keeper)
        for item in session.items.all():
            for name in ("one", "two", "three"):
                cast(item, "yes", actor=self.world.actor(name))
        perform(SESSION_FLOW, session, "close", actor=keeper)

    def decide(self) -> Decision:
        keeper = self.world.actor("keeper")
        decision = draw_up([self.round], subject="Về việc tặng giấy khen", actor=keeper)
        perform(DECISION_FLOW, decision, "submit", actor=keeper)
        perform(DECISION_FLOW, decision, "sign", actor=self.world.actor("head"))
        return perform(DECISION_FLOW, decision, "number", actor=keeper)  # type: ignore[no-any-return]  # a decision


@pytest.fixture
def department(reported: World) -> Department:
    return Department(reported)


def test_a_unit_awards_from_round_to_certificate_in_its_own_name(department: Department) -> None:
    world = department.world
    department.open()
    department.nominate()
    department.vote()
    decision = department.decide()
    run_jobs()
    assert decision.full_number == "01/QĐ-SYT"
    grant = Grant.objects.get()
    assert (grant.award_name, grant.award_code) == ("Giấy khen của Sở Y tế", "GK")
    certificate = Certificate.objects.get()
    assert certificate.awarder_id == department.unit.pk
    page = Client().get(certificate.get_absolute_url()).content.decode()
    assert "Giấy khen của Sở Y tế" in page
    assert world.client("keeper").get(f"/quyet-dinh/{decision.pk}/in-bang/").status_code == 200
    assert world.client("clerk").get(f"/quyet-dinh/{decision.pk}/in-bang/").status_code == 404


@pytest.mark.parametrize(("code", "basis"), [("CSTD_CS", "merit"), ("GK", "thematic")])
def test_a_title_of_the_year_counts_as_merit_whatever_the_round(department: Department, code: str, basis: str) -> None:
    department.open(awards=[code])
    department.nominate()
    department.vote()
    department.decide()
    assert Grant.objects.get().basis == basis


def test_registers_of_unit_and_province_count_apart(department: Department) -> None:
    world = department.world
    department.open()
    department.nominate()
    department.vote()
    department.decide()
    world.nominate()
    world.hold_session()
    world.decide()
    rows = Register.objects.values_list("symbol", "last", "awarder")
    assert set(rows) == {("QĐ-SYT", 1, department.unit.pk), ("QĐ-UBND", 1, None)}


def test_nobody_of_the_province_acts_for_the_unit_nor_the_unit_for_the_province(department: Department) -> None:
    world = department.world
    department.open()
    nomination = department.nominate()
    for who in ("secretary", "head"):
        with pytest.raises(Refused) as refused:
            plan_session(department.body, ready_for(department.body), name="x", held_on=TODAY, actor=world.actor(who))
        assert codes(refused) == {"machine.right"}
    with pytest.raises(Refused):
        plan_session(world.body, [nomination], name="x", held_on=TODAY, actor=world.actor("secretary"))
    with pytest.raises(Refused) as refused:
        open_round(world.movement, name="x", occasion="sơ kết", closes=TODAY, actor=world.actor("keeper"))
    assert "machine.right" in codes(refused)
    own = world.nominate()
    with pytest.raises(Refused) as refused:
        perform(FLOW, own, "release", actor=world.actor("keeper"), reason="other")
    assert "machine.right" in codes(refused)
    for who, status in (("keeper", 200), ("head", 200), ("office", 200), ("neighbour", 404), ("member", 404)):
        assert world.client(who).get(nomination.get_absolute_url()).status_code == status, who
    assert world.client("neighbour").get(department.round.get_absolute_url()).status_code == 404


def test_a_unit_gives_what_the_register_lets_its_head_give(department: Department) -> None:
    world = department.world
    assert "GK" in own_awards(world.province.pk)
    with pytest.raises(Refused) as refused:
        department.open(awards=["BK_TINH"])
    assert codes(refused) == {"round.not_own"}
    with pytest.raises(Refused) as refused:
        department.open(awards=[])
    assert codes(refused) == {"round.no_award"}
    with pytest.raises(Refused) as refused:
        open_round(
            world.movement,
            name="x",
            occasion="sơ kết",
            closes=TODAY,
            awarder=world.units["X1"],
            awards=["GK"],
            actor=world.actor("keeper"),
        )
    assert set(codes(refused)) == {"machine.right", "nomination.never_launched"}


def test_the_pages_open_a_round_name_members_and_plan_the_session(department: Department) -> None:
    world, keeper = department.world, department.world.client("keeper")
    page = keeper.get("/khen-thuong/").content.decode()
    address = f"/phong-trao/{world.movement.pk}/mo-dot/{department.unit.pk}/"
    assert address in page
    occasion = world.movement.offers.exclude(occasion="").values_list("occasion", flat=True)[0]
    form = {"name": "Đợt của Sở", "occasion": occasion, "closes": TODAY.isoformat(), "awards": ["GK"]}
    assert keeper.post(address, form).status_code == 302
    round_ = Round.objects.get(awarder=department.unit)
    body = Body.objects.get(awarder=department.unit)
    assert f"hoi-dong={body.pk}" in keeper.get("/hoi-dong/").content.decode()
    seats = f"/hoi-dong/thanh-vien/?hoi-dong={body.pk}"
    assert keeper.get(seats).status_code == 200
    assert world.client("admin").get(seats).status_code == 404
    assert "Giấy khen của Sở Y tế" in keeper.get(round_.get_absolute_url()).content.decode()
    assert world.client("neighbour").get(address).status_code == 404


def test_an_adhoc_award_needs_no_launch_and_only_the_appraisal(running: World) -> None:
    occasion = "đột xuất"
    office = running.actor("office")
    running.round = open_round(
        running.movement, name="Đột xuất", occasion=occasion, closes=TODAY, adhoc=True, actor=office
    )
    offer = running.movement.offers.filter(awarder=None)[0]
    fields = {
        "subject_kind": "individual",
        "subject_name": "Người cứu dữ liệu",
        "achievement": "Ngăn một vụ tấn công mạng.",
    }
    row = begin(running.round, running.units["SYT"], offer=offer, fields=fields, actor=running.actor("officer"))
    for part in row.parts.all():
        if part.source not in HELD:
            attach(part, running.paper(), actor=running.actor("officer"))
    row.parts.filter(source__in=HELD).delete()
    perform(FLOW, row, "submit", actor=running.actor("head"))
    assert [step.kind for step in row.route.all()] == ["appraise"]
    answer(row.route.get(), opinion="agree", text="Đủ", actor=running.actor("appraiser"))
    assert Nomination.objects.get(pk=row.pk).state == "ready"
    Rule.objects.create(
        province=running.province, kind="adhoc", key="", valid_from=TODAY, article="Quy chế", data={"council": "no"}
    )
    other = begin(
        running.round,
        running.units["SYT"],
        offer=offer,
        fields=fields | {"subject_name": "Người thứ hai"},
        actor=running.actor("officer"),
    )
    for part in other.parts.exclude(source__in=HELD):
        attach(part, running.paper(), actor=running.actor("officer"))
    other.parts.filter(source__in=HELD).delete()
    perform(FLOW, other, "submit", actor=running.actor("head"))
    answer(other.route.get(), opinion="agree", text="Đủ", actor=running.actor("appraiser"))
    assert Nomination.objects.get(pk=other.pk).state == "approved"
    decision = draw_up([running.round], subject="Khen đột xuất", actor=running.actor("secretary"))
    perform(DECISION_FLOW, decision, "submit", actor=running.actor("secretary"))
    perform(DECISION_FLOW, decision, "sign", actor=running.actor("chairman"))
    perform(DECISION_FLOW, decision, "number", actor=running.actor("clerk"))
    assert Grant.objects.get().basis == "adhoc"


def test_a_unit_sends_up_instead_of_awarding_itself(department: Department) -> None:
    world, keeper = department.world, department.world.actor("keeper")
    world.open_round()
    department.open()
    nomination = department.nominate()
    part = nomination.parts.exclude(source__in=HELD)[0]
    department.vote()
    nomination.refresh_from_db()
    offer = world.movement.offers.get(occasion=world.round.occasion, awarder=None)
    made = forward_to_province(nomination, world.round, offer, actor=keeper)
    nomination.refresh_from_db()
    assert (nomination.state, made.round, Nomination.objects.get(pk=made.pk).forwarded_from) == (
        "forwarded",
        world.round,
        nomination,
    )
    assert made.parts.filter(paper=part.paper).exists()
    assert approved_in(department.round) == []
    with pytest.raises(Refused):
        draw_up([department.round], subject="x", actor=keeper)


def test_what_only_a_higher_level_gives_goes_up_and_its_decision_is_entered(reported: World) -> None:
    nomination = reported.draft_nomination()
    offer = nomination.offer
    offer.award_code, offer.award_name = "BK_TTG", "Bằng khen của Thủ tướng Chính phủ"
    offer.save()
    reported.walk(nomination)
    reported.hold_session()
    nomination = Nomination.objects.select_related("round", "offer").get()
    assert approved_in(nomination.round) == []
    before = left(offer, "collective")
    nomination = forward(nomination, actor=reported.actor("secretary"))
    assert left(offer, "collective") == before
    given = {"award_code": "BK_TTG", "award_name": "Bằng khen của Thủ tướng Chính phủ", "day": TODAY}
    with pytest.raises(Refused) as refused:
        enter_above(nomination, number="1", actor=reported.actor("officer"), **given)
    assert codes(refused) == {"machine.right"}
    grant = enter_above(nomination, number="99/QĐ-TTg", actor=reported.actor("clerk"), **given)
    assert (grant.decision_number, Nomination.objects.get().state) == ("99/QĐ-TTg", "awarded")
    assert not Decision.objects.exists()


def test_the_pages_of_what_goes_up(reported: World) -> None:
    nomination = reported.draft_nomination()
    nomination.offer.award_code = "BK_TTG"
    nomination.offer.save()
    reported.walk(nomination)
    reported.hold_session()
    secretary, clerk = reported.client("secretary"), reported.client("clerk")
    assert "Trình cấp trên" in secretary.get("/khen-cao/").content.decode()
    secretary.post(f"/khen-cao/{nomination.pk}/trinh/")
    assert "Ghi quyết định của cấp trên" in clerk.get("/khen-cao/").content.decode()
    assert clerk.get(f"/khen-cao/{nomination.pk}/ket-qua/").status_code == 200
    clerk.post(f"/khen-cao/{nomination.pk}/ket-qua/?khong=1", {"reason": "Văn bản số 5"})
    assert Nomination.objects.get().state == "refused"
    assert reported.client("officer").get("/khen-cao/").status_code == 404


def test_texts_go_up_with_the_dossier(department: Department) -> None:
    world = department.world
    world.open_round()
    department.open()
    offer = world.movement.offers.get(awarder=department.unit)
    fields = {"subject_kind": "collective", "subject_name": "Phòng Nghiệp vụ", "achievement": "Làm việc tốt."}
    row = begin(department.round, department.unit, offer=offer, fields=fields, actor=world.actor("officer"))
    part = row.parts.create(name="Báo cáo thành tích", source="achievement")
    write(part, "Thành tích của phòng", base=0, actor=world.actor("officer"))
    Nomination.objects.filter(pk=row.pk).update(state="approved")
    above = world.movement.offers.get(occasion=world.round.occasion, awarder=None)
    made = forward_to_province(row, world.round, above, actor=world.actor("keeper"))
    assert made.parts.filter(texts__body="Thành tích của phòng").exists()


def test_who_signs_in_the_heads_absence_is_named_so(department: Department) -> None:
    world = department.world
    department.open()
    department.nominate()
    department.vote()
    holding = world.users["head"].holdings.get(role="unit_head")
    delegate(
        holding,
        world.users["officer"],
        start=TODAY,
        end=TODAY + timedelta(days=3),
        basis="Giấy ủy quyền",
        actor=world.actor("head"),
    )
    keeper = world.actor("keeper")
    decision = draw_up([department.round], subject="x", actor=keeper)
    perform(DECISION_FLOW, decision, "submit", actor=keeper)
    perform(DECISION_FLOW, decision, "sign", actor=world.actor("officer"))
    decision.refresh_from_db()
    assert decision.signer_position.startswith("TUQ.")
    assert Entry.objects.get(verb="decision.sign").on_behalf_of_id == world.users["head"].pk


def test_opening_again_makes_no_second_council_or_offer(department: Department) -> None:
    department.open()
    department.open(name="Giấy khen đợt 2")
    assert Body.objects.filter(awarder=department.unit).count() == 1
    assert department.world.movement.offers.filter(awarder=department.unit).count() == 1


def test_what_the_province_refused_comes_back_to_the_unit(department: Department) -> None:
    world, keeper = department.world, department.world.actor("keeper")
    world.open_round()
    department.open()
    nomination = department.nominate()
    department.vote()
    offer = world.movement.offers.get(occasion=world.round.occasion, awarder=None)
    made = forward_to_province(Nomination.objects.get(pk=nomination.pk), world.round, offer, actor=keeper)
    with pytest.raises(Refused) as refused:
        take_back(nomination, actor=keeper)
    assert codes(refused) == {"above.under_way"}
    Nomination.objects.filter(pk=made.pk).update(state="refused")
    assert "Đưa về đơn vị" in world.client("keeper").get("/khen-cao/").content.decode()
    world.client("keeper").post(f"/khen-cao/{nomination.pk}/dua-ve/")
    assert department.decide().full_number == "01/QĐ-SYT"


def test_a_dropped_decision_does_not_keep_a_case_from_going_up(department: Department) -> None:
    keeper = department.world.actor("keeper")
    department.open()
    department.nominate()
    department.vote()
    decision = draw_up([department.round], subject="x", actor=keeper)
    assert not to_forward(keeper, department.world.province.pk).exists()
    perform(DECISION_FLOW, decision, "drop", actor=keeper, reason="list_wrong")
    assert to_forward(keeper, department.world.province.pk).count() == 1


def test_a_unit_keeps_a_fund_of_its_own(department: Department) -> None:
    world, keeper = department.world, department.world.actor("keeper")
    rate = {"for_individual": "0.3", "for_collective": "0.6", "for_household": ""}
    Rule.objects.create(province=world.province, kind="bonus", key="GK", valid_from=TODAY, article="Quy chế", data=rate)
    enter_fund(
        world.province, awarder=department.unit, day=TODAY, kind="opening", amount=500_000, note="Số dư", actor=keeper
    )
    with pytest.raises(Refused) as refused:
        enter_fund(world.province, day=TODAY, kind="opening", amount=1, note="x", actor=keeper)
    assert codes(refused) == {"machine.right"}
    department.open()
    department.nominate()
    department.vote()
    decision = draw_up([department.round], subject="Tặng giấy khen", actor=keeper)
    perform(DECISION_FLOW, decision, "submit", actor=keeper)
    with pytest.raises(Refused) as refused:
        perform(DECISION_FLOW, decision, "sign", actor=world.actor("head"))
    assert codes(refused) == {"decision.fund_short"}
    enter_fund(
        world.province, awarder=department.unit, day=TODAY, kind="income", amount=500_000, note="Thu", actor=keeper
    )
    perform(DECISION_FLOW, decision, "sign", actor=world.actor("head"))
    perform(DECISION_FLOW, decision, "number", actor=keeper)
    paid = decision.lines.get().bonus
    assert paid
    assert balance_of(world.province.pk, department.unit.pk) == 1_000_000 - paid
    assert balance_of(world.province.pk) is None
    address = f"/quy-khen-thuong/?don-vi={department.unit.pk}"
    page = world.client("keeper").get(address).content.decode()
    assert decision.full_number in page
    assert world.client("keeper").get("/quy-khen-thuong/").status_code == 200
    assert world.client("officer").get(address).status_code == 404
    assert world.client("neighbour").get(address).status_code == 404


def test_what_was_discarded_at_the_province_comes_back_too(department: Department) -> None:
    world = department.world
    department.open()
    row = department.nominate()
    department.vote()
    round_ = world.open_round()
    offer = world.movement.offers.get(occasion=round_.occasion, awarder=None)
    Offer.objects.filter(pk=offer.pk).update(individuals=5)
    appoint(world.users["keeper"], "unit_officer", department.unit, start=TODAY, actor=system())
    made = forward_to_province(Nomination.objects.get(pk=row.pk), round_, offer, actor=world.actor("keeper"))
    perform(FLOW, made, "discard", actor=world.actor("officer"), reason="entered_twice")
    assert take_back(Nomination.objects.get(pk=row.pk), actor=world.actor("keeper")).state == "approved"
