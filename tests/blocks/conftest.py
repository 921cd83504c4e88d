"""A block of three departments and the people who score its year."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.world import PLAN, TODAY, World
from thidua.blocks import acclaiming, actions, documents, marking, table
from thidua.blocks.models import BlockYear, Criterion, Marking, Member
from thidua.journal.door import perform
from thidua.kernel.actor import system
from thidua.movements.models import Obligation
from thidua.people.actions import appoint, open_account
from thidua.units.actions import add_group, join_group

LINES: tuple[dict[str, Any], ...] = (
    {
        "part": "Nhiệm vụ",
        "name": "Hoàn thành nhiệm vụ chuyên môn",
        "kind": "task",
        "full": Decimal(60),
        "evidence": "báo cáo",
    },
    {"part": "Nhiệm vụ", "name": "Xây dựng cơ quan", "kind": "task", "full": Decimal(20)},
    {"part": "Phong trào", "name": "Kết quả phong trào", "kind": "movement", "full": Decimal(20), "source": "duties"},
    {"part": "Thưởng, trừ", "name": "Cách làm mới", "kind": "bonus", "full": Decimal(10)},
    {"part": "Thưởng, trừ", "name": "Nộp báo cáo trễ", "kind": "penalty", "full": Decimal(5)},
)
HEADS = {"SYT": "head", "SNV": "head_snv", "VP": "adviser"}


class BlockStory:
    """SYT leads, SNV is the deputy, VP is a member."""

    def __init__(self, world: World, text: str = PLAN) -> None:
        self.world = world
        world.launch(text)
        Obligation.objects.filter(kind="launch").update(due=TODAY - timedelta(days=1))
        unit = world.units["SNV"]
        user = open_account(username="head_snv", full_name="Trần Nội Vụ", password=None, unit=unit, actor=system())
        appoint(user, "unit_head", unit, start=TODAY - timedelta(days=30), actor=system())
        world.users["head_snv"] = user
        self.group = add_group(world.province, name="Cụm thi đua số 2", kind="cluster", actor=system())
        units = [world.units[code] for code in HEADS]
        join_group(self.group, units, day=date(2020, 1, 1), actor=system(), lead=units[0])
        (self.year,) = actions.plan([self.group], self.fields(), actor=world.actor("office"))
        actions.name_lead(
            self.year, world.units["SYT"], world.units["SNV"], "phân công đầu năm", actor=world.actor("office")
        )
        self.reload()

    def fields(self, **more: Any) -> dict[str, Any]:
        days = {
            "self_due": TODAY,
            "cross_due": TODAY,
            "appraisal_due": TODAY,
            "meets_on": TODAY,
        }
        return {"year": TODAY.year, "movement": self.world.movement, "flags": 1} | days | more

    def reload(self) -> BlockYear:
        rows = BlockYear.objects.select_related("group__province", "movement", "lead", "deputy", "next_lead")
        self.year = rows.get(pk=self.year.pk)
        return self.year

    def step(self, verb: str, who: str = "head", reason: str = "") -> BlockYear:
        perform(actions.FLOW, self.year, verb, actor=self.world.actor(who), reason=reason)
        return self.reload()

    def member(self, code: str) -> Member:
        rows = Member.objects.select_related("year__group", "unit")
        return rows.get(year=self.year, unit=self.world.units[code])

    def criterion(self, name: str) -> Criterion:
        return self.year.criteria.get(name=name)

    def marking(self, kind: str, code: str, by: str | None = None) -> Marking:
        rows = Marking.objects.filter(member=self.member(code), kind=kind)
        rows = rows.filter(by=self.member(by)) if by else rows
        return rows.select_related(*marking.JOINS).get()

    def drafted(self) -> None:
        lead = self.world.actor("head")
        for line in LINES:
            table.add(self.year, line, actor=lead)
        actions.save(self.year, {"agreement": "Cùng hoàn thành mọi nhiệm vụ được giao trong năm."}, actor=lead)
        self.reload()

    def signed(self) -> None:
        self.drafted()
        self.step("propose")
        for code, who in HEADS.items():
            self.sign(code, who)
        self.step("agree")

    def fill(self, found: Marking, who: str, *points: str, why: str = "") -> Marking:
        """Points of the criteria that are asked for, in their order."""
        criteria = [c for c in self.year.criteria.all() if c.key not in found.member.taken]
        entered = {one.key: marking.Entered(Decimal(value), why) for one, value in zip(criteria, points, strict=False)}
        return marking.save(found, entered, actor=self.world.actor(who))

    def send(self, found: Marking, who: str) -> Marking:
        return perform(marking.FLOW, found, "send", actor=self.world.actor(who))  # type: ignore[no-any-return]

    def sign(self, code: str, who: str) -> Member:
        member = self.member(code)
        return actions.sign(member, documents.agreement_digest(self.reload()), actor=self.world.actor(who))

    def scored(self) -> None:
        """Everybody marks themselves: 50, 48 and 46 of the first task, with a document named."""
        self.signed()
        self.step("collect")
        for (code, who), first in zip(HEADS.items(), ("50", "48", "46"), strict=True):
            own = self.marking("self", code)
            self.fill(own, who, first, "15", "0", "0", why="Báo cáo số 5")
            self.send(own, who)

    def crossed(self) -> None:
        self.scored()
        self.step("cross")
        for code in HEADS:
            for by, who in HEADS.items():
                if by != code:
                    found = self.marking("cross", code, by)
                    marking.agree_rest(found, actor=self.world.actor(who))
                    self.send(found, who)

    def settled(self) -> None:
        self.crossed()
        self.step("gather")
        for code in HEADS:
            who = "head_snv" if code == "SYT" else "head"
            self.send(self.marking("gathered", code), who)
        self.step("hand_over")
        marking.confirm_rest(self.year, actor=self.world.actor("office"))
        self.step("settle", "office")

    def voting(self, *codes: str) -> None:
        self.settled()
        lead = self.world.actor("head")
        acclaiming.put_forward(self.year, [self.member(code) for code in codes or ("SYT", "SNV")], actor=lead)
        delegates = {self.member(code).pk: self.world.users[who] for code, who in HEADS.items()}
        acclaiming.take_roll(self.year, delegates, actor=lead)
        self.step("call")

    def vote(self, code: str, **choices: str) -> None:
        """who=choice, on the last turn of a candidate."""
        candidate = self.member(code).candidacies.select_related("member", "motion").order_by("-turn")[0]
        for who, choice in choices.items():
            acclaiming.cast(candidate, choice, actor=self.world.actor(who))

    def concluded(self) -> None:
        self.voting()
        self.vote("SYT", head_snv="yes", adviser="yes")
        self.vote("SNV", head="yes", adviser="no")
        self.step("conclude")


@pytest.fixture
def story(world: World) -> BlockStory:
    return BlockStory(world)
