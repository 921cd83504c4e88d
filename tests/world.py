"""A small province for tests, made by the product's own actions. Each person has one role and is named for it."""

from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from thidua.awards.actions import load_law
from thidua.awards.models import Revocation
from thidua.ballots.actions import seat
from thidua.ballots.models import Body
from thidua.councils.actions import FLOW as SESSION_FLOW
from thidua.councils.actions import cast, plan_session, take_roll
from thidua.councils.queries import ready_for, seats_on
from thidua.decisions.actions import FLOW as DECISION_FLOW
from thidua.decisions.actions import draw_up
from thidua.decisions.models import Decision
from thidua.decisions.revoking import revoke_lines, standing
from thidua.journal.door import perform
from thidua.kernel.actor import Actor, system
from thidua.movements.actions import launch
from thidua.movements.models import Movement, Obligation
from thidua.nominations.actions import FLOW as NOMINATION_FLOW
from thidua.nominations.actions import answer, attach, begin, open_round
from thidua.nominations.models import Nomination
from thidua.nominations.rules.dossier import HELD
from thidua.papers.actions import keep
from thidua.people.actions import appoint, open_account
from thidua.people.models import User
from thidua.people.queries import actor_of
from thidua.plans.actions import bring, judge_kind
from thidua.plans.models import Plan
from thidua.plans.rules.kinds import KINDS
from thidua.portal.actions import new_province
from thidua.registrations import actions as registrations
from thidua.registrations.models import Registration
from thidua.reports import actions as reports
from thidua.reports.models import Report
from thidua.reports.queries import rows_of
from thidua.units.actions import add_group, add_unit, join_group
from thidua.units.models import Unit

TODAY = timezone.localdate()
PLAN = (Path(__file__).parent / "plans" / "plan.txt").read_text(encoding="utf-8").replace("{year}", str(TODAY.year))
PLAN = PLAN.replace("{later}", str(TODAY.year + 2)).replace("{end}", str(TODAY.year + 5))

UNITS = (
    ("SKHCN", "Sở Khoa học và Công nghệ", "department", "province"),
    ("SNV", "Sở Nội vụ", "department", "province"),
    ("SYT", "Sở Y tế", "department", "province"),
    ("VP", "Văn phòng Ủy ban nhân dân tỉnh", "department", "province"),
    ("X1", "Phường Hoa Sen", "commune", "commune"),
    ("TW", "Bảo hiểm xã hội tỉnh", "central", "province"),
    ("DN", "Công ty Giải pháp Đồng Lúa", "enterprise", "enterprise"),
)
PEOPLE = (
    ("officer", "unit_officer", "SYT"),
    ("head", "unit_head", "SYT"),
    ("office", "standing_agency", "SKHCN"),
    ("adviser", "unit_head", "VP"),
    ("appraiser", "appraiser", "SNV"),
    ("member", "council_member", "SKHCN"),
    ("second", "council_member", "SNV"),
    ("secretary", "council_secretary", "SNV"),
    ("chairman", "chairman", "UBND"),
    ("clerk", "records_clerk", "VP"),
    ("admin", "administrator", "UBND"),
    ("auditor", "auditor", "SNV"),
    ("nominee", "nominee", "SYT"),
    ("neighbour", "unit_head", "X1"),
)
ONE_OF_EACH_ROLE = sorted({role: name for name, role, _ in reversed(PEOPLE)}.values())


