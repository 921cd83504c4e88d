"""The book of activities: what it holds, who reads it, and how it feeds the report."""

from datetime import date
from typing import Any

import pytest

from tests.world import TODAY, World
from thidua.activities import actions
from thidua.activities.models import Activity
from thidua.journal.models import Entry
from thidua.kernel.refusal import Refused
from thidua.reports import actions as reports
from thidua.reports.queries import fields_of

ROSTER = "Nguyễn Văn A; Phòng 1\nTrần Thị B; Phòng 1\nLê C; Phòng 2"


def held(world: World, **more: Any) -> Activity:
    fields = {"kind": "basic", "name": "Lớp kỹ năng số", "held_on": TODAY} | more
    roster = fields.pop("roster", ROSTER)
    return actions.enter(world.movement, world.units["SYT"], fields, roster=roster, actor=world.actor("officer"))


def test_the_target_of_training_takes_the_people_of_the_book_once_each(launched: World) -> None:
    held(launched)
    held(launched, name="Lớp thứ hai", roster="Nguyễn Văn A; Phòng 1\nHoàng D; Phòng 2")
    target = launched.movement.targets.get(feed="basic")
    report = launched.draft_report()
    client = launched.client("officer")
    page = client.get(report.get_absolute_url()).content.decode()
    assert "Sổ hoạt động: 4" in page
    stored = fields_of(report)
    client.post(report.get_absolute_url(), stored | {"take": str(target.pk)})
    assert fields_of(report.__class__.objects.get(pk=report.pk))[f"n{target.pk}"] == "4"
    other = launched.movement.targets.exclude(feed="basic").first()
    assert other is not None
    with pytest.raises(Refused):
        reports.take_fed(report.pk, other.pk, actor=launched.actor("officer"))


def test_the_names_stay_with_the_unit(launched: World) -> None:
    activity = held(launched)
    assert "Trần Thị B" in launched.client("officer").get(activity.get_absolute_url()).content.decode()
    office = launched.client("office").get(activity.get_absolute_url()).content.decode()
    assert "Lớp kỹ năng số" in office
    assert "Trần Thị B" not in office
    assert launched.client("neighbour").get(activity.get_absolute_url()).status_code == 404


def test_what_reached_nobody_or_told_nothing_is_refused(launched: World) -> None:
    for more, code in (({"roster": ""}, "activity.nobody"), ({"kind": "news"}, "activity.nothing_told")):
        with pytest.raises(Refused) as refused:
            held(launched, **more)
        assert [r.code for r in refused.value.refusals] == [code]
    assert not Activity.objects.exists()


def test_pages_enter_correct_list_and_drop(launched: World) -> None:
    client = launched.client("officer")
    path = f"/phong-trao/{launched.movement.pk}/hoat-dong/"
    typed = {"unit": launched.units["SYT"].pk, "kind": "news", "name": "Chuyên mục", "held_on": TODAY.isoformat()}
    assert "số tin, bài hoặc số giờ" in client.post(path, typed).content.decode()
    assert client.post(path, typed | {"items": "3", "hours": "1.5"}).status_code == 302
    activity = Activity.objects.get()
    page = client.get("/hoat-dong/").content.decode()
    assert "Chuyên mục" in page
    assert "<svg" in page
    assert client.get("/hoat-dong/?tep=1").content[:2] == b"PK"
    later = typed | {"items": "5", "hours": "2", "held_on": date(2026, 1, 5).isoformat()}
    client.post(activity.get_absolute_url(), later)
    activity.refresh_from_db()
    assert activity.items == 5
    client.post(f"/hoat-dong/{activity.pk}/bo/", {"reason": ""})
    assert Activity.objects.exists()
    client.post(f"/hoat-dong/{activity.pk}/bo/", {"reason": "Ghi nhầm"})
    assert not Activity.objects.exists()
    assert Entry.objects.get(verb="activity.drop").data["name"] == "Chuyên mục"
