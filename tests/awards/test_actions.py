"""Changing a rule needs two people and shows what it touches."""

from datetime import timedelta
from typing import Any

import pytest

from tests.refusing import codes
from tests.world import TODAY, World
from thidua.awards.actions import FLOW, propose, propose_end
from thidua.awards.models import Rule, RuleChange
from thidua.awards.queries import book_of, touched
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused

TYPED = {"approval_percent": "66,67", "denominator": "present", "secret": "yes"}
DATED: dict[str, Any] = {"valid_from": TODAY, "article": "Quy chế của Hội đồng, Điều 5", "confirmed": True}


def change(world: World, key: str = "BK_TINH", **more: Any) -> RuleChange:
    dated = DATED | more
    return propose(world.province, "threshold", key, TYPED, actor=world.actor("secretary"), why="Quy chế mới", **dated)


def test_nobody_confirms_their_own_change(world: World) -> None:
    row = change(world)
    with pytest.raises(Refused) as refused:
        perform(FLOW, row, "confirm", actor=world.actor("secretary"))
    assert codes(refused) == {"machine.right"}
    assert book_of(world.province.pk).get("threshold", "BK_TINH", day=TODAY)["approval_percent"] == "80"
    perform(FLOW, row, "confirm", actor=world.actor("appraiser"))
    assert book_of(world.province.pk).get("threshold", "BK_TINH", day=TODAY)["approval_percent"] == "66.67"
    yesterday = TODAY - timedelta(days=1)
    assert book_of(world.province.pk).get("threshold", "BK_TINH", day=yesterday)["approval_percent"] == "80"


def test_a_change_shows_the_open_dossiers_that_it_touches(ready: World) -> None:
    assert touched(change(ready, valid_from=TODAY + timedelta(days=1))) == []
    better = change(ready, valid_from=TODAY + timedelta(days=1), favourable=True)
    assert touched(better) == []
    cases = touched(change(ready))
    assert [case.name for case in cases] == ["Sở Y tế"]
    page = ready.client("appraiser").get(change(ready).get_absolute_url()).content.decode()
    assert "1 hồ sơ sẽ được xét theo quy định khác" in page
    assert ready.nomination.get_absolute_url() in page
    assert touched(change(ready, key="GK")) == []


def test_what_is_wrong_with_a_change_is_told_at_once(world: World) -> None:
    with pytest.raises(Refused) as refused:
        propose(
            world.province,
            "threshold",
            "GK",
            {"approval_percent": "nhiều"},
            actor=world.actor("officer"),
            why="",
            valid_from=TODAY,
            valid_to=TODAY - timedelta(days=1),
            article="",
        )
    assert codes(refused) == {
        "machine.right",
        "machine.reason",
        "rule.no_article",
        "rule.days",
        "rule.unreadable",
        "rule.missing",
    }


def test_of_two_changes_of_one_rule_the_second_is_told_that_it_is_outdated(world: World) -> None:
    first, second = change(world), change(world)
    perform(FLOW, first, "confirm", actor=world.actor("appraiser"))
    with pytest.raises(Refused) as refused:
        perform(FLOW, second, "confirm", actor=world.actor("appraiser"))
    assert codes(refused) == {"rule.outdated"}


def test_a_rule_that_came_with_the_product_is_outdone_and_never_ended(world: World) -> None:
    shipped = Rule.objects.get(kind="threshold", key="BK_TINH", province=None)
    with pytest.raises(Refused) as refused:
        propose_end(shipped, day=TODAY, actor=world.actor("secretary"), why="Hết hiệu lực")
    assert codes(refused) == {"rule.shipped"}
    own = perform(FLOW, change(world), "confirm", actor=world.actor("appraiser")).made
    end = propose_end(own, day=TODAY + timedelta(days=9), actor=world.actor("secretary"), why="Hết hiệu lực")
    perform(FLOW, end, "confirm", actor=world.actor("appraiser"))
    late = TODAY + timedelta(days=10)
    assert book_of(world.province.pk).get("threshold", "BK_TINH", day=late)["approval_percent"] == "80"


def test_the_pages_of_the_register(world: World, django_assert_max_num_queries: Any) -> None:
    secretary = world.client("secretary")
    typed = TYPED | {"key": "GK", "valid_from": TODAY.isoformat(), "article": "Quy chế", "why": "Quy chế mới"}
    answer = secretary.post("/quy-dinh/threshold/de-nghi/", typed)
    row = RuleChange.objects.get()
    assert answer["Location"] == row.get_absolute_url()
    typed["approval_percent"] = "rất cao"
    assert "Không đọc được “tán thành từ (%)”" in secretary.post("/quy-dinh/threshold/de-nghi/", typed).content.decode()
    appraiser = world.client("appraiser")
    for address in ("/quy-dinh/", "/quy-dinh/threshold/", row.get_absolute_url()):
        with django_assert_max_num_queries(10):
            assert appraiser.get(address).status_code == 200
    assert "Thay đổi quy định chờ người thứ hai" in appraiser.get("/ban-lam-viec/").content.decode()
    assert "Thay đổi quy định chờ người thứ hai" not in secretary.get("/ban-lam-viec/").content.decode()
    assert world.client("officer").get(row.get_absolute_url()).status_code == 404
    assert world.client("officer").get("/quy-dinh/threshold/de-nghi/").status_code == 404
    for kind in ("form", "quorum", "dossier", "time_limit", "bonus", "base_salary", "holiday", "sequence", "return"):
        assert secretary.get(f"/quy-dinh/{kind}/de-nghi/").status_code == 200
    rule = Rule.objects.get(kind="threshold", key="BK_TINH")
    assert "80" in secretary.get(f"/quy-dinh/threshold/de-nghi/?tu={rule.pk}").content.decode()


def test_an_award_in_a_rule_is_picked_by_its_name(world: World) -> None:
    secretary = world.client("secretary")
    address = "/quy-dinh/proportion/de-nghi/"
    typed = {"key": "CSTD_CS", "of": "KHONG_CO", "percent": "15", "within": "unit", "valid_from": TODAY.isoformat()}
    typed |= {"article": "Quy chế của tỉnh", "why": "Tỉnh quy định"}
    page = secretary.post(address, typed).content.decode()
    assert "Lao động tiên tiến</option>" in page
    assert not RuleChange.objects.exists()
    answer = secretary.post(address, typed | {"of": "LDTT"})
    told = secretary.get(answer["Location"]).content.decode()
    assert "Chiến sĩ thi đua cơ sở" in told
    assert "Lao động tiên tiến" in told
    assert "LDTT" not in told
