"""Pages of blocks as each person sees them."""

import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.blocks.conftest import HEADS, BlockStory
from tests.world import TODAY
from thidua.blocks.models import BlockYear, Marking, Proof

PEOPLE = ("head", "head_snv", "adviser", "office", "appraiser", "chairman", "auditor", "neighbour")


def _pages(story: BlockStory) -> list[str]:
    base = story.year.get_absolute_url()
    found = ["/khoi-cum/", base, f"{base}giao-uoc/", f"{base}suy-ton/", story.member("SYT").get_absolute_url()]
    found += [row.get_absolute_url() for row in Marking.objects.filter(member=story.member("SYT"))]
    return [*found, f"/khoi-cum/de-nghi/{story.year.year}/"]


STAGES: tuple[tuple[str, Callable[[BlockStory], None]], ...] = (
    ("draft", BlockStory.drafted),
    ("running", BlockStory.signed),
    ("scoring", BlockStory.scored),
    ("crossing", BlockStory.crossed),
    ("settled", BlockStory.settled),
    ("voting", BlockStory.voting),
    ("concluded", BlockStory.concluded),
)


@pytest.mark.parametrize(("name", "reach"), STAGES, ids=[name for name, _ in STAGES])
def test_pages_ask_at_most_eight_questions_in_every_state(
    story: BlockStory, name: str, reach: Callable[[BlockStory], None], django_assert_max_num_queries: Any
) -> None:
    reach(story)
    for who in PEOPLE:
        client = story.world.client(who)
        for address in ("/ban-lam-viec/", *_pages(story)):
            with django_assert_max_num_queries(8):
                answer = client.get(address)
            assert answer.status_code in (200, 404), (who, address)


def test_strangers_to_the_block_see_none_of_it(story: BlockStory) -> None:
    story.settled()
    client = story.world.client("neighbour")
    for address in _pages(story)[1:]:
        assert client.get(address).status_code == 404, address
    assert Client().get(story.year.get_absolute_url()).status_code == 302


def test_the_office_begins_the_year_of_several_groups_with_one_form(story: BlockStory) -> None:
    form = {
        "year": TODAY.year + 1,
        "groups": [story.group.pk],
        "self_due": "2027-12-01",
        "cross_due": "2027-12-05",
        "appraisal_due": "2027-12-10",
        "meets_on": "2027-12-15",
        "flags": 2,
    }
    client = story.world.client("office")
    wrong = client.post("/khoi-cum/moi/", form | {"cross_due": "2027-11-01"})
    assert "theo thứ tự" in wrong.content.decode()
    assert not BlockYear.objects.filter(year=TODAY.year + 1).exists()
    answer = client.post("/khoi-cum/moi/", form)
    assert answer.status_code == 302
    assert BlockYear.objects.filter(year=TODAY.year + 1, flags=2).count() == 1
    again = client.post("/khoi-cum/moi/", form)
    assert "đã lập năm" in again.content.decode()
    assert story.world.client("head").get("/khoi-cum/moi/").status_code == 404


def test_the_table_is_read_from_excel(story: BlockStory) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, ["TT", "Tiêu chí", "Điểm tối đa"])
    page.write_row(1, 0, [1, "Hoàn thành nhiệm vụ", 60])
    page.write_row(2, 0, [2, "Kết quả phong trào thi đua", 20])
    book.close()
    file = SimpleUploadedFile("bang.xlsx", buffer.getvalue())
    address = f"{story.year.get_absolute_url()}bang/"
    assert story.world.client("head").post(address, {"file": file}).status_code == 302
    assert [(c.kind, c.source) for c in story.year.criteria.all()] == [("task", ""), ("movement", "targets")]
    wrong = SimpleUploadedFile("bang.txt", "không phải bảng".encode())
    assert "xlsx" in story.world.client("head").post(address, {"file": wrong}).content.decode()


def test_a_criterion_is_written_changed_and_dropped(story: BlockStory) -> None:
    client, base = story.world.client("head"), story.year.get_absolute_url()
    form = {
        "part": "I",
        "name": "Hoàn thành nhiệm vụ",
        "kind": "task",
        "full": "40",
        "how": "",
        "evidence": "",
        "source": "",
    }
    assert client.post(f"{base}tieu-chi/", form).status_code == 302
    row = story.year.criteria.get()
    assert client.post(f"{base}tieu-chi/{row.pk}/", form | {"full": "45"}).status_code == 302
    assert story.year.criteria.get().full == 45
    refused = client.post(f"{base}tieu-chi/", form | {"kind": "movement"})
    assert "lấy từ đâu" in refused.content.decode()
    assert client.post(f"{base}tieu-chi/{row.pk}/bo/").status_code == 302
    assert not story.year.criteria.exists()


def test_a_member_fills_its_marking_with_evidence_in_the_browser(story: BlockStory) -> None:
    story.signed()
    story.step("collect")
    client, own = story.world.client("head"), story.marking("self", "SYT")
    key = story.criterion("Hoàn thành nhiệm vụ chuyên môn").key
    form = {"version": own.version, f"{key}:points": "50,25", f"{key}:note": "Báo cáo số 9"}
    file = SimpleUploadedFile("bao-cao.txt", "Nội dung báo cáo".encode())
    assert client.post(own.get_absolute_url(), form | {f"{key}:paper": file}).status_code == 302
    page = client.get(own.get_absolute_url()).content.decode()
    assert "50,25" in page
    proof = Proof.objects.get()
    assert client.get(f"/minh-chung-khoi/{proof.pk}/").getvalue() == "Nội dung báo cáo".encode()
    assert story.world.client("adviser").get(f"/minh-chung-khoi/{proof.pk}/").status_code == 404
    bad = client.post(own.get_absolute_url(), {"version": 2, f"{key}:points": "năm mươi"})
    assert bad.status_code == 422
    assert "năm mươi" in bad.content.decode()
    assert f'name="version" value="{story.marking("self", "SYT").version}"' in bad.content.decode()
    assert story.marking("self", "SYT").marks[key][0] == "50.25"
    now = story.marking("self", "SYT").version
    assert client.post(own.get_absolute_url(), {"version": now, "drop": proof.pk}).status_code == 302
    assert not Proof.objects.exists()


