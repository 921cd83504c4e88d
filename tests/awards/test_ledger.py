"""Finding awards, a recipient's lifetime, and old decisions from Excel."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.papers.documents import workbook
from tests.world import World
from thidua.awards import searching
from thidua.awards.actions import enter_grant
from thidua.awards.ledger import HEADS
from thidua.awards.models import Grant
from thidua.awards.searching import MOST_COUNTED, count_of, keys_of, words_in
from thidua.kernel.actor import system

NAMES = ("Nguyễn Văn Ân", "Nguyễn Thị Hòa", "NGUYỄN THỊ HOÀ", "Đặng Đình Đức", "Trần Văn An", "Sở KH&CN", "An An")


def given_to(world: World, name: str, year: int = 2024, number: str = "12/QĐ-UBND") -> Grant:
    return enter_grant(
        actor=system(),
        province=world.province,
        decision_date=date(year, 3, 2),
        kind="individual",
        subject_name=name,
        unit=world.units["SYT"],
        award_code="BK_TINH",
        award_name="Bằng khen",
        achievement="",
        year=year,
        decision_number=number,
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_what_is_found_is_what_a_plain_reading_finds(world: World, data: st.DataObject) -> None:
    """Marks, case and the order of words never matter; every word has to be there whole; and whether a word is asked of the
    index or compared on the row changes nothing."""
    if not Grant.objects.exists():
        for number, name in enumerate(NAMES * 3):
            given_to(world, name, 2020 + number % 5, f"{number}/QĐ-UBND")
    text = " ".join(
        data.draw(st.lists(st.sampled_from([*" ".join(NAMES).split(), "2022", "bang", "khen", "xyz"]), max_size=7))
    )
    words = words_in(text)
    plain = [g.pk for g in Grant.objects.order_by("-pk") if set(words) <= set(words_in(g.words))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "_ROW", data.draw(st.sampled_from([0, searching._ROW, 10**6])))
        assert keys_of(words, world.province.pk, limit=100) == plain
        assert count_of(words, world.province.pk) == len(plain)
        assert keys_of(words, world.province.pk, limit=3, offset=2) == plain[2:5]
        assert keys_of(words, world.province.pk + 1, limit=3) == []


def test_what_changes_is_found_by_its_new_words_alone(world: World) -> None:
    grant = given_to(world, "Trần Văn An")
    grant.subject_name = "Trần Văn Bình"
    grant.save(update_fields=["subject_name"])
    province = world.province.pk
    assert keys_of(["binh"], province, limit=9) == [grant.pk]
    assert keys_of(["tran", "an"], province, limit=9) == []
    assert keys_of(["binh"], province + 1, limit=9) == []


def test_long_counts_end_at_a_limit(world: World) -> None:
    one = given_to(world, "Trần Văn An")
    fields = {f.attname: getattr(one, f.attname) for f in Grant._meta.concrete_fields if f.attname != "id"}
    Grant.objects.bulk_create([Grant(**fields) for _ in range(MOST_COUNTED + 5)])
    assert count_of(["tran"], world.province.pk) == MOST_COUNTED + 1
    page = world.client("office").get("/so-khen-thuong/?q=tran van&trang=3").content.decode()
    assert "Hơn 1.000" in page
    assert "Trang sau" in page


def sheet(*rows: tuple[Any, ...]) -> SimpleUploadedFile:
    content = workbook([HEADS, *rows])
    return SimpleUploadedFile("cu.xlsx", content)


GOOD = ("Lê Thị Mai", "cá nhân", "SYT", "Giấy khen", "công trạng", "Hoàn thành nhiệm vụ", "9/QĐ-SYT", "02/11/2021")


def test_old_decisions_come_from_excel_all_or_none(world: World) -> None:
    office = world.client("office")
    assert office.get("/so-khen-thuong/nhap/?mau=1").status_code == 200
    bad = ("", "người", "Không có", "Giấy khen", "", "", "9/QĐ", "31/02/2021")
    page = office.post("/so-khen-thuong/nhap/", {"file": sheet(GOOD, bad)}).content.decode()
    assert "Loại đối tượng" in page
    assert not Grant.objects.exists()
    for _ in range(2):
        assert office.post("/so-khen-thuong/nhap/", {"file": sheet(GOOD)}).status_code == 302
    grant = Grant.objects.get()
    assert (grant.award_code, grant.basis, grant.year, grant.unit.code) == ("GK", "merit", 2021, "SYT")  # type: ignore[union-attr]  # it has one
    assert world.client("secretary").get("/so-khen-thuong/nhap/").status_code == 404


@pytest.mark.parametrize(
    ("award", "said", "basis"),
    [("Lao động tiên tiến", "", "merit"), ("Giấy khen", "", "thematic"), ("LDTT", "đột xuất", "adhoc")],
)
def test_what_a_row_does_not_say_is_by_the_register(world: World, award: str, said: str, basis: str) -> None:
    office = world.client("office")
    office.cookies["django_language"] = "en"
    row = ("Lý Thị Sáu", "cá nhân", "SYT", award, said, "", "9/QĐ-SYT", "15/3/2024")
    assert office.post("/so-khen-thuong/nhap/", {"file": sheet(row)}).status_code == 302
    assert Grant.objects.get().basis == basis


def test_the_pages_of_the_ledger(issued: World, django_assert_max_num_queries: Any) -> None:
    office, grant = issued.client("office"), Grant.objects.get()
    with django_assert_max_num_queries(8):
        assert "01/QĐ-UBND" in office.get("/so-khen-thuong/?q=SO Y TE 01").content.decode()
    assert "Không có lần khen nào" in office.get("/so-khen-thuong/?q=xyz").content.decode()
    with django_assert_max_num_queries(8):
        assert "01/QĐ-UBND" in office.get(f"/so-khen-thuong/doi-tuong/{grant.recipient_id}/").content.decode()
    assert issued.client("officer").get(f"/so-khen-thuong/doi-tuong/{grant.recipient_id}/").status_code == 200
    assert issued.client("neighbour").get(f"/so-khen-thuong/doi-tuong/{grant.recipient_id}/").status_code == 404
    assert issued.client("officer").get("/so-khen-thuong/").status_code == 404
    Grant.objects.update(in_doubt=True)
    assert "Cần xem lại" in office.get("/so-khen-thuong/").content.decode()
    office.post(f"/so-khen-thuong/{grant.pk}/xem-lai/", {"reason": "Đủ điều kiện khác"})
    grant.refresh_from_db()
    assert not grant.in_doubt


@pytest.mark.parametrize(
    ("text", "words"), [("Sở KH&CN 2025", ["so", "kh", "cn", "2025"]), ("  ", []), ("a' OR 1=1", ["a", "or", "1"])]
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert words_in(text) == words
