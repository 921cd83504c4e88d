"""Every page: for whom it opens, that it needs no script, and that its queries do not grow with its rows."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import ONE_OF_EACH_ROLE, World
from thidua.journal.door import perform
from thidua.kernel.vietnamese import fold
from thidua.movements.models import Acknowledgement, Obligation
from thidua.nominations.models import Nomination
from thidua.registrations.models import Registration
from thidua.reports.actions import FLOW as REPORT_FLOW
from thidua.reports.models import Report, Value
from thidua.units.models import Placement, Unit

PAGES = (
    "/ban-lam-viec/",
    "/ke-hoach/",
    "/phong-trao/",
    "/dang-ky/",
    "/bao-cao/",
    "/hoat-dong/",
    "/nghia-vu/",
    "/kho-khan/",
    "/kiem-tra-don-vi/",
    "/khen-thuong/",
    "/quyet-dinh/",
)
PUBLIC = ("/", "/kiem-tra/", "/gioi-thieu/")


def pages_of(world: World) -> list[str]:
    return [
        world.movement.get_absolute_url(),
        world.movement.plan.get_absolute_url(),
        world.round.get_absolute_url(),
        world.nomination.get_absolute_url(),
        world.decision.get_absolute_url(),
        world.session.get_absolute_url(),
        f"/phong-trao/{world.movement.pk}/ket-qua/",
        f"/quyet-dinh/{world.decision.pk}/bang/",
        f"/cong-khai/phong-trao/{world.movement.pk}/",
        "/hoi-dong/",
        "/don-vi/",
        "/nguoi-dung/",
        "/nhat-ky/",
    ]


@pytest.mark.parametrize("name", ONE_OF_EACH_ROLE)
def test_every_page_answers_every_role_with_at_most_eight_queries(
    issued: World, name: str, django_assert_max_num_queries: Any
) -> None:
    client = issued.client(name)
    for address in (*PAGES, *PUBLIC, *pages_of(issued)):
        with django_assert_max_num_queries(8):
            answer = client.get(address)
        assert answer.status_code in (200, 404), address
        text = answer.content.decode()
        assert "<script" not in text, address
        assert not re.search(r"\sstyle=|\son\w+=", text), address
        assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_strangers_are_sent_to_sign_in(issued: World) -> None:
    for address in (*PAGES, *pages_of(issued)):
        answer = Client().get(address)
        if address.startswith("/cong-khai/"):
            assert answer.status_code == 200
        else:
            assert answer.status_code == 302, address
            assert answer["Location"].startswith("/tai-khoan/login/")


def crowd(world: World, count: int) -> None:
    """So many more units, each with everything that a unit leaves behind in a movement, written past the actions."""
    start, movement = Unit.objects.count(), world.movement
    fields = {"province": world.province, "kind": "commune", "tier": "commune"}
    names = (f"Xã Số {start + n}" for n in range(count))
    units = Unit.objects.bulk_create(
        Unit(
            code=f"N{start + n}",
            name=name,
            folded=fold(name),
            order=f"{start + n:06d}",
            valid_from="2020-01-01",
            **fields,
        )
        for n, name in enumerate(names)
    )
    Placement.objects.bulk_create(Placement(unit=u, parent=world.committee, valid_from="2020-01-01") for u in units)
    duty = {"movement": movement, "kind": "annual", "period": world.owed().period, "due": world.owed().due}
    Obligation.objects.bulk_create(Obligation(unit=unit, **duty) for unit in units)
    Acknowledgement.objects.bulk_create(Acknowledgement(movement=movement, unit=unit) for unit in units)
    Registration.objects.bulk_create(Registration(movement=movement, unit=u, state="submitted") for u in units)
    del duty["due"]
    reports = Report.objects.bulk_create(
        Report(unit=unit, state="accepted", as_of="2026-01-01", **duty) for unit in units
    )
    target = movement.targets.all()[0]
    Value.objects.bulk_create(Value(report=r, target=target, numerator=9, denominator=10) for r in reports)
    of = {"round": world.round, "offer": world.nomination.offer, "subject_kind": "collective", "state": "submitted"}
    Nomination.objects.bulk_create(Nomination(unit=u, subject_name=u.name, achievement="Số hóa", **of) for u in units)


@pytest.mark.parametrize("name", ["office", "auditor", "secretary"])
def test_queries_are_the_same_at_fifty_and_five_thousand_rows(issued: World, name: str) -> None:
    client, addresses = issued.client(name), (*PAGES, *PUBLIC, *pages_of(issued))

    def counted() -> dict[str, int]:
        found = {}
        for address in addresses:
            client.get(address)  # what is kept of totals is brought up to date once
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            found[address] = len(queries)
        return found

    crowd(issued, 50)
    few = counted()
    crowd(issued, 4950)
    assert counted() == few
    assert max(few.values()) <= 8


def test_the_public_sees_names_units_achievements_and_decisions_only(issued: World) -> None:
    text = Client().get(f"/cong-khai/phong-trao/{issued.movement.pk}/").content.decode()
    assert "Sở Y tế" in text
    assert "01/QĐ-UBND" in text
    for user in issued.users.values():
        assert user.full_name not in text


def test_the_portal_speaks_english(issued: World) -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    text = client.get(f"/cong-khai/phong-trao/{issued.movement.pk}/").content.decode()
    assert '<html lang="en">' in text
    assert "Decision" in text
    assert "Được khen thưởng" not in text


def test_the_browsers_language_does_not_decide(db: Any) -> None:
    page = Client(headers={"accept-language": "en"}).get("/gioi-thieu/")
    assert '<html lang="vi">' in page.content.decode()


def test_a_real_installation_never_shows_the_demos_buttons(world: World, settings: Any) -> None:
    assert Client().get("/trinh-dien/").status_code == 404
    settings.DEMO = True
    assert Client().get("/trinh-dien/").status_code == 404
    assert Client().post("/trinh-dien/", {"username": "chairman"}).status_code == 404


def test_first_run_sets_up_a_province_once(db: Any) -> None:
    client = Client()
    assert client.get("/")["Location"] == "/thiet-lap/"
    form = {"province": "Cửa Sông", "full_name": "Trần Quản Trị", "username": "quantri", "password": "mot-mat-khau-dai"}
    assert client.post("/thiet-lap/", form | {"password": "ngan"}).status_code == 200
    assert client.post("/thiet-lap/", form)["Location"] == "/don-vi/"
    assert "Cửa Sông" in client.get("/don-vi/").content.decode()
    assert Client().post("/thiet-lap/", form | {"username": "khac"})["Location"] == "/"


@pytest.mark.parametrize("who", ["officer", "head"])
def test_a_report_to_be_filled_asks_the_database_at_most_eight_times(
    launched: World, who: str, django_assert_max_num_queries: Any
) -> None:
    report = launched.draft_report()
    client = launched.client(who)
    for state in ("draft", "returned"):
        with django_assert_max_num_queries(8):
            page = client.get(report.get_absolute_url()).content.decode()
        assert "<input name=" in page
        if state == "draft":
            perform(REPORT_FLOW, report, "submit", actor=launched.actor("head"))
            perform(REPORT_FLOW, report, "return", actor=launched.actor("office"), reason="Số liệu cần kiểm tra lại")


@pytest.mark.parametrize(
    "path", ["/dang-ky/", "/bao-cao/", "/kho-khan/", "/kiem-tra-don-vi/", "/khen-thuong/", "/hoat-dong/", "/nghia-vu/"]
)
def test_every_list_is_taken_to_excel(issued: World, path: str) -> None:
    answer = issued.client("office").get(f"{path}?tep=1")
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