def test_names_of_cross_markers_are_for_the_lead_and_the_office(story: BlockStory) -> None:
    story.scored()
    story.step("cross")
    found = story.marking("cross", "VP", "SNV")
    story.fill(found, "head_snv", "40", "15", "0", "0", why="còn việc quá hạn")
    story.send(found, "head_snv")
    BlockYear.objects.update(cross_due=TODAY.replace(year=TODAY.year - 1))
    story.reload()
    story.step("gather")
    for code in HEADS:
        story.send(story.marking("gathered", code), "head_snv" if code == "SYT" else "head")
    story.step("hand_over")
    address = story.member("VP").get_absolute_url()
    seen = story.world.client("adviser").get(address).content.decode()
    assert "còn việc quá hạn" in seen
    assert "Sở Nội vụ" not in seen
    assert "Sở Nội vụ" in story.world.client("office").get(address).content.decode()


def test_a_vote_is_cast_and_the_ballots_are_counted_in_the_browser(story: BlockStory) -> None:
    story.settled()
    base = story.year.get_absolute_url()
    lead = story.world.client("head")
    members = {code: story.member(code).pk for code in HEADS}
    assert lead.post(f"{base}suy-ton/danh-sach/", {"member": [members["SNV"]]}).status_code == 302
    roll = {f"m{members[code]}": story.world.users[who].pk for code, who in HEADS.items()}
    assert lead.post(f"{base}suy-ton/diem-danh/", roll).status_code == 302
    story.step("call")
    candidate = story.member("SNV").candidacies.get()
    for who in ("head", "adviser"):
        client = story.world.client(who)
        assert "Bỏ phiếu suy tôn" in client.get("/ban-lam-viec/").content.decode()
        assert client.post(f"/suy-ton/{candidate.pk}/", {"choice": "yes"}).status_code == 302
    assert "đơn vị của bạn" in story.world.client("head_snv").get(f"{base}suy-ton/").content.decode()
    story.step("conclude")
    assert "được suy tôn" in lead.get(f"{base}suy-ton/").content.decode()
    assert lead.get(f"{base}tong-ket.docx").getvalue().startswith(b"PK")
    office = story.world.client("office")
    assert "Sở Nội vụ" in office.get(f"/khoi-cum/de-nghi/{story.year.year}/").content.decode()
    assert office.get(f"/khoi-cum/de-nghi/{story.year.year}/?tep=1").status_code == 200


def test_the_public_sees_a_published_year_and_nothing_before(story: BlockStory) -> None:
    story.concluded()
    address = f"/khoi-thi-dua/{story.year.pk}/"
    assert Client().get(address).status_code == 404
    story.step("publish", "chairman")
    page = Client().get(address).content.decode()
    assert "Sở Y tế" in page
    assert "Nguyễn" not in page
    assert Client().get(f"{address}?tep=1").status_code == 200
    assert story.group.name in Client().get("/khoi-thi-dua/").content.decode()


def test_the_lead_and_the_days_change_with_a_reason(story: BlockStory) -> None:
    office, base = story.world.client("office"), story.year.get_absolute_url()
    units = story.world.units
    assert (
        office.post(
            f"{base}khoi-truong/", {"lead": units["VP"].pk, "deputy": units["SNV"].pk, "reason": "luân phiên"}
        ).status_code
        == 302
    )
    assert story.reload().lead == units["VP"]
    same = office.post(
        f"{base}khoi-truong/", {"lead": units["VP"].pk, "deputy": units["VP"].pk, "reason": "luân phiên"}
    )
    assert "khác nhau" in same.content.decode()
    days = {
        "self_due": "2027-01-05",
        "cross_due": "2027-01-01",
        "appraisal_due": "2027-01-10",
        "meets_on": "2027-01-12",
    }
    wrong = office.post(f"{base}thoi-han/", days | {"reason": "lùi hạn"})
    assert "theo thứ tự" in wrong.content.decode()
    assert office.post(f"{base}thoi-han/", days | {"self_due": "2026-12-30", "reason": "lùi hạn"}).status_code == 302
    assert story.world.client("head").get(f"{base}thoi-han/").status_code == 404


def test_the_group_page_changes_members_and_lead(story: BlockStory) -> None:
    admin, units = story.world.client("admin"), story.world.units
    address = f"/don-vi/khoi-cum/{story.group.pk}/"
    form = {"do": "lead", "lead-unit": units["VP"].pk, "lead-day": TODAY.isoformat()}
    assert admin.post(address, form).status_code == 302
    taken = {"do": "join", "join-units": [units["TW"].pk], "join-day": TODAY.isoformat()}
    assert admin.post(address, taken).status_code == 302
    assert "Bảo hiểm xã hội tỉnh" in story.world.client("head").get(address).content.decode()
    leave = {"do": "leave", "leave-unit": units["TW"].pk, "leave-day": TODAY.isoformat()}
    refused = admin.post(address, leave)
    assert refused.status_code == 200
    assert "sau ngày này" in refused.content.decode()
