"""The register of rules, as of a day."""

from typing import Any

from django.test import Client

from tests.world import TODAY, World
from thidua.awards.models import Rule
from thidua.awards.queries import of_level
from thidua.kernel.actor import system
from thidua.portal.actions import new_province


def test_the_register_says_what_holds_on_a_day_and_what_is_not_confirmed(
    world: World, django_assert_max_num_queries: Any
) -> None:
    client = world.client("officer")
    with django_assert_max_num_queries(8):
        page = client.get("/quy-dinh/").content.decode()
    assert "Cờ thi đua của tỉnh" in page
    assert "chưa đối chiếu" in page
    assert "tán thành từ (%)" in page
    assert "Không có quy định nào áp dụng" in client.get("/quy-dinh/?ngay=1990-01-01").content.decode()
    assert client.get("/quy-dinh/?ngay=hôm-nay").status_code == 200
    assert Client().get("/quy-dinh/").status_code == 302


def test_a_rule_that_ended_is_not_shown_after_its_last_day(world: World) -> None:
    rule = Rule.objects.get(kind="threshold", key="BK_TINH")
    rule.valid_to = rule.valid_from
    rule.save()
    client = world.client("officer")
    day = rule.valid_from.isoformat()
    assert "tán thành từ (%): <b>80" in client.get(f"/quy-dinh/?ngay={day}").content.decode()
    assert "từ (%)" in client.get("/quy-dinh/").content.decode()
    assert (
        "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh</td><td>tán thành" not in client.get("/quy-dinh/").content.decode()
    )


def test_the_level_of_an_award_is_that_of_the_version_which_holds_here(world: World) -> None:
    form = Rule.objects.get(kind="form", key="GK", province=None)
    elsewhere = new_province("Núi Xa", actor=system()).province
    changed = {"kind": "form", "key": "GK", "valid_from": TODAY, "article": "Quy chế"}
    Rule.objects.create(province=elsewhere, data=form.data | {"level": "state"}, **changed)
    assert "GK" in of_level("grassroots", world.province.pk)
    assert "GK" in of_level("state", elsewhere.pk)
    Rule.objects.create(province=world.province, data=form.data | {"level": "province"}, **changed)
    assert "GK" not in of_level("grassroots", world.province.pk)
    assert "GK" in of_level("province", world.province.pk)
