"""Enterprises take part, are compared, and are ranked in parts."""

import json
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scores.sets import LEVELS, indicator
from tests.world import TODAY, World, run_jobs
from thidua.businesses import actions, queries
from thidua.businesses.jobs import share_out
from thidua.businesses.models import Business, BusinessRun, BusinessSheet, RunPart, Survey
from thidua.businesses.running import begin, finish, place_in, rank_part, score_part, whole_of
from thidua.journal.door import perform
from thidua.journal.models import Entry
from thidua.kernel.actor import system
from thidua.kernel.refusal import Refused
from thidua.portal.actions import new_province
from thidua.scores import making
from thidua.scores.actions import Entered
from thidua.scores.rules.answers import Answer
from thidua.scores.rules.ranking import Distribution, ranks

COUNTS = (13, 1, 16, 13, 10, 7)
BODY: dict[str, Any] = {
    "name": "Bộ tiêu chí thử",
    "subjects": ["enterprise"],
    "levels": LEVELS,
    "pillars": [
        {"code": str(p), "name": f"Trụ cột {p}", "max": "25" if n == 1 else str(5 * n)} for p, n in enumerate(COUNTS, 1)
    ],
    "indicators": [
        indicator(f"{p}.{n}", "ordinal", "25" if count == 1 else "5", str(p), levels=[""] * 6)
        for p, count in enumerate(COUNTS, 1)
        for n in range(1, count + 1)
    ],
}


def make_survey(world: World) -> Survey:
    office = world.actor("office")
    version = perform(making.FLOW, making.make(world.province, BODY, actor=office), "publish", actor=office)
    fields = {"name": "Đợt thử", "year": TODAY.year, "opens": TODAY, "closes": TODAY + timedelta(days=9)}
    survey = actions.plan(world.province, version, fields, actor=office)
    return perform(actions.FLOW, survey, "open", actor=office)  # type: ignore[no-any-return]  # a Survey


def codes() -> Any:
    """Tax codes that check out."""
    for number in range(100_000_000, 100_200_000):
        digits = f"{number:09d}"
        weights = (31, 29, 23, 19, 17, 13, 7, 5, 3)
        check = 10 - sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11
        if check < 10:
            yield f"{digits}{check}"


def fill(survey: Survey, level: int, code: str, sector: str = "G") -> BusinessSheet:
    fields = {"name": f"Công ty {code}", "kind": "enterprise", "sector": sector, "province": survey.province}
    business, _key = actions.enrol(code, fields)
    sheet = actions.sheet_of(survey, business)
    actions.save(sheet, {one.code: Entered(Answer((level,))) for one in survey.version.index.indicators})
    return actions.send(sheet)


def test_an_enterprise_comes_back_by_its_key_alone(world: World) -> None:
    survey = make_survey(world)
    fields = {"name": "Công ty Sen", "kind": "enterprise", "sector": "C", "province": survey.province}
    business, key = actions.enrol("0100109106", fields)
    assert actions.recognise("0100109106", key.lower()) == business
    for code, wrong in (("0100109106", "AAAA"), ("0100109107", key)):
        with pytest.raises(Refused) as error:
            actions.recognise(code, wrong)
        assert error.value.refusals[0].code == "business.unknown"
    with pytest.raises(Refused) as error:
        actions.enrol("0100109106", fields)
    assert error.value.refusals[0].code == "business.known"


def test_a_persons_number_is_not_kept(world: World) -> None:
    survey = make_survey(world)
    fields = {"name": "Hộ Tư", "kind": "household", "sector": "I", "province": survey.province}
    business, _key = actions.enrol("079203012345", fields)
    assert business.tax_code == ""
    stored = [str(value) for value in Business.objects.filter(pk=business.pk).values_list()[0]]
    assert not any("079203012345" in value for value in stored)
    assert not Entry.objects.filter(data__icontains="079203012345").exists()


def test_a_code_that_fails_its_check_is_asked_about(world: World) -> None:
    survey = make_survey(world)
    fields = {"name": "Công ty", "kind": "enterprise", "sector": "C", "province": survey.province}
    with pytest.raises(Refused) as error:
        actions.enrol("0100109107", fields)
    assert error.value.refusals[0].code == "business.unsure"
    assert actions.enrol("0100109107", fields, sure=True)[0].tax_code == "0100109107"


