"""Who takes no part in an item: by what they say, or by what is entered."""

import pytest

from tests.refusing import codes
from tests.world import World
from thidua.ballots.models import Seat
from thidua.councils.actions import FLOW, cast, recuse, take_part
from thidua.councils.models import SessionItem
from thidua.journal.door import perform
from thidua.journal.models import Entry
from thidua.kernel.refusal import Refused
from thidua.papers.text import text_of


def seat_of(world: World, name: str) -> Seat:
    return Seat.objects.get(body=world.body, user=world.users[name])


def test_who_is_related_leaves_vote_and_denominator(ready: World) -> None:
    session = ready.open_session()
    item = session.items.get()
    recuse(item, seat_of(ready, "member"), reason="em ruột của người được đề nghị", actor=ready.actor("secretary"))
    with pytest.raises(Refused) as refused:
        cast(item, "yes", actor=ready.actor("member"))
    assert codes(refused) == {"ballot.related"}
    for name in ("second", "chairman"):
        cast(item, "yes", actor=ready.actor(name))
    session = perform(FLOW, session, "close", actor=ready.actor("secretary"))
    result = session.items.get().result
    assert (result["yes"], result["base"]) == (2, 2)
    text = text_of(session.minutes.get().paper.content())
    assert "Nguyễn Member (em ruột của người được đề nghị)" in text
    assert Entry.objects.get(verb="session.recuse").data == {"item": item.pk, "seat": seat_of(ready, "member").pk}


def test_a_member_speaks_for_themselves_and_nobody_else(ready: World) -> None:
    item = ready.open_session().items.get()
    with pytest.raises(Refused) as refused:
        recuse(item, seat_of(ready, "member"), reason="liên quan", actor=ready.actor("second"))
    assert codes(refused) == {"machine.right"}
    recuse(item, seat_of(ready, "member"), reason="liên quan", actor=ready.actor("member"))
    with pytest.raises(Refused) as refused:
        recuse(item, seat_of(ready, "member"), reason=" ", actor=ready.actor("member"))
    assert codes(refused) == {"recusal.reason"}
    take_part(item, seat_of(ready, "member"), actor=ready.actor("secretary"))
    cast(item, "yes", actor=ready.actor("member"))
    with pytest.raises(Refused) as refused:
        recuse(item, seat_of(ready, "member"), reason="nhớ ra muộn", actor=ready.actor("secretary"))
    assert codes(refused) == {"recusal.voted"}
    assert SessionItem.objects.get().recused == {}


def test_nothing_is_said_once_it_is_closed(ready: World) -> None:
    session = ready.hold_session()
    with pytest.raises(Refused) as refused:
        recuse(session.items.get(), seat_of(ready, "member"), reason="liên quan", actor=ready.actor("secretary"))
    assert "draft.closed" in codes(refused)


def test_the_page_asks_members_and_secretary(ready: World) -> None:
    session = ready.open_session()
    item, member, secretary = session.items.get(), ready.client("member"), ready.client("secretary")
    address = f"{session.get_absolute_url()}lien-quan/"
    assert "Tôi có liên quan, không tham gia" in member.get(session.get_absolute_url()).content.decode()
    member.post(address, {"item": item.pk, "seat": seat_of(ready, "member").pk, "reason": "vợ tôi làm ở đơn vị"})
    page = secretary.get(session.get_absolute_url()).content.decode()
    assert "Nguyễn Member (vợ tôi làm ở đơn vị)" in page
    assert "bạn liên quan, không biểu quyết" in member.get(session.get_absolute_url()).content.decode()
    secretary.post(address, {"item": item.pk, "seat": seat_of(ready, "member").pk, "back": "1"})
    assert SessionItem.objects.get().recused == {}
    answer = secretary.post(
        address,
        {"item": item.pk, "seat": seat_of(ready, "member").pk, "reason": ""},
        follow=True,
        headers={"referer": f"http://testserver{session.get_absolute_url()}"},
    )
    assert "Hãy ghi vì sao" in answer.content.decode()
    assert ready.client("officer").post(address, {"item": item.pk, "seat": 1, "reason": "x"}).status_code == 404
