"""What happened in the demo's movement: registrations, reports, nominations, one session, one decision."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from django.db import transaction

from thidua.activities import actions as activities
from thidua.ballots.models import Body
from thidua.certificates.actions import issue_all
from thidua.councils.actions import FLOW as SESSION_FLOW
from thidua.councils.actions import cast, plan_session, take_roll
from thidua.councils.queries import Chamber, seats_on
from thidua.decisions.actions import FLOW as DECISION_FLOW
from thidua.decisions.actions import draw_up
from thidua.demo import own_awards, scored_blocks, scoring
from thidua.demo.people import invented_name
from thidua.difficulties import actions as difficulties
from thidua.journal.door import perform
from thidua.kernel.actor import Actor
from thidua.kernel.vietnamese import format_date
from thidua.movements.actions import acknowledge, launch
from thidua.movements.models import Movement, Obligation
from thidua.movements.queries import targets_for
from thidua.nominations.actions import FLOW as NOMINATION_FLOW
from thidua.nominations.actions import answer, attach, begin, open_round
from thidua.nominations.models import Nomination, Round
from thidua.nominations.rules.dossier import HELD, WRITTEN
from thidua.nominations.writing import draft
from thidua.papers.actions import keep
from thidua.papers.models import Paper
from thidua.papers.official import Official, build
from thidua.people.models import User
from thidua.people.queries import actor_of
from thidua.plans.models import Plan
from thidua.plans.queries import standing_items
from thidua.plans.rules.kinds import RATIO
from thidua.registrations import actions as registrations
from thidua.registrations import drafting
from thidua.registrations.models import Registration
from thidua.reports import actions as reports
from thidua.units.models import Unit

_WORKS = (
    "Đưa toàn bộ thủ tục của đơn vị lên môi trường số, giảm một nửa thời gian chờ của người dân",
    "Mở mười hai lớp bình dân học vụ số, giúp hơn hai nghìn người dân dùng được dịch vụ công trực tuyến",
    "Xây dựng kho dữ liệu dùng chung, bỏ việc khai lại thông tin đã có",
    "Sáng kiến nhắc lịch khám bệnh qua điện thoại, được áp dụng ở nhiều trạm y tế",
)

_OWN_CONTENTS = (
    "Mỗi phòng chuyên môn nhận giúp một bộ phận một cửa xử lý hồ sơ trên môi trường số",
    "Thứ Sáu hằng tuần hướng dẫn người dân nộp hồ sơ trực tuyến tại nơi tiếp công dân",
    "Chấm dứt việc in giấy đối với văn bản nội bộ của đơn vị",
)


_DIFFICULTIES = (
    ("Hồ sơ trực tuyến bị treo vào giờ cao điểm", "Mở rộng đường truyền của trung tâm dữ liệu"),
    ("Vào giờ cao điểm hồ sơ trực tuyến thường bị treo, phải nộp lại", "Có tổng đài hỗ trợ khi hệ thống chậm"),
    ("Tổ công nghệ số cộng đồng chưa có kinh phí hoạt động", "Cho phép chi từ nguồn chuyển đổi số của xã"),
)


_CLASSES = (
    ("basic", "Lớp kỹ năng số cho cán bộ, công chức"),
    ("analysis", "Lớp đọc và phân tích số liệu"),
    ("public", "Buổi bình dân học vụ số tại khu dân cư"),
)


class Story:
    """The demo's hands: each act is done by the person whose right it is."""

    def __init__(
        self, units: dict[str, Unit], users: dict[str, User], today: date, random: Random, say: Callable[[str], None]
    ) -> None:
        self.units, self.users, self.today, self.random, self.say = units, users, today, random, say
        self.heads: dict[int, User] = {}
        for username, user in users.items():
            if username.startswith("dv-"):
                self.heads[units[username[3:].upper()].pk] = user
        self.heads[units["SGDDT"].pk] = users["thutruong"]
        self.heads[units["VPUB"].pk] = users["ykien"]

    def actor(self, username: str) -> Actor:
        return actor_of(self.users[username], self.today)

    def head(self, unit: Unit) -> Actor:
        return actor_of(self.heads[unit.pk], self.today)

    def tell(self, plan: Plan) -> None:
        movement = launch(plan, actor=self.actor("chutich"), day=self.today - timedelta(days=80))
        self.say("đăng ký của các đơn vị")
        active = self._register(movement)
        self.say("báo cáo")
        self._report(movement, active)
        self._difficulties(movement, active)
        self._activities(movement, active)
        self.say("hồ sơ khen thưởng, phiên họp, quyết định, bằng khen")
        self._award(movement, active)
        self.say("bộ chỉ số, phiếu tự đánh giá, xếp hạng")
        scoring.tell(self, movement)
        self.say("khối, cụm: giao ước, chấm điểm, suy tôn")
        scored_blocks.tell(self, movement)
        self.say("giấy khen của một sở")
        own_awards.tell(self, movement)

    def _letter(self, unit: Unit, kind: str, subject: str, paragraphs: list[str]) -> bytes:
        return build(
            Official(
                "Ủy ban nhân dân tỉnh Đồng Tháp", unit.name, "12/KH", "Đồng Tháp", self.today, kind, subject, paragraphs
            )
        )

    def _register(self, movement: Movement) -> list[Unit]:
        """Most units have registered; some wait, some were sent back, some have not begun."""
        office = self.actor("thuongtruc")
        active = []
        addressed = [
            o.unit for o in movement.obligations.filter(kind="launch").select_related("unit").order_by("unit_id")
        ]
        for index, unit in enumerate(addressed):
            if unit.pk not in self.heads:
                continue
            fate = index % 10
            if fate in (8, 9) and unit.code != "SGDDT":
                continue
            with transaction.atomic():
                actor = self.head(unit)
                acknowledge(movement, unit, actor=actor)
                row = registrations.begin(movement, unit, actor=actor)
                if fate == 7 and unit.code != "SGDDT":
                    continue
                paper = None if fate in (0, 3) else self._launch_plan(unit)
                if paper is None:
                    self._own_plan(row, copied=fate == 0)
                fields = {
                    "commitment": "Thực hiện đủ các nội dung thi đua của tỉnh; ưu tiên dịch vụ công trực tuyến và kỹ năng số.",
                    "plan_number": f"{10 + index}/KH",
                    "plan_date": self.today - timedelta(days=60),
                }
                registrations.save(row, fields, actor=actor, paper=paper)
                perform(registrations.FLOW, row, "submit", actor=actor)
                if fate == 5 and unit.code != "SGDDT":
                    perform(
                        registrations.FLOW, row, "return", actor=office, reason="Kế hoạch của đơn vị chưa đủ nội dung"
                    )
                elif fate != 6 or unit.code == "SGDDT":
                    perform(registrations.FLOW, row, "accept", actor=office)
                    active.append(unit)
        return active

    def _launch_plan(self, unit: Unit) -> Paper:
        text = [
            "Đơn vị phát động phong trào trong toàn thể cán bộ, công chức, viên chức, người lao động.",
            "Chỉ tiêu của đơn vị không thấp hơn chỉ tiêu của tỉnh.",
        ]
        content = self._letter(unit, "Kế hoạch", "Phát động phong trào thi đua", text)
        return keep(content, name=f"ke-hoach-{unit.code}.docx", actor=self.head(unit))

    def _own_plan(self, row: Registration, *, copied: bool) -> None:
        """A plan drafted from the province's: every item as it stands, or the unit's own contents in their place."""
        actor = self.head(row.unit)
        own = drafting.draft(row, actor=actor)
        if not copied:
            for item in own.items.filter(kind="content")[1:]:
                drafting.drop(item, reason="Không thuộc nhiệm vụ của đơn vị", actor=actor)
            for work in _OWN_CONTENTS:
                drafting.add(own, "content", {"text": work}, actor=actor)
        recipients = "Sở Khoa học và Công nghệ\nSở Nội vụ\nLưu: VT"
        fields = {"recipients": recipients, "signer": actor.name, "capacity": "THỦ TRƯỞNG ĐƠN VỊ"}
        drafting.write(own, fields, actor=actor)

    def _report(self, movement: Movement, active: list[Unit]) -> None:
        """Reports in every state; the first twelve units' are accepted."""
        office = self.actor("thuongtruc")
        for index, unit in enumerate(active[:30]):
            for kind in ("annual", "mid_term") if index < 9 else ("annual",):
                owed = Obligation.objects.filter(movement=movement, unit=unit, kind=kind).order_by("due").first()
                if owed is not None:
                    self._one_report(owed, index, office)

    def _one_report(self, owed: Obligation, index: int, office: Actor) -> None:
        """Left as a draft, sent, sent back or accepted, by its place in the row."""
        fate = "accept" if owed.kind == "mid_term" else {9: "draft", 8: "submit", 7: "return"}.get(index % 10, "accept")
        with transaction.atomic():
            actor = self.head(owed.unit)
            report = reports.begin(owed, actor=actor)
            reports.save(report.pk, self._figures(owed.movement, owed.unit), base={}, actor=actor)
            reference = f"Báo cáo số {20 + index}/BC ngày {format_date(self.today)} về kết quả phong trào"
            reports.add_evidence(report, actor=actor, reference=reference)
            if fate == "draft":
                return
            perform(reports.FLOW, report, "submit", actor=actor)
            if fate == "return":
                perform(reports.FLOW, report, "return", actor=office, reason="Số liệu cần kiểm tra lại: chỉ tiêu 1")
            elif fate == "accept":
                perform(reports.FLOW, report, "accept", actor=office)

    def _figures(self, movement: Movement, unit: Unit) -> dict[str, str]:
        typed = {
            "narrative": f"{unit.name} đã phổ biến phong trào đến toàn thể cán bộ, mở lớp tập huấn kỹ năng số và rà soát thủ tục.",
            "difficulties": "Đường truyền ở một số nơi còn yếu; đề nghị tỉnh hỗ trợ thiết bị.",
        }
        for target in targets_for(movement, unit):
            total = self.random.randint(80, 900)
            share = min(100, float(target.value) + self.random.choice((-12, -4, 0, 3, 6)))
            if target.measure == RATIO:
                typed |= {f"n{target.pk}": str(int(total * share / 100)), f"d{target.pk}": str(total)}
            else:
                typed[f"n{target.pk}"] = str(self.random.randint(0, 3))
        return typed

    def _difficulties(self, movement: Movement, active: list[Unit]) -> None:
        """One is answered for all to read, one tells much the same, one waits for the committee."""
        office, reason = self.actor("thuongtruc"), "Vượt thẩm quyền của cơ quan"
        for unit, (subject, proposal) in zip(active, _DIFFICULTIES, strict=False):
            fields = {"subject": subject, "text": "", "proposal": proposal}
            row = difficulties.begin(movement, unit, fields, actor=self.head(unit))
            row = perform(difficulties.FLOW, row, "raise", actor=self.head(unit))
            if subject == _DIFFICULTIES[0][0]:
                told = "Trung tâm dữ liệu của tỉnh đã mở rộng đường truyền; đơn vị còn chậm thì gọi tổng đài hỗ trợ."
                difficulties.answer(row, told, open_to_all=True, actor=office)
            if subject == _DIFFICULTIES[2][0]:
                perform(difficulties.FLOW, row, "hand_on", actor=office, reason=reason)

    def _activities(self, movement: Movement, active: list[Unit]) -> None:
        """Classes with their rosters, and what was told to the public, over the last months."""
        contents = [str(i.data["text"])[:300] for i in standing_items(movement.plan, "content")]
        for number, unit in enumerate(active[:8]):
            people = "\n".join(f"{invented_name(self.random)}; Phòng {n % 4 + 1}" for n in range(12 + number))
            kind, name = _CLASSES[number % len(_CLASSES)]
            fields = {
                "kind": kind,
                "name": name,
                "held_on": self.today - timedelta(days=9 * number),
                "place": unit.name,
            }
            activities.enter(movement, unit, fields, roster=people, actor=self.head(unit))
            told = {"kind": "news", "name": "Chuyên mục chuyển đổi số", "channel": "column", "items": number + 2}
            told |= {"hours": 1, "content": contents[-1], "held_on": self.today - timedelta(days=11 * number + 2)}
            activities.enter(movement, unit, told, actor=self.head(unit))

    def _award(self, movement: Movement, active: list[Unit]) -> None:
        office = self.actor("thuongtruc")
        occasion = movement.offers.filter(occasion__startswith="sơ kết").values_list("occasion", flat=True)[0]
        closes = self.today + timedelta(days=45)
        round_ = open_round(movement, name="Khen thưởng sơ kết, đợt 1", occasion=occasion, closes=closes, actor=office)
        able = [u for u in active[:12] if u.reports.filter(state="accepted", kind="mid_term").exists()]
        done = [self._nominate(round_, unit, number) for number, unit in enumerate(able[:6])]
        for nomination in done:
            self._walk(nomination, stop_at=3)
        self._decide(round_)
        for number, unit in enumerate(able[6:9]):
            self._walk(self._nominate(round_, unit, number + 6), stop_at=number)
        teacher = self._nominate(round_, self.units["SGDDT"], 1, nominee=self.users["nguoiduockhen"])
        assert teacher.state == "draft", "the nominee's own file waits for them"  # noqa: S101 -- the demo must show it
        self._walk(self._nominate(round_, self.units["SGDDT"], 2, name="Phòng Giáo dục phổ thông"), stop_at=2)

    def _nominate(
        self, round_: Round, unit: Unit, number: int, *, nominee: User | None = None, name: str = ""
    ) -> Nomination:
        individual = nominee is not None or (number % 2 == 1 and not name)
        actor = self.head(unit)
        with transaction.atomic():
            subject = nominee.full_name if nominee else invented_name(self.random) if individual else name or unit.name
            fields = {
                "subject_kind": "individual" if individual else "collective",
                "subject_name": subject,
                "position": (nominee.position if nominee else "Chuyên viên") + f", {unit.name}" if individual else "",
                "is_direct_worker": individual,
                "nominee": nominee,
                "achievement": _WORKS[number % len(_WORKS)],
            }
            offer = round_.movement.offers.get(occasion=round_.occasion, award_code="BK_TINH")
            nomination = begin(round_, unit, offer=offer, fields=fields, actor=actor)
            for part in nomination.parts.exclude(source__in=HELD):
                if part.source in WRITTEN:
                    draft(part, actor=actor)
                    continue
                content = self._letter(unit, "Tài liệu", part.name, [f"{part.name}: {subject}."])
                attach(part, keep(content, name=f"tai-lieu-{part.pk}.docx", actor=actor), actor=actor)
            if nominee is None:
                perform(NOMINATION_FLOW, nomination, "submit", actor=actor)
        return nomination

    def _walk(self, nomination: Nomination, stop_at: int) -> None:
        """Answers the first ``stop_at`` rows of the route, each by the agency whose turn it is."""
        who = {"consolidate": "thuongtruc", "opinion": "ykien", "appraise": "thamdinh"}
        for _ in range(stop_at):
            row = nomination.route.filter(state="open").first()
            if row is None:
                return
            answer(row, opinion="agree", text="Hồ sơ đủ điều kiện theo kế hoạch.", actor=self.actor(who[row.kind]))

    def _decide(self, round_: Round) -> None:
        secretary = self.actor("thuky")
        session = plan_session(
            Body.objects.get(kind="council"),
            round_.nominations.filter(state="ready"),
            name=f"Họp xét {round_.name}",
            held_on=self.today,
            place="Phòng họp số 1",
            actor=secretary,
        )
        take_roll(session, dict.fromkeys(list(seats_on(session))[:-1]), actor=secretary)
        session = perform(SESSION_FLOW, session, "open", actor=secretary)
        room = Chamber(session)
        for number, item in enumerate(room.items):
            for place, one in enumerate(room.voters(item)):
                refuses = number == 4 and place > 2
                cast(item, "no" if refuses else "yes", actor=actor_of(one.seat.user, self.today))
        perform(SESSION_FLOW, session, "close", actor=secretary)
        subject = f"Về việc khen thưởng phong trào thi đua “{round_.movement.name}”, đợt 1"
        decision = draw_up([round_], subject=subject, actor=secretary)
        perform(DECISION_FLOW, decision, "submit", actor=secretary)
        perform(DECISION_FLOW, decision, "sign", actor=self.actor("chutich"))
        decision = perform(DECISION_FLOW, decision, "number", actor=self.actor("vanthu"))
        issue_all(decision)