def test_a_sector_is_shown_only_when_enough_have_sent(world: World) -> None:
    survey, known = make_survey(world), codes()
    sheets = [fill(survey, n % 6, next(known)) for n in range(9)]
    assert queries.compared(sheets[0]) is None
    assert queries.by_level(survey) == []
    sheets.append(fill(survey, 3, next(known)))
    fill(survey, 5, next(known), sector="C")
    found = queries.compared(sheets[-1])
    assert found is not None
    assert found.count == 10
    assert found.ahead == 2
    (row,) = queries.by_level(survey)
    assert (row[0], row[2]) == ("G", 10)


def test_a_changed_answer_moves_the_sheet_in_its_sectors_tally(world: World) -> None:
    survey, known = make_survey(world), codes()
    sheets = [fill(survey, 2, next(known)) for _ in range(10)]
    actions.save(sheets[0], {"1.1": Entered(Answer((5,)))})
    found = queries.compared(BusinessSheet.objects.get(pk=sheets[1].pk))
    assert found is not None
    assert (found.count, found.ahead) == (10, 1)
    assert sum(row.count for row in survey.tallies.all()) == 10


def many(survey: Survey, count: int, chance_from: int) -> None:
    """Sheets written past the actions."""
    layout = survey.version.layout
    chance = np.random.default_rng(chance_from)
    start = Business.objects.count()
    businesses = Business.objects.bulk_create(
        Business(
            code_digest=f"{start + n:064d}",
            name=f"DN {start + n}",
            kind="enterprise",
            sector="G",
            province=survey.province,
            key_digest="!",
        )
        for n in range(count)
    )
    for business in businesses:
        options = chance.integers(0, 6, layout.options, dtype=np.uint8).tobytes()
        record = options + bytes(layout.start - layout.options)
        BusinessSheet.objects.create(
            survey=survey, business=business, sector="G", record=record, sent_at=business.registered_at
        )


@pytest.fixture
def two_provinces(world: World) -> list[Survey]:
    first = make_survey(world)
    other = new_province("Núi Xanh", actor=system()).province
    version = perform(making.FLOW, making.make(other, BODY, actor=system()), "publish", actor=system())
    second = Survey.objects.create(
        province=other, version=version, name="Đợt khác", year=TODAY.year, opens=TODAY, closes=TODAY, state="open"
    )
    many(first, 30, 1)
    many(second, 20, 2)
    Survey.objects.update(state="closed", closes=TODAY - timedelta(days=1))
    return [first, second]


def test_a_run_in_parts_has_the_ranks_of_the_whole(two_provinces: list[Survey]) -> None:
    run = begin(two_provinces[0].version, TODAY.year, actor=system())
    assert share_out(run) == 2
    while run_jobs():
        pass
    run.refresh_from_db()
    assert (run.state, run.count) == ("done", 50)
    layout = two_provinces[0].version.layout
    table = layout.table(
        [bytes(r) for r in BusinessSheet.objects.order_by("business").values_list("record", flat=True)]
    )
    from thidua.scores.rules.cohort import Scorer

    totals = Scorer(layout.index, {}).run(table).total
    expected = dict(zip(BusinessSheet.objects.order_by("business").values_list("business", flat=True), ranks(totals).tolist(), strict=True))  # fmt: skip
    for survey in two_provinces:
        for key in survey.sheets.values_list("business", flat=True):
            place = place_in(run, survey, key)
            assert place is not None
            assert place["rank"] == expected[key]
            assert place["of"] == 50


