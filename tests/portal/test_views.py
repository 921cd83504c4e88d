"""Every page: for whom it opens, that it needs no script, and that its queries do not grow with its rows."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import World
from thidua.registrations.models import Registration
from thidua.units.models import Unit

PAGES = ("/ban-lam-viec/", "/ke-hoach/", "/phong-trao/", "/dang-ky/", "/bao-cao/", "/khen-thuong/", "/quyet-dinh/")
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


@pytest.mark.parametrize(
    "name",
    [
        "officer",
        "head",
        "office",
        "appraiser",
        "member",
        "secretary",
        "chairman",
        "clerk",
        "admin",
        "auditor",
        "nominee",
    ],
)
def test_every_page_answers_every_role_with_at_most_ten_queries(
    issued: World, name: str, django_assert_max_num_queries: Any
) -> None:
    client = issued.client(name)
    for address in (*PAGES, *PUBLIC, *pages_of(issued)):
        with django_assert_max_num_queries(10):
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


@pytest.mark.parametrize("address", ["/dang-ky/", "/bao-cao/", "/don-vi/", "/phong-trao/"])
def test_queries_do_not_grow_with_rows(running: World, address: str, django_assert_num_queries: Any) -> None:
    client = running.client("auditor")
    running.register()
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(60):
        unit = Unit.objects.create(
            province=running.province,
            code=f"N{number}",
            name=f"Xã Số {number}",
            kind="commune",
            tier="commune",
            valid_from="2020-01-01",
        )
        Registration.objects.create(movement=running.movement, unit=unit, state="submitted")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few) + 1
    assert len(many) <= 10


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
