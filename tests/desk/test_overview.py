"""The overview: what it counts agrees with the lists that its numbers lead to, and it is counted anew by itself."""

import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from tests.world import TODAY, World, run_jobs
from thidua.desk.models import Snapshot
from thidua.desk.overview import one, recount
from thidua.journal.door import perform
from thidua.kernel.actor import system
from thidua.movements.models import Movement, Obligation
from thidua.people.actions import appoint
from thidua.portal.actions import new_province
from thidua.reports.actions import FLOW


def numbers(page: str) -> list[tuple[str, int]]:
    """(address, number) of every number of the page that leads to a list of what is owed."""
    found = re.findall(r'href="(/nghia-vu/\?[^"]*)">(?:<b>)?(\d+)<', page)
    return [(address.replace("&amp;", "&"), int(number)) for address, number in found]


def test_every_number_leads_to_a_list_of_as_many(issued: World) -> None:
    Obligation.objects.filter(unit=issued.units["SNV"]).update(due=TODAY - timedelta(days=3))
    client = issued.client("office")
    page = client.get("/tong-quan/").content.decode()
    told = numbers(page)
    assert len(told) > 10
    assert any(number and "tre" in address for address, number in told)
    for address, number in told:
        sheet = client.get(f"{address}&tep=1")
        rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
        assert len(rows) - 1 == number, address


def test_what_waits_says_with_whom_and_since_when(running: World) -> None:
    report = running.draft_report()
    perform(FLOW, report, "submit", actor=running.actor("head"))
    body = recount(running.province).body
    row = next(r for r in body["stuck"] if r["what"] == "report")
    assert (row["count"], row["since"]) == (1, TODAY.isoformat())
    page = running.client("office").get("/tong-quan/").content.decode()
    assert "báo cáo chờ duyệt" in page
    assert f"/bao-cao/?tinh={running.province.pk}&amp;trang-thai=submitted&amp;dang-thuc-hien=1" in page


def test_units_that_did_nothing_for_two_months_are_quiet(running: World) -> None:
    Movement.objects.update(published_on=TODAY - timedelta(days=90))
    Obligation.objects.filter(kind="launch").update(due=TODAY)
    Obligation.objects.filter(unit=running.units["SYT"], kind="launch").update(done_on=TODAY)
    quiet = {row["name"] for row in recount(running.province).body["quiet"]}
    assert "Sở Nội vụ" in quiet
    assert "Sở Y tế" not in quiet


def test_an_old_overview_is_shown_with_its_time_and_counted_anew_in_the_background(running: World) -> None:
    run_jobs()
    recount(running.province)
    old = timezone.now() - timedelta(hours=2)
    Snapshot.objects.update(at=old, asked=old, head=Snapshot.objects.get().head | {"late": 77})
    client = running.client("office")
    assert "<b>77</b>" in client.get("/tong-quan/").content.decode()
    client.get("/tong-quan/")
    assert run_jobs() == 1
    assert one(running.province).at > old
    assert "<b>77</b>" not in client.get("/tong-quan/").content.decode()


def test_several_provinces_stand_beside_one_another(issued: World) -> None:
    other = new_province("Núi Cao", actor=system())
    appoint(issued.users["office"], "auditor", other, start=TODAY, actor=system())
    client = issued.client("office")
    page = client.get("/tong-quan/").content.decode()
    assert "Đang tính số liệu của 2 tỉnh" in page
    run_jobs()
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/tong-quan/").content.decode()
    assert len(queries) <= 4
    assert "Núi Cao" in page
    assert f"?tinh={issued.province.pk}" in page
    assert client.get(f"/tong-quan/?tinh={other.province_id}").status_code == 200


@pytest.mark.parametrize("part", ["viec", "khu-vuc", "chi-tieu", "vuong", "im-lang"])
def test_each_table_is_taken_to_excel(issued: World, part: str) -> None:
    assert issued.client("office").get(f"/tong-quan/?tep={part}").content[:2] == b"PK"


def test_units_do_not_see_it(issued: World) -> None:
    assert issued.client("officer").get("/tong-quan/").status_code == 404
    owed = issued.client("officer").get("/nghia-vu/").content.decode()
    assert "Sở Y tế" in owed
    assert "Sở Nội vụ" not in owed