def test_parts_come_out_the_same_in_any_order(two_provinces: list[Survey]) -> None:
    digests = []
    for turned in (False, True):
        run = begin(two_provinces[0].version, TODAY.year, actor=system())
        parts = list(RunPart.objects.filter(run=run).select_related("run__version", "survey"))
        for part in reversed(parts) if turned else parts:
            score_part(part)
            score_part(part)
        for part in parts if turned else reversed(parts):
            rank_part(part, whole_of(run))
            assert finish(run) is (RunPart.objects.filter(run=run, state="scored").count() == 0)
        digests.append(BusinessRun.objects.get(pk=run.pk).digest)
    assert digests[0] == digests[1] != ""
    for change in (lambda: RunPart.objects.update(results=b""), lambda: BusinessRun.objects.update(digest="x")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_run_over_other_provinces_needs_the_right_in_each(two_provinces: list[Survey], world: World) -> None:
    with pytest.raises(Refused):
        begin(two_provinces[0].version, TODAY.year, actor=world.actor("office"))


def test_auditors_take_every_sheet_of_a_part(two_provinces: list[Survey], world: World) -> None:
    run = begin(two_provinces[0].version, TODAY.year, actor=system())
    share_out(run)
    while run_jobs():
        pass
    part = RunPart.objects.get(run=run, survey=two_provinces[0])
    answer = world.client("auditor").get(f"/dot-doanh-nghiep/phan/{part.pk}/")
    lines = [json.loads(line) for line in answer.getvalue().decode().splitlines()]
    assert lines[0]["results"] == part.digest
    assert len(lines) == 31
    assert world.client("office").get(f"/dot-doanh-nghiep/phan/{part.pk}/").status_code == 404


def test_an_enterprise_takes_part_on_public_pages(world: World, django_assert_max_num_queries: Any) -> None:
    survey, client = make_survey(world), Client()
    assert "Đợt thử" in client.get("/doanh-nghiep/").content.decode()
    form = {"code": "0100109106", "name": "Công ty Sen", "kind": "enterprise", "sector": "C"}
    page = client.post(f"/doanh-nghiep/{survey.pk}/tham-gia/", form).content.decode()
    key = page.split("<code>")[1].split("</code>")[0]
    for pillar in survey.version.index.pillars:
        rows = survey.version.index.of_pillar(pillar.code)
        boxes = {f"{one.code}:sent": "1" for one in rows} | {f"{one.code}:0": "4" for one in rows}
        assert client.post(f"/doanh-nghiep/{survey.pk}/phieu/{pillar.code}/", boxes).status_code == 302
    client.post(f"/doanh-nghiep/{survey.pk}/gui/")
    with django_assert_max_num_queries(8):
        page = client.get(f"/doanh-nghiep/{survey.pk}/phieu/").content.decode()
    assert "256" in page
    assert "Chưa đủ đơn vị cùng ngành" in page
    assert "<script" not in page
    stranger = Client()
    assert stranger.get(f"/doanh-nghiep/{survey.pk}/phieu/").status_code == 404
    back = stranger.post(f"/doanh-nghiep/{survey.pk}/mo-lai/", {"code": "0100109106", "key": key})
    assert back["Location"] == f"/doanh-nghiep/{survey.pk}/phieu/"
    assert stranger.get(back["Location"]).status_code == 200
    wrong = Client().post(f"/doanh-nghiep/{survey.pk}/mo-lai/", {"code": "0100109106", "key": "XXXX"})
    assert "Mã số thuế hoặc mã truy cập không đúng" in wrong.content.decode()


def test_the_office_sees_sectors_and_no_answers(world: World, django_assert_max_num_queries: Any) -> None:
    survey, known = make_survey(world), codes()
    for n in range(10):
        fill(survey, n % 6, next(known))
    client = world.client("office")
    for address in ("/dot-doanh-nghiep/", survey.get_absolute_url()):
        with django_assert_max_num_queries(8):
            page = client.get(address).content.decode()
        assert "Công ty 10" not in page
    assert world.client("head").get(survey.get_absolute_url()).status_code == 404


@settings(max_examples=50)
@given(st.lists(st.lists(st.integers(0, 9), max_size=8), min_size=1, max_size=4))
def test_standings_are_put_together_in_any_order(parts: list[list[int]]) -> None:
    arrays = [np.array(part, dtype=np.int64) for part in parts]
    one = Distribution.together([Distribution.of(part) for part in arrays])
    other = Distribution.together([Distribution.of(part) for part in reversed(arrays)])
    assert one.scores.tolist() == other.scores.tolist()
    assert one.counts.tolist() == other.counts.tolist()
