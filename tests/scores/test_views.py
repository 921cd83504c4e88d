"""Pages of sets, sheets and rankings, as each person sees them."""

import io
import json
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from tests.scores.conftest import Story
from tests.world import World
from thidua.scores.models import IndexVersion, Proof, Run, Sheet
from thidua.scores.outcomes import ranks_over_years
from thidua.scores.publishing import ranking_of
from thidua.scores.rules.combining import combined
from thidua.scores.rules.fixed import SCALE
from thidua.scores.rules.snapshot import recompute

PEOPLE = ("officer", "head", "office", "second_head", "appraiser", "chairman", "auditor")


def _pages(story: Story) -> list[str]:
    sheet = story.sheet()
    return [
        "/bo-chi-so/",
        "/danh-gia/",
        story.version.get_absolute_url(),
        story.assessment.get_absolute_url(),
        sheet.get_absolute_url(),
        f"{sheet.get_absolute_url()}1/",
        f"{sheet.get_absolute_url()}2/",
        f"{sheet.get_absolute_url()}neu/",
    ]


@pytest.mark.parametrize("name", PEOPLE)
def test_pages_ask_at_most_eight_questions_in_every_state(
    story: Story, name: str, django_assert_max_num_queries: Any
) -> None:
    def look() -> None:
        client = story.world.client(name)
        for address in ("/ban-lam-viec/", *_pages(story)):
            with django_assert_max_num_queries(8):
                answer = client.get(address)
            assert answer.status_code in (200, 404), address
            assert "<script" not in answer.content.decode()

    look()
    run = story.published()
    look()
    unit = story.world.units["SYT"].pk
    base = run.get_absolute_url()
    for address in (
        "/xep-hang/",
        base,
        f"{base}don-vi/{unit}/",
        f"{base}trong-so/",
        f"{base}theo-ngay/?ngay=2026-01-01",
    ):
        with django_assert_max_num_queries(8):
            assert Client().get(address).status_code == 200, address


def test_a_unit_fills_a_pillar_in_the_browser_and_sees_its_points(story: Story) -> None:
    client = story.world.client("officer")
    address = f"{story.sheet().get_absolute_url()}1/"
    form = {
        "version": story.sheet().version,
        "1.1:sent": "1",
        "1.1:0": "1.234,5",
        "1.1:1": "2.469",
        "1.1:reference": "Báo cáo số 12/BC-SYT",
        "1.1:paper": SimpleUploadedFile("van-ban.txt", "Nội dung văn bản".encode()),
        "1.2:sent": "1",
        "1.2:0": "1",
    }
    assert client.post(address, form).status_code == 302
    assert story.sheet().points == 25 * SCALE
    page = client.get(address).content.decode()
    assert "1.234,5" in page
    assert "Báo cáo số 12/BC-SYT" in page
    proof = Proof.objects.get(sheet=story.sheet())
    answer = client.get(f"/minh-chung-diem/{proof.pk}/")
    assert answer.getvalue().decode() == "Nội dung văn bản"
    assert story.world.client("neighbour").get(f"/minh-chung-diem/{proof.pk}/").status_code == 404


