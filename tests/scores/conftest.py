"""An assessment and the people who take it on."""

from datetime import timedelta
from typing import Any

import pytest

from tests.scores.sets import indicator
from tests.world import TODAY, World
from thidua.journal.door import perform
from thidua.kernel.actor import system
from thidua.people.actions import appoint, open_account
from thidua.scores import actions, appraising, making
from thidua.scores.models import Assessment, IndexVersion, Run, Sheet
from thidua.scores.rules.answers import Answer
from thidua.scores.rules.fixed import SCALE

BODY: dict[str, Any] = {
    "name": "Bộ chỉ số chuyển đổi số sở, ngành",
    "subjects": ["department"],
    "appraisals": 1,
    "succession": [{"from": "2020-01-01", "rule": "mean", "source": "quy định thử"}],
    "pillars": [{"code": "1", "name": "Nhận thức", "max": "30"}, {"code": "2", "name": "Hạ tầng", "max": "20"}],
    "indicators": [
        indicator("1.1", "ratio", "10", a="a", b="b") | {"evidence": "văn bản", "agency": "Sở Nội vụ"},
        indicator("1.2", "boolean", "20") | {"may_skip": True},
        indicator("2.1", "normalised", "20", "2", of="băng thông"),
        indicator("2.2", "effect", "10", "2"),
    ],
}


def days(**more: int) -> dict[str, Any]:
    offsets = {
        "opens": -3,
        "self_due": 5,
        "appraisal_due": 10,
        "objects_from": 11,
        "objects_to": 15,
        "tree_date": 0,
    } | more
    return {name: TODAY + timedelta(days=offset) for name, offset in offsets.items()}


class Story:
    """An assessment and the people who take it on."""

    def __init__(self, world: World, body: dict[str, Any] | None = None, **more: Any) -> None:
        self.world = world
        office = world.actor("office")
        version = making.make(world.province, body or BODY, actor=office)
        self.version: IndexVersion = perform(making.FLOW, version, "publish", actor=office)
        fields = {"name": "Đánh giá năm", "year": TODAY.year} | days() | more
        self.assessment = actions.plan(world.province, self.version, fields, actor=office)
        self.step("open")

    def step(self, verb: str, who: str = "office", reason: str = "") -> Assessment:
        self.assessment = perform(
            actions.ASSESSMENT_FLOW, self.assessment, verb, actor=self.world.actor(who), reason=reason
        )
        return self.assessment

    def sheet(self, code: str = "SYT") -> Sheet:
        rows = Sheet.objects.select_related("assessment__version", "unit")
        return rows.get(assessment=self.assessment, unit=self.world.units[code])

    def fill(self, code: str = "SYT", who: str = "officer", ratio: int = 5, width: int = 30) -> Sheet:
        entered = {
            "1.1": actions.Entered(Answer((ratio * SCALE, 10 * SCALE)), reference="Công văn số 5"),
            "1.2": actions.Entered(Answer((1,))),
            "2.1": actions.Entered(Answer((width * SCALE,))),
        }
        return actions.save(self.sheet(code), entered, actor=self.world.actor(who))

    def submit(self, code: str = "SYT", who: str = "head") -> Sheet:
        return perform(actions.SHEET_FLOW, self.sheet(code), "submit", actor=self.world.actor(who))  # type: ignore[no-any-return]

    def move(self, **offsets: int) -> None:
        """Time goes by: the days of the assessment lie otherwise."""
        Assessment.objects.filter(pk=self.assessment.pk).update(**days(**offsets))

    def appraised(self) -> Sheet:
        self.fill()
        self.submit()
        appraiser = self.world.actor("second_head")
        appraising.appraise(
            self.sheet(), "1.1", 1, Answer((4 * SCALE, 10 * SCALE)), reason="thiếu văn bản", actor=appraiser
        )
        appraising.agree_rest(self.sheet(), 1, actor=self.world.actor("office"))
        return perform(actions.SHEET_FLOW, self.sheet(), "finish", actor=self.world.actor("office"))  # type: ignore[no-any-return]

    def shown(self) -> None:
        self.appraised()
        self.move(opens=-30, self_due=-20, appraisal_due=-10, objects_from=-5, objects_to=0)
        self.step("close")
        self.step("show")

    def published(self) -> Run:
        self.shown()
        self.move(opens=-30, self_due=-20, appraisal_due=-10, objects_from=-5, objects_to=-1)
        self.step("publish", "chairman")
        return Run.objects.select_related("assessment__version", "assessment__province").get(assessment=self.assessment)


@pytest.fixture
def story(world: World) -> Story:
    user = open_account(
        username="second_head", full_name="Nguyễn Nội Vụ", password=None, unit=world.units["SNV"], actor=system()
    )
    appoint(user, "unit_head", world.units["SNV"], start=TODAY - timedelta(days=30), actor=system())
    world.users["second_head"] = user
    return Story(world)