def run_jobs() -> int:
    """What the job worker would do next: every queued task, once, through the queue's own rows."""
    done = 0
    for row in DBTaskResult.objects.ready():
        row.task.func(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        row.delete()
        done += 1
    return done


def wipe() -> None:
    """Empties the tables for the next test; the journal's triggers would refuse, so they are dropped with the rows."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for name, _sql in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")


class World:
    """The province and how far its movement has come."""

    def __init__(self) -> None:
        load_law(actor=system())
        self.committee = new_province("Cửa Sông", actor=system())
        self.province = self.committee.province
        self.units: dict[str, Unit] = {"UBND": self.committee}
        for code, name, kind, tier in UNITS:
            fields: dict[str, Any] = {
                "code": code,
                "name": name,
                "kind": kind,
                "tier": tier,
                "valid_from": date(2000, 1, 1),
            }
            self.units[code] = add_unit(self.province, actor=system(), parent=self.committee, **fields)
        group = add_group(self.province, name="Khối thi đua số 1", kind="block", actor=system())
        join_group(group, [self.units["SYT"], self.units["DN"]], day=date(2020, 1, 1), actor=system())
        self.users: dict[str, User] = {}
        for name, role, code in PEOPLE:
            user = open_account(
                username=name, full_name=f"Nguyễn {name.title()}", password=None, unit=self.units[code], actor=system()
            )
            user.position = "Chủ tịch Ủy ban nhân dân tỉnh" if name == "chairman" else "Chuyên viên"
            user.save()
            appoint(user, role, self.units[code], start=TODAY - timedelta(days=30), actor=system())
            self.users[name] = user
        appoint(self.users["chairman"], "council_member", self.committee, start=TODAY, actor=system())
        self.body = Body.objects.get(province=self.province)
        for name in ("member", "second", "chairman"):
            seat(self.body, user=self.users[name], post="Ủy viên", start=TODAY - timedelta(days=30), actor=system())

    def actor(self, name: str) -> Actor:
        return actor_of(self.users[name], TODAY)

    def client(self, name: str) -> Client:
        client = Client()
        client.force_login(self.users[name], backend="thidua.people.backend.HoldingBackend")
        return client

    def bring(self, text: str = PLAN) -> Plan:
        self.plan = bring(self.province, text.encode(), "ke-hoach.txt", actor=self.actor("office"), unit=self.committee)
        return self.plan

    def launch(self, text: str = PLAN) -> Movement:
        plan = self.bring(text)
        for kind in KINDS:
            judge_kind(plan, kind, actor=self.actor("office"))
        self.movement = launch(plan, actor=self.actor("chairman"))
        return self.movement

    def paper(self, name: str = "tai-lieu.txt") -> Any:
        return keep(f"Nội dung của {name}".encode(), name=name, actor=self.actor("officer"))

    def draft_registration(self, code: str = "SYT", who: str = "officer") -> Registration:
        actor = self.actor(who)
        row = registrations.begin(self.movement, self.units[code], actor=actor)
        fields = {"commitment": "Thực hiện đủ nội dung thi đua."}
        return registrations.save(row, fields, actor=actor, paper=self.paper("ke-hoach.txt"))

    def register(self, code: str = "SYT", head: str = "head") -> Registration:
        row = self.draft_registration(code, head)
        perform(registrations.FLOW, row, "submit", actor=self.actor(head))
        self.registration = perform(registrations.FLOW, row, "accept", actor=self.actor("office"))
        return self.registration

    def owed(self, kind: str = "annual", code: str = "SYT") -> Obligation:
        return Obligation.objects.filter(movement=self.movement, unit=self.units[code], kind=kind).order_by("due")[0]

    def draft_report(self, kind: str = "annual") -> Report:
        report = reports.begin(self.owed(kind), actor=self.actor("officer"))
        typed = {"narrative": "Đơn vị đã tổ chức thực hiện đầy đủ các nội dung của phong trào."}
        for row in rows_of(report):
            typed |= {f"n{row.target.pk}": "95", f"d{row.target.pk}": "100"}
        return reports.save(report.pk, typed, base={}, actor=self.actor("officer"))[0]

    def report(self) -> Report:
        report = self.draft_report("mid_term")
        perform(reports.FLOW, report, "submit", actor=self.actor("head"))
        return perform(reports.FLOW, report, "accept", actor=self.actor("office"))  # type: ignore[no-any-return]

    def open_round(self) -> Any:
        occasion = self.movement.offers.exclude(occasion="").values_list("occasion", flat=True)[0]
        closes = TODAY + timedelta(days=30)
        self.round = open_round(
            self.movement, name="Đợt 1", occasion=occasion, closes=closes, actor=self.actor("office")
        )
        return self.round

    def draft_nomination(self, name: str = "Sở Y tế", kind: str = "collective", **more: Any) -> Nomination:
        if not hasattr(self, "round"):
            self.open_round()
        offer = self.movement.offers.get(occasion=self.round.occasion)
        fields = {
            "subject_kind": kind,
            "subject_name": name,
            "achievement": "Đưa toàn bộ thủ tục của ngành lên môi trường số.",
        } | more
        row = begin(self.round, self.units["SYT"], offer=offer, fields=fields, actor=self.actor("officer"))
        for part in row.parts.exclude(source__in=HELD):
            attach(part, self.paper(), actor=self.actor("officer"))
        return row

    def walk(self, nomination: Nomination) -> Nomination:
        perform(NOMINATION_FLOW, nomination, "submit", actor=self.actor("head"))
        who = {"consolidate": "office", "opinion": "adviser", "appraise": "appraiser"}
        while row := nomination.route.filter(state="open").first():
            answer(row, opinion="agree", text="Đã xem các điều kiện", actor=self.actor(who[row.kind]))
        return Nomination.objects.get(pk=nomination.pk)

    def nominate(self, name: str = "Sở Y tế", kind: str = "collective") -> Nomination:
        self.nomination = self.walk(self.draft_nomination(name, kind))
        return self.nomination

    def plan_session(self) -> Any:
        self.session = plan_session(
            self.body,
            ready_for(self.body),
            name="Phiên 1",
            held_on=TODAY,
            actor=self.actor("secretary"),
        )
        return self.session

    def open_session(self) -> Any:
        session = self.plan_session()
        take_roll(session, dict.fromkeys(seats_on(session)), actor=self.actor("secretary"))
        self.session = perform(SESSION_FLOW, session, "open", actor=self.actor("secretary"))
        return self.session

    def hold_session(self, choice: str = "yes") -> Any:
        session = self.open_session()
        for item in session.items.all():
            for name in ("member", "second", "chairman"):
                cast(item, choice, actor=self.actor(name))
        self.session = perform(SESSION_FLOW, session, "close", actor=self.actor("secretary"))
        return self.session

    def draw_up(self) -> Decision:
        self.decision = draw_up([self.round], subject="Về việc khen thưởng", actor=self.actor("secretary"))
        return self.decision

    def decide(self) -> Decision:
        decision = self.draw_up()
        perform(DECISION_FLOW, decision, "submit", actor=self.actor("secretary"))
        perform(DECISION_FLOW, decision, "sign", actor=self.actor("chairman"))
        self.decision = perform(DECISION_FLOW, decision, "number", actor=self.actor("clerk"))
        return self.decision

    def revoke(
        self, decision: Decision | None = None, ground: str = "fraud", lines: Collection[int] = ()
    ) -> Revocation:
        """By a document of today; every line that stands where none is named."""
        of = decision or self.decision
        keys = set(lines) or {line.pk for line in standing(of)}
        document = Revocation(ground=ground, number="99/QĐ-UBND", day=TODAY)
        return revoke_lines(of, keys, document, actor=self.actor("chairman"))
