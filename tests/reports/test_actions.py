import re
from datetime import timedelta

import pytest

from tests.refusing import codes
from tests.world import TODAY, World
from thidua.journal.door import perform
from thidua.journal.models import Entry
from thidua.kernel.refusal import Refused
from thidua.reports import actions
from thidua.reports.actions import FLOW
from thidua.reports.models import Report
from thidua.reports.queries import fields_of
from thidua.reports.rollup import standings


def test_an_unfinished_report_says_what_is_missing(launched: World) -> None:
    report = actions.begin(launched.owed(), actor=launched.actor("officer"))
    with pytest.raises(Refused) as refused:
        perform(FLOW, report, "submit", actor=launched.actor("head"))
    assert codes(refused) == {"report.no_narrative", "report.missing_values"}


def test_after_the_deadline_it_is_locked_with_the_day(launched: World) -> None:
    report = launched.draft_report()
    owed = launched.owed()
    owed.due = TODAY - timedelta(days=1)
    owed.save()
    with pytest.raises(Refused) as refused:
        perform(FLOW, report, "submit", actor=launched.actor("head"))
    assert codes(refused) == {"report.locked"}
    assert refused.value.refusals[0].values["due"]


def test_bad_numbers_store_nothing(launched: World) -> None:
    report = launched.draft_report()
    before = fields_of(report)
    box = next(name for name in before if name.startswith("n") and name != "narrative")
    with pytest.raises(Refused) as refused:
        actions.save(
            report.pk, before | {box: "120", "narrative": "Đã sửa"}, base=before, actor=launched.actor("officer")
        )
    assert codes(refused) == {"value.above"}
    report.refresh_from_db()
    assert fields_of(report) == before


def test_two_people_editing_lose_nothing(launched: World) -> None:
    report = launched.draft_report()
    base = fields_of(report)
    box = next(name for name in base if name.startswith("n") and name != "narrative")
    actions.save(report.pk, base | {"narrative": "Lời của thủ trưởng đơn vị."}, base=base, actor=launched.actor("head"))
    _, clashes = actions.save(report.pk, base | {box: "70"}, base=base, actor=launched.actor("officer"))
    now = fields_of(report.__class__.objects.get(pk=report.pk))
    assert not clashes
    assert (now["narrative"], now[box]) == ("Lời của thủ trưởng đơn vị.", "70")
    _, clashes = actions.save(
        report.pk, base | {"narrative": "Lời của cán bộ."}, base=base, actor=launched.actor("officer")
    )
    assert [c.theirs for c in clashes] == ["Lời của thủ trưởng đơn vị."]
    entry = Entry.objects.filter(verb="report.save").order_by("-pk")[0]
    assert entry.data["replaced"] == {"narrative": "Lời của thủ trưởng đơn vị."}


def test_return_resubmit_accept(launched: World) -> None:
    report = launched.draft_report()
    perform(FLOW, report, "submit", actor=launched.actor("head"))
    perform(FLOW, report, "return", actor=launched.actor("office"), reason="Số liệu cần kiểm tra lại")
    page = launched.client("officer").get(report.get_absolute_url()).content.decode()
    assert "Số liệu cần kiểm tra lại" in page
    perform(FLOW, report, "submit", actor=launched.actor("head"))
    perform(FLOW, report, "accept", actor=launched.actor("office"))
    assert launched.owed().period != report.period or launched.owed().done_on == TODAY
    row = next(s for s in standings(launched.movement) if s.units)
    assert (row.units, row.met, row.share) == (1, 1, 95.0)


def test_the_page_keeps_what_was_typed_when_it_is_refused(launched: World) -> None:
    report = launched.draft_report()
    client = launched.client("officer")
    box = next(name for name in fields_of(report) if name.startswith("n") and name != "narrative")
    answer = client.post(report.get_absolute_url(), {box: "nhiều", "narrative": "Một đoạn dài mới gõ."})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Một đoạn dài mới gõ." in text
    assert 'value="nhiều"' in text


