"""Source and reading side by side, and a corrected file."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.world import PLAN, World
from thidua.kernel.refusal import Refused
from thidua.plans import actions
from thidua.plans.models import Item, Plan, Standing


def page_of(world: World, query: str = "") -> str:
    return world.client("office").get(world.plan.get_absolute_url() + query).content.decode()


def corrected(world: World, text: str) -> Plan:
    file = SimpleUploadedFile("ban-sua.txt", text.encode())
    client = world.client("office")
    answer = client.post(f"/ke-hoach/{world.plan.pk}/ban-sua/", {"file": file})
    assert answer.status_code == 302
    return Plan.objects.get(pk=world.plan.pk)


def test_each_quote_leads_to_its_source_and_back(world: World) -> None:
    world.bring()
    text = page_of(world)
    marked = set(re.findall(r'id="nguon-(\d+)"', text))
    assert {int(pk) for pk in marked} == set(world.plan.items.exclude(quote="").values_list("pk", flat=True))
    for pk in marked:
        assert f'href="#nguon-{pk}"' in text


def test_a_click_on_the_source_leads_to_its_item(world: World) -> None:
    world.bring()
    text = page_of(world)
    led = set(re.findall(r'<a href="#muc-(\d+)"', text))
    assert len(led) > 40
    assert all(f'<li id="muc-{pk}"' in text for pk in led)


def test_the_source_is_shown_whole_and_in_order(world: World) -> None:
    world.bring()
    source = re.search(r'<section class="source".*?</section>', page_of(world), re.DOTALL)
    assert source
    shown = re.sub(r"<[^>]+>", "", source[0])
    assert "".join(shown.split()) == "".join(world.plan.source.split()).replace('"', "&quot;").replace("'", "&#x27;")


def test_judging_leads_to_the_next_open_item(world: World) -> None:
    world.bring()
    first, second = world.plan.items.filter(kind="target")[:2]
    answer = world.client("office").post(f"/muc/{first.pk}/", {"standing": "confirmed"})
    assert answer["Location"].endswith(f"#muc-{second.pk}")


def test_a_rejection_can_be_taken_back(world: World) -> None:
    world.bring()
    item = world.plan.items.filter(kind="target")[0]
    for standing in ("rejected", "proposed"):
        world.client("office").post(f"/muc/{item.pk}/", {"standing": standing})
        item.refresh_from_db()
        assert item.standing == standing


def test_items_of_little_confidence_can_be_looked_at_alone(world: World) -> None:
    world.bring()
    Item.objects.filter(plan=world.plan).update(confidence=0.99)
    item = world.plan.items.filter(kind="quota")[0]
    Item.objects.filter(pk=item.pk).update(confidence=0.4)
    text = page_of(world, "?loc=thap")
    assert re.findall(r'<li id="muc-(\d+)"', text) == [str(item.pk)]
    assert "tin cậy 40%" in text


def test_marked_words_become_the_quote_of_a_new_item(world: World) -> None:
    plan = world.bring()
    words = "90% cán bộ được tập huấn kỹ năng số"
    form = world.client("office").get(f"/ke-hoach/{plan.pk}/them/target/?trich={words}").content.decode()
    assert words in form
    raw = {"comparator": ">=", "value": "90", "unit": "%", "subject": "cán bộ", "quote": words}
    item = actions.add_item(plan, "target", raw, actor=world.actor("office"))
    assert " ".join(plan.source[item.start : item.end].split()) == item.quote == words
    with pytest.raises(Refused) as refused:
        actions.add_item(plan, "target", raw | {"quote": "không hề có trong văn bản"}, actor=world.actor("office"))
    assert [r.code for r in refused.value.refusals] == ["item.quote"]


def test_a_corrected_file_keeps_what_was_confirmed_and_shows_what_changed(world: World) -> None:
    plan = world.bring()
    actions.judge_kind(plan, "target", actor=world.actor("office"))
    actions.judge_kind(plan, "quota", actor=world.actor("office"))
    kept = plan.items.filter(kind="target", data__value=90).get()
    changed = plan.items.filter(kind="target", data__value=80).get()
    corrected(world, PLAN.replace("80%", "85%"))
    kept.refresh_from_db()
    changed.refresh_from_db()
    assert (kept.standing, kept.change) == (Standing.CONFIRMED, "")
    assert (changed.standing, changed.change, changed.data["value"]) == (Standing.PROPOSED, "changed", 85)
    assert changed.before["value"] == 80
    assert "85%" in changed.quote
    assert plan.items.filter(kind="quota", standing=Standing.CONFIRMED).exists()
    text = page_of(world, "?loc=khac")
    assert "đã khác trước" in text
    assert "80" in text


def test_what_a_corrected_file_no_longer_has_waits_for_a_person(world: World) -> None:
    plan = world.bring()
    actions.judge_kind(plan, "target", actor=world.actor("office"))
    gone = plan.items.filter(kind="target", data__value=90).get()
    corrected(world, re.sub(r"- 90%[^\n]*\n", "", PLAN))
    gone.refresh_from_db()
    assert (gone.standing, gone.change, gone.quote) == (Standing.PROPOSED, "gone", "")


def test_a_replacement_keeps_the_standing_of_items_that_read_as_before(running: World) -> None:
    client = running.client("office")
    file = SimpleUploadedFile("moi.txt", PLAN.replace("80%", "85%").encode())
    data = {"province": running.province.pk, "file": file}
    client.post(f"/ke-hoach/{running.movement.plan.pk}/thay-the/", data)
    plan = Plan.objects.get(supersedes=running.movement.plan)
    assert plan.items.filter(standing=Standing.CONFIRMED).count() > 20
    assert {i.data["value"] for i in plan.items.filter(kind="target", change="changed")} == {85}


def test_the_page_of_a_damaged_text_shows_its_repair(world: World) -> None:
    from tests.plans.scoring import CORPUS

    text = (CORPUS / "so-tai-chinh-ocr.txt").read_text(encoding="utf-8")
    world.bring(text)
    page = page_of(world)
    assert 'class="repaired"' in page
    assert "Đọc là" in page
