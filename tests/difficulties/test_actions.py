"""A difficulty from the unit to its answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.world import TODAY, World
from thidua.difficulties import actions, queries
from thidua.difficulties.actions import FLOW
from thidua.difficulties.models import Difficulty
from thidua.difficulties.rules import ANSWER_DAYS
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused

TEXT = {
    "subject": "Phần mềm một cửa chậm, hồ sơ trực tuyến bị treo",
    "text": "Từ đầu tháng, mỗi hồ sơ mất hơn mười phút.",
    "proposal": "Nâng cấp đường truyền của trung tâm dữ liệu.",
}


def drafted(world: World, code: str = "SYT", who: str = "officer", **values: Any) -> Difficulty:
    return actions.begin(world.movement, world.units[code], TEXT | values, actor=world.actor(who))


def raised(world: World, code: str = "SYT", head: str = "head", **values: Any) -> Difficulty:
    difficulty = drafted(world, code, head, **values)
    return perform(FLOW, difficulty, "raise", actor=world.actor(head))  # type: ignore[no-any-return]


def answered(world: World) -> Difficulty:
    return actions.answer(
        raised(world), "Đường truyền đã được nâng cấp.", open_to_all=True, actor=world.actor("office")
    )


def test_it_goes_to_the_agency_that_the_plan_names_with_a_day(running: World) -> None:
    difficulty = raised(running)
    assert difficulty.holder == running.units["SKHCN"]
    assert difficulty.due == TODAY + timedelta(days=ANSWER_DAYS)
    desk = running.client("office").get(reverse("desk")).content.decode()
    assert "Khó khăn, vướng mắc chờ trả lời" in desk


def test_the_agency_does_not_answer_itself(running: World) -> None:
    row = actions.begin(running.movement, running.units["SKHCN"], TEXT, actor=running.actor("office"))
    row.state = "open"
    assert queries.holder_of(row) == running.committee


def test_without_a_proposal_it_is_not_sent(running: World) -> None:
    with pytest.raises(Refused) as refused:
        raised(running, proposal=" ")
    assert [r.code for r in refused.value.refusals] == ["difficulty.no_proposal"]


def test_the_answer_reaches_the_unit_and_every_unit_when_it_helps_others(running: World) -> None:
    difficulty = answered(running)
    assert (difficulty.state, difficulty.answered_on) == ("answered", TODAY)
    assert "đã được trả lời" in running.client("officer").get(reverse("desk")).content.decode()
    path = difficulty.get_absolute_url()
    neighbour = running.client("neighbour")
    assert "Đường truyền đã được nâng cấp" in neighbour.get(path).content.decode()
    actions.show(difficulty, False, actor=running.actor("office"))
    assert neighbour.get(path).status_code == 404


def test_what_is_beyond_the_agency_goes_up_and_the_committee_answers(running: World) -> None:
    difficulty = raised(running)
    with pytest.raises(Refused):
        perform(FLOW, difficulty, "hand_on", actor=running.actor("officer"), reason="Vượt thẩm quyền")
    up = perform(FLOW, difficulty, "hand_on", actor=running.actor("office"), reason="Vượt thẩm quyền của cơ quan")
    assert up.holder == running.committee
    with pytest.raises(Refused):
        actions.answer(up, "Cơ quan tự trả lời.", open_to_all=False, actor=running.actor("office"))
    with pytest.raises(Refused):
        perform(FLOW, up, "hand_on", actor=running.actor("chairman"), reason="Vượt thẩm quyền của cơ quan")
    done = actions.answer(up, "Giao Sở Tài chính bố trí kinh phí.", open_to_all=False, actor=running.actor("chairman"))
    assert done.state == "answered"


def test_similar_ones_are_joined_and_get_one_answer(running: World) -> None:
    first = raised(running)
    second = raised(running, "X1", "neighbour", subject="Hồ sơ trực tuyến bị treo vì phần mềm một cửa chậm")
    office = running.client("office")
    page = office.get(second.get_absolute_url()).content.decode()
    assert first.subject in page
    assert office.post(f"/kho-khan/{second.pk}/gop/", {"other": first.pk}).status_code == 302
    assert Difficulty.objects.get(pk=second.pk).state == "joined"
    with pytest.raises(Refused):
        actions.join(first, Difficulty.objects.get(pk=second.pk), actor=running.actor("office"))
    office.post(f"/kho-khan/{first.pk}/tra-loi/", {"answer": "Đã nâng cấp đường truyền."})
    neighbour = running.client("neighbour")
    assert "Đã nâng cấp đường truyền" in neighbour.get(second.get_absolute_url()).content.decode()
    assert "đã được trả lời" in neighbour.get(reverse("desk")).content.decode()


def test_a_draft_is_the_units_alone_and_a_raised_one_not_for_other_units(running: World) -> None:
    draft = drafted(running)
    for who in ("office", "neighbour", "chairman"):
        assert running.client(who).get(draft.get_absolute_url()).status_code == 404
    sent = perform(FLOW, draft, "raise", actor=running.actor("head"))
    assert running.client("neighbour").get(sent.get_absolute_url()).status_code == 404
    assert running.client("office").get(sent.get_absolute_url()).status_code == 200


def test_the_pages_raise_save_and_list(running: World) -> None:
    client = running.client("officer")
    path = f"/phong-trao/{running.movement.pk}/kho-khan/"
    answer = client.post(path, TEXT | {"unit": running.units["SYT"].pk})
    difficulty = Difficulty.objects.get()
    assert answer["Location"] == difficulty.get_absolute_url()
    client.post(difficulty.get_absolute_url(), TEXT | {"text": "Đã viết lại."})
    assert Difficulty.objects.get().text == "Đã viết lại."
    for chosen in ("", "cho", "tre", "giai-dap"):
        assert client.get(f"/kho-khan/?loc={chosen}").status_code == 200
    wrong = client.post(path, TEXT | {"unit": running.units["X1"].pk})
    assert wrong.status_code == 200
    assert Difficulty.objects.count() == 1
