import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from hypothesis import given
from hypothesis import strategies as some

from tests.papers.documents import workbook
from tests.refusing import codes
from tests.world import TODAY, World, wipe
from thidua.awards.actions import enter_grant
from thidua.awards.models import Rule
from thidua.journal.door import perform
from thidua.kernel.actor import system
from thidua.kernel.refusal import Refused
from thidua.nominations import part_views
from thidua.nominations.actions import FLOW, attach
from thidua.nominations.documents import package
from thidua.nominations.models import Nomination, Part, PartText
from thidua.nominations.queries import part_names
from thidua.nominations.rules.dossier import changes, source_of
from thidua.nominations.workbook import HEADS, read_nominees
from thidua.nominations.writing import draft, write

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/reference/dossier.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def written(reported: World) -> Part:
    """An achievement report of a draft, with no file yet."""
    nomination = reported.draft_nomination()
    return Part.objects.create(nomination=nomination, name="Báo cáo thành tích", source="achievement")


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("Tờ trình đề nghị khen thưởng của đơn vị", "submission"),
        ("Báo cáo thành tích của tập thể, cá nhân", "achievement"),
        ("Bản tóm tắt thành tích", "summary"),
        ("Biên bản họp Hội đồng", "minutes"),
        ("Bản sao giấy chứng nhận", "upload"),
    ],
)
def test_a_name_says_what_can_be_drafted(name: str, source: str) -> None:
    assert source_of(name, "upload") == source
    assert source_of(name, "launch_plan") == "launch_plan"


def test_a_part_is_drafted_from_what_the_system_knows(reported: World, written: Part) -> None:
    enter_grant(
        actor=system(),
        province=reported.province,
        decision_date=TODAY,
        kind="collective",
        subject_name="Sở Y tế",
        unit=reported.units["SYT"],
        award_code="GK",
        award_name="Giấy khen",
        achievement="",
        year=TODAY.year,
        decision_number="45/QĐ-SYT",
    )
    body = draft(written, actor=reported.actor("officer")).body
    assert "Sở Y tế" in body
    assert "Kết quả các chỉ tiêu theo báo cáo của Sở Y tế" in body
    assert "95%" in body
    assert "45/QĐ-SYT" in body
    assert "Đơn vị đã tổ chức thực hiện đầy đủ" in body


@pytest.mark.parametrize("kind", ["collective", "individual", "household", "enterprise", "overseas"])
@pytest.mark.parametrize("source", ["submission", "achievement", "summary", "minutes"])
def test_every_part_can_be_drafted_for_every_kind_of_subject(reported: World, kind: str, source: str) -> None:
    nomination = reported.draft_nomination("Nguyễn Văn An", kind)
    part = Part.objects.create(nomination=nomination, name="x", source=source)
    draft(part, actor=reported.actor("officer"))
    page = reported.client("officer").get(f"/ho-so/tai-lieu/{part.pk}/van-ban/")
    text = "\n".join(p.text for p in Document(io.BytesIO(page.content)).paragraphs)
    assert "Nguyễn Văn An" in text


def test_each_saving_is_a_version_and_two_are_compared(reported: World, written: Part) -> None:
    client, address = reported.client("officer"), f"/ho-so/tai-lieu/{written.pk}"
    client.post(f"{address}/soan-san/")
    body = PartText.objects.get().body
    client.post(f"{address}/soan/", {"body": body + "\nThêm một dòng", "base": "1"})
    client.post(f"{address}/soan/", {"body": body + "\nThêm một dòng", "base": "2"})
    assert list(PartText.objects.values_list("number", flat=True)) == [1, 2]
    page = client.get(f"{address}/so-sanh/").content.decode()
    assert "<ins>Thêm một dòng<br></ins>" in page
    assert "<del>" not in page
    assert reported.client("neighbour").get(f"{address}/soan/").status_code == 404