def test_what_cannot_be_read_stays_in_its_box_and_the_rest_is_kept(story: Story) -> None:
    client = story.world.client("officer")
    address = f"{story.sheet().get_absolute_url()}1/"
    form = {
        "version": story.sheet().version,
        "1.1:sent": "1",
        "1.1:0": "nhiều",
        "1.1:1": "9",
        "1.2:sent": "1",
        "1.2:0": "1",
    }
    answer = client.post(address, form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="nhiều"' in page
    assert "Không đọc được “nhiều”" in page
    assert story.sheet().points == 20 * SCALE


def test_two_who_save_one_pillar_are_told_and_lose_nothing(story: Story) -> None:
    seen = story.sheet().version
    story.fill()
    form = {"version": seen, "1.1:sent": "1", "1.1:0": "7", "1.1:1": "10", "1.2:sent": "1", "1.2:0": "1"}
    answer = story.world.client("head").post(f"{story.sheet().get_absolute_url()}1/", form)
    assert answer.status_code == 422
    assert "Người khác vừa lưu phần này" in answer.content.decode()
    assert 'value="7"' in answer.content.decode()
    form["version"] = story.sheet().version
    assert story.world.client("head").post(f"{story.sheet().get_absolute_url()}1/", form).status_code == 302


def test_an_agency_sees_its_indicators_alone(story: Story) -> None:
    story.fill()
    story.submit()
    page = story.world.client("second_head").get(f"{story.sheet().get_absolute_url()}1/").content.decode()
    assert "Chỉ số 1.1" in page
    assert "Chỉ số 1.2" not in page
    assert story.world.client("second_head").get(f"{story.sheet().get_absolute_url()}2/").status_code == 404


def test_a_finding_is_shown_to_the_unit_once_results_are_shown(story: Story) -> None:
    story.appraised()
    address = f"{story.sheet().get_absolute_url()}1/"
    assert "thiếu văn bản" not in story.world.client("head").get(address).content.decode()
    assert "thiếu văn bản" in story.world.client("office").get(address).content.decode()
    story.move(opens=-30, self_due=-20, appraisal_due=-10, objects_from=-5, objects_to=0)
    story.step("close")
    story.step("show")
    assert "thiếu văn bản" in story.world.client("head").get(address).content.decode()


def test_anyone_downloads_what_a_ranking_was_computed_from(story: Story) -> None:
    run = story.published()
    data = Client().get(f"{run.get_absolute_url()}du-lieu.json").content
    ranking = Client().get(f"{run.get_absolute_url()}xep-hang.json").content
    assert recompute(json.loads(data)) == ranking
    page = Client().get(f"{run.get_absolute_url()}don-vi/{story.world.units['SYT'].pk}/").content.decode()
    assert "4 / 10 × 10" in page
    for user in story.world.users.values():
        assert user.full_name not in page


def _workbook() -> bytes:
    rows = [
        ["STT", "Chỉ số", "Điểm tối đa", "Cách xác định và tính điểm", "Tài liệu kiểm chứng"],
        ["I", "Nhận thức số", 30, "", ""],
        [1, "Họp Ban Chỉ đạo", 20, "4 cuộc: 20 điểm; 2 cuộc: 10 điểm; khác: 0 điểm", "Thông báo kết luận"],
        [2, "Văn bản của người đứng đầu", 10, "xem xét", ""],
    ]
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    for n, row in enumerate(rows):
        sheet.write_row(n, 0, row)
    book.close()
    return buffer.getvalue()


def test_a_set_is_read_from_excel_corrected_published_and_renewed(world: World) -> None:
    client = world.client("office")
    form = {"title": "Bộ chỉ số cấp xã", "subjects": ["commune"]}
    answer = client.post("/bo-chi-so/moi/", form | {"file": SimpleUploadedFile("bo.xlsx", _workbook())})
    version = IndexVersion.objects.get()
    assert answer["Location"] == version.get_absolute_url()
    page = client.get(version.get_absolute_url()).content.decode()
    assert "không nhận ra công thức" in page
    edit = {
        "code": "I.2",
        "pillar": "I",
        "name": "Văn bản của người đứng đầu",
        "max": "10",
        "kind": "ratio",
        "params": '{"a": "văn bản ký", "b": "tổng số văn bản"}',
    }
    assert client.post(f"{version.get_absolute_url()}chi-so/I.2/", edit).status_code == 302
    version = IndexVersion.objects.get()
    assert version.index.by_code["I.2"].kind == "ratio"
    assert version.doubts == []
    bad = client.post(f"{version.get_absolute_url()}chi-so/I.2/", edit | {"params": '{"a": 1}'})
    assert "Bộ chỉ số chưa đúng ở I.2" in bad.content.decode()
    step = {"machine": "index", "verb": "publish"}
    assert client.get(version.get_absolute_url()).status_code == 200
    client.post(f"/buoc/index/{version.pk}/publish/", step)
    again = client.post(f"{version.get_absolute_url()}ban-moi/")
    new = IndexVersion.objects.get(number=2)
    assert again["Location"] == new.get_absolute_url()
    assert "Hai bản như nhau" in client.get(f"{new.get_absolute_url()}so-voi/{version.pk}/").content.decode()
    taken = client.get(f"{new.get_absolute_url()}?tep=1").content
    form = {"title": "Bộ đọc lại", "subjects": ["commune"]}
    client.post("/bo-chi-so/moi/", form | {"file": SimpleUploadedFile("bo.xlsx", taken)})
    copy = IndexVersion.objects.get(name="Bộ đọc lại")
    assert copy.index.by_code == new.index.by_code


def test_a_file_without_a_table_says_what_it_needs(world: World) -> None:
    form = {"title": "Bộ", "file": SimpleUploadedFile("bo.txt", b"abc")}
    page = world.client("office").post("/bo-chi-so/moi/", form).content.decode()
    assert "Các loại được nhận: xlsx, docx" in page


def test_reported_numbers_are_taken_over(running: World) -> None:
    story_body: dict[str, Any] = {
        "name": "Bộ có số đã báo cáo",
        "subjects": ["department"],
        "pillars": [{"code": "1", "name": "p", "max": "10"}],
        "indicators": [
            {
                "code": "1.1",
                "pillar": "1",
                "name": "x",
                "max": "10",
                "kind": "ratio",
                "params": {"a": "a", "b": "b"},
                "takes": running.movement.targets.all()[0].subject[:40],
            }
        ],
    }
    running.register()
    running.report()
    story = Story(running, story_body, movement=running.movement)
    sheet = Sheet.objects.get(assessment=story.assessment, unit=running.units["SYT"])
    assert sheet.points == 95 * SCALE // 10
    assert sheet.words("1.1").taken_from


def test_a_set_is_read_from_a_word_table(world: World) -> None:
    document = Document()
    rows = [
        ("STT", "Chỉ số", "Điểm tối đa", "Cách xác định"),
        ("I", "Nhận thức số", "20", ""),
        (
            "1",
            "Người đứng đầu là Trưởng ban",
            "20",
            "- Chủ tịch: Điểm tối đa\n- Phó Chủ tịch: 1/2*Điểm tối đa\n- Khác: 0 điểm",
        ),
    ]
    table = document.add_table(rows=len(rows), cols=4)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    file = SimpleUploadedFile("bo.docx", buffer.getvalue())
    world.client("office").post("/bo-chi-so/moi/", {"title": "Bộ từ Word", "file": file})
    version = IndexVersion.objects.get(name="Bộ từ Word")
    one = version.index.by_code["I.1"]
    assert one.kind == "tier"
    assert [share for _label, share in one.params["choices"]] == ["1", "0.5", "0"]


def test_the_ranking_over_provinces_is_a_file_that_the_published_ones_give(story: Story) -> None:
    run = story.published()
    address = f"/xep-hang/ca-nuoc/{run.set_digest}/{run.assessment.year}/"
    assert "Sở Y tế" in Client().get(address).content.decode()
    content = Client().get(f"{address}?tep=json").content
    assert content == combined([ranking_of(run)], [])
    assert Client().get(f"/xep-hang/ca-nuoc/{run.set_digest}/1999/").status_code == 404


def test_ranks_over_the_years_are_drawn_with_their_table(story: Story) -> None:
    run = story.published()
    assert "Hạng qua các năm" not in Client().get(run.get_absolute_url()).content.decode()
    run.assessment.pk, run.assessment.year = None, run.assessment.year - 1
    run.assessment.save()
    standing = run.standings.get()
    earlier = Run.objects.create(
        assessment=run.assessment,
        number=1,
        tree_date=run.tree_date,
        code_version=run.code_version,
        set_digest=run.set_digest,
        inputs=run.inputs,
        digest=run.digest,
        data=run.data,
        ranking=run.ranking,
    )
    earlier.standings.create(unit=standing.unit, total=1, pillars=standing.pillars, rank=4)
    fresh = Run.objects.exclude(pk=earlier.pk).select_related("assessment__version", "assessment__province").get()
    ((name, points),) = ranks_over_years(fresh, [standing.unit_id])
    assert (name, [rank for _year, rank in points]) == ("Sở Y tế", [4, 1])
    page = Client().get(fresh.get_absolute_url()).content.decode()
    assert "Hạng qua các năm" in page
    assert "<polyline" in page