def test_a_jump_against_the_last_period_is_sent_only_with_an_explanation(launched: World) -> None:
    report = launched.draft_report()
    perform(FLOW, report, "submit", actor=launched.actor("head"))
    later = actions.begin(
        launched.movement.obligations.filter(kind="annual", unit=report.unit)[1], actor=launched.actor("officer")
    )
    base = fields_of(later)
    typed = base | {"narrative": "Kết quả giảm do thay đổi cách thống kê của ngành."}
    numbers = {name: {"n": "20", "d": "100"}[name[0]] for name in base if name[0] in "nd" and name[1:].isdigit()}
    actions.save(later.pk, typed | numbers, base=base, actor=launched.actor("officer"))
    with pytest.raises(Refused) as refused:
        perform(FLOW, later, "submit", actor=launched.actor("head"))
    assert codes(refused) == {"report.unexplained"}
    page = launched.client("officer").get(later.get_absolute_url()).content.decode()
    assert "kỳ trước 95" in page
    notes = {name: "Đổi cách thống kê" for name in base if name[0] == "t" and name[1:].isdigit()}
    stored = fields_of(later)
    actions.save(later.pk, stored | notes, base=stored, actor=launched.actor("officer"))
    assert perform(FLOW, later, "submit", actor=launched.actor("head")).state == "submitted"


def test_sent_again_it_shows_what_is_otherwise_and_each_sending_has_its_receipt(launched: World) -> None:
    report, head = launched.draft_report(), launched.actor("head")
    perform(FLOW, report, "submit", actor=head)
    perform(FLOW, report, "return", actor=launched.actor("office"), reason="Số liệu cần kiểm tra lại")
    base = fields_of(Report.objects.get(pk=report.pk))
    box = next(name for name in base if name[0] == "n" and name[1:].isdigit())
    actions.save(report.pk, base | {box: "91"}, base=base, actor=launched.actor("officer"))
    page = launched.client("officer").get(report.get_absolute_url()).content.decode()
    assert "Đã sửa so với bản đã gửi" in page
    perform(FLOW, report, "submit", actor=head)
    second, first = report.submissions.all()
    assert (second.number, second.fields[box], first.fields[box]) == (2, "91", "95")
    assert second.digest != first.digest
    page = launched.client("office").get(report.get_absolute_url()).content.decode()
    assert "Khác lần gửi trước" in page
    assert "Chỉ tiêu 1: đã thực hiện" in page
    assert second.digest[:12] in page


def test_the_same_button_pressed_twice_is_recognised(launched: World) -> None:
    report, client = launched.draft_report(), launched.client("head")
    path = f"/buoc/report/{report.pk}/submit/"
    for _ in range(2):
        page = client.post(path, follow=True).content.decode()
    assert "Việc này đã được ghi nhận lúc" in page
    assert Entry.objects.filter(verb="report.submit").count() == 1
    assert report.submissions.count() == 1


def test_the_same_evidence_again_is_the_one_that_is_there(launched: World) -> None:
    report, paper = launched.draft_report(), launched.paper()
    one, two = (actions.add_evidence(report, actor=launched.actor("officer"), paper=paper) for _ in range(2))
    assert one == two
    assert report.evidence.count() == 1


def test_numbers_are_of_the_day_that_is_told_or_of_the_day_they_are_sent(launched: World) -> None:
    report, officer = launched.draft_report(), launched.actor("officer")
    base = fields_of(Report.objects.get(pk=report.pk))
    for wrong in ("hôm nay", f"31/12/{TODAY.year + 1}"):
        with pytest.raises(Refused) as refused:
            actions.save(report.pk, base | {"as_of": wrong}, base=base, actor=officer)
        assert codes(refused) == {"report.as_of"}
    day = TODAY - timedelta(days=3)
    actions.save(report.pk, base | {"as_of": f"{day:%d/%m/%Y}"}, base=base, actor=officer)
    assert perform(FLOW, report, "submit", actor=launched.actor("head")).as_of == day


def test_a_draft_that_saves_itself_gets_what_is_stored_and_not_the_page(launched: World) -> None:
    report, client = launched.draft_report(), launched.client("officer")
    ask = {"headers": {"Accept": "application/json"}}
    page = client.get(report.get_absolute_url()).content.decode()
    base = re.search(r'name="base" value="([^"]+)"', page)
    assert base
    typed = fields_of(Report.objects.get(pk=report.pk)) | {"narrative": "Lời của cán bộ.", "base": base[1]}
    stored = client.post(report.get_absolute_url(), typed, **ask).json()
    assert stored["fields"]["narrative"] == "Lời của cán bộ."
    other = launched.client("head").post(report.get_absolute_url(), typed | {"narrative": "Lời của thủ trưởng."}, **ask)
    assert "Lời của cán bộ." in other.json()["told"][0]
    box = next(name for name in stored["fields"] if name[0] == "n" and name[1:].isdigit())
    wrong = client.post(report.get_absolute_url(), typed | {box: "nhiều"}, **ask)
    assert wrong.status_code == 422
    assert "không phải số" in wrong.json()["errors"][0]