def test_two_who_write_at_once_lose_nothing(reported: World, written: Part) -> None:
    officer = reported.actor("officer")
    write(written, "của một người", base=0, actor=officer)
    with pytest.raises(Refused) as refused:
        write(written, "của người kia", base=0, actor=officer)
    assert codes(refused) == {"part.changed"}
    page = reported.client("officer").post(
        f"/ho-so/tai-lieu/{written.pk}/soan/", {"body": "của người kia", "base": "0"}
    )
    assert "của người kia" in page.content.decode()
    assert PartText.objects.get().body == "của một người"


def test_a_text_stands_for_its_part_and_is_closed_with_the_dossier(reported: World, written: Part) -> None:
    officer, head = reported.actor("officer"), reported.actor("head")
    with pytest.raises(Refused) as refused:
        perform(FLOW, written.nomination, "submit", actor=head)
    assert codes(refused) == {"nomination.missing_part"}
    write(written, "Thành tích", base=0, actor=officer)
    perform(FLOW, written.nomination, "submit", actor=head)
    with pytest.raises(Refused) as refused:
        write(Part.objects.get(pk=written.pk), "Khác", base=1, actor=officer)
    assert codes(refused) == {"draft.closed"}


def test_writing_asks_the_nominee_to_confirm_again(reported: World, written: Part) -> None:
    Nomination.objects.filter(pk=written.nomination_id).update(nominee_confirmed=True)
    write(written, "Thành tích", base=0, actor=reported.actor("officer"))
    assert not Nomination.objects.get(pk=written.nomination_id).nominee_confirmed


def test_only_parts_that_are_written_take_text(reported: World) -> None:
    part = Part.objects.create(nomination=reported.draft_nomination(), name="Bản sao", source="upload")
    for act in (lambda: draft(part, actor=reported.actor("officer")), lambda: write(part, "x", base=0, actor=system())):
        with pytest.raises(Refused):
            act()


def test_the_rule_of_the_award_says_the_parts_where_the_plan_is_silent(reported: World) -> None:
    reported.open_round()
    reported.movement.plan.items.filter(kind="dossier_part").delete()
    assert [source for _, source in part_names(reported.round)] == ["submission", "achievement", "minutes"]
    Rule.objects.create(
        province=reported.province,
        kind="dossier",
        key="BK_TINH",
        valid_from=TODAY,
        article="Quy chế của tỉnh",
        data={"parts": [{"name": "Chỉ một tờ", "source": "summary"}], "copies": 1},
    )
    assert part_names(reported.round, "BK_TINH") == [("Chỉ một tờ", "summary")]
    assert len(part_names(reported.round, "GK")) == 3


def test_the_package_is_as_documented_and_every_file_is_in_it(reported: World, written: Part) -> None:
    write(written, "Thành tích", base=0, actor=reported.actor("officer"))
    attach(written, reported.paper(), actor=reported.actor("officer"))
    nomination = Nomination.objects.select_related("unit", "offer", "round__movement__plan").get()
    with package([nomination]) as file, zipfile.ZipFile(file) as archive:
        told = json.loads(archive.read("ho-so.json"))
        jsonschema.validate(told, SCHEMA)
        (dossier,) = told["dossiers"]
        paths = [row["path"] for row in dossier["files"]]
        assert sorted([*paths, "ho-so.json"]) == sorted(archive.namelist())
        assert sum(row["part"] == "Báo cáo thành tích" for row in dossier["files"]) == 2
        assert all(path.isascii() for path in paths)
        for row in dossier["files"]:
            assert hashlib.sha256(archive.read(row["path"])).hexdigest() == row["sha256"]
        assert {"launch_plan", "review_report"} <= {row["source"] for row in dossier["files"]}


def status_of(world: World, who: str, address: str) -> int:
    response = world.client(who).get(address)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


def test_who_may_not_see_a_dossier_gets_no_package(reported: World) -> None:
    nomination = reported.nominate()
    for who, status in (("officer", 200), ("office", 200), ("neighbour", 404)):
        assert status_of(reported, who, f"/ho-so/{nomination.pk}/bo-ho-so/") == status
    for who, status in (("office", 200), ("officer", 404)):
        assert status_of(reported, who, f"/khen-thuong/{nomination.round_id}/goi-ho-so/") == status


def sheet(*rows: tuple[str, ...]) -> bytes:
    return workbook([HEADS, *rows])


def test_nominees_come_from_excel_all_or_none(reported: World) -> None:
    reported.open_round()
    good = ("cá nhân", "Lê Thị Hoa", "Chuyên viên", "", "x", "Thành tích")
    bad = ("ông", "", "", "Huân chương Sao Vàng", "?", "")
    with pytest.raises(Refused) as refused:
        read_nominees(sheet(good, bad), "a.xlsx", reported.round)
    assert {r.values["column"] for r in refused.value.refusals} == {HEADS[0], HEADS[1], HEADS[3], HEADS[4]}
    with pytest.raises(Refused) as refused:
        read_nominees(sheet(good, good), "a.xlsx", reported.round)
    assert codes(refused) == {"unit.row_twice"}
    with pytest.raises(Refused) as refused:
        read_nominees(sheet(), "a.xlsx", reported.round)
    assert codes(refused) == {"unit.no_rows"}
    client, unit = reported.client("officer"), reported.units["SYT"]
    address = f"/khen-thuong/{reported.round.pk}/danh-sach/{unit.pk}/"
    both = sheet(good, ("hộ gia đình", "Trần Văn Ba", "Thôn 2", "", "", "Thành tích"))
    for _ in range(2):
        client.post(address, {"file": SimpleUploadedFile("a.xlsx", both)})
    rows = Nomination.objects.order_by("subject_name")
    assert [(r.subject_name, r.subject_kind, r.is_direct_worker) for r in rows] == [
        ("Lê Thị Hoa", "individual", True),
        ("Trần Văn Ba", "household", False),
    ]
    assert all(row.parts.exists() for row in rows)


@given(
    some.lists(some.text(alphabet="abc ", max_size=4), max_size=8),
    some.lists(some.text(alphabet="abc ", max_size=4), max_size=8),
)
def test_changes_give_both_texts_again(old: list[str], new: list[str]) -> None:
    before, after = "\n".join(old), "\n".join(new)
    found: list[Any] = changes(before, after)
    assert [line for c in found if c.kind != "added" for line in c.lines] == before.splitlines()
    assert [line for c in found if c.kind != "removed" for line in c.lines] == after.splitlines()


def test_many_dossiers_come_in_several_files(reported: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part_views, "PER_PACKAGE", 1)
    reported.nominate()
    reported.nominate("Trần Thị Hai", "individual")
    address = f"/khen-thuong/{reported.round.pk}/goi-ho-so/"
    page = reported.client("office").get(address).content.decode()
    assert "?tu=1" in page
    assert "?tu=2" in page
    response = reported.client("office").get(f"{address}?tu=2")
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert len(json.loads(archive.read("ho-so.json"))["dossiers"]) == 1


def test_characters_that_no_document_may_hold_do_no_harm(reported: World, written: Part) -> None:
    write(written, "Thành tích \x01\x0c tốt \ufffe", base=0, actor=reported.actor("officer"))
    page = reported.client("officer").get(f"/ho-so/tai-lieu/{written.pk}/van-ban/")
    assert "Thành tích" in "\n".join(p.text for p in Document(io.BytesIO(page.content)).paragraphs)


@pytest.mark.django_db(transaction=True)
def test_drafting_stands_on_its_own_transaction() -> None:
    world = World()
    try:
        world.launch()
        world.register()
        part = Part.objects.create(nomination=world.draft_nomination(), name="Báo cáo", source="achievement")
        assert draft(part, actor=world.actor("officer")).number == 1
        with pytest.raises(Refused) as refused:
            write(part, "\n".join("ab"[n % 2] for n in range(3000)), base=1, actor=world.actor("officer"))
        assert codes(refused) == {"part.length"}
    finally:
        wipe()
