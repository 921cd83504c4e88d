"""The secret ballot: what is counted, what is kept, and what somebody who holds all of it could find out."""

import re
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, connections, transaction

from tests.refusing import codes
from tests.world import TODAY, World, wipe
from thidua.ballots import queries, sealing, secret
from thidua.ballots.actions import seat
from thidua.ballots.models import Envelope, Motion, PaperCount, Poll, Vote
from thidua.councils import queries as councils
from thidua.councils.actions import FLOW, cast, hand_papers, name_tellers, plan_session, take_back_papers, take_roll
from thidua.councils.models import Session
from thidua.journal.door import perform
from thidua.journal.models import Entry
from thidua.kernel.actor import system
from thidua.kernel.refusal import Refused
from thidua.people.actions import appoint, open_account
from thidua.people.queries import actor_of

VOTERS = ("member", "second", "chairman")


class Box:
    """A secret session of the small province's council, its tellers and their keys."""

    def __init__(self, world: World) -> None:
        self.world = world
        secretary = world.actor("secretary")
        waiting = councils.ready_for(world.body)
        self.session = plan_session(world.body, waiting, name="Phiên kín", held_on=TODAY, secret=True, actor=secretary)
        take_roll(self.session, dict.fromkeys(councils.seats_on(self.session)), actor=secretary)
        tellers = world.users["appraiser"], world.users["office"]
        self.poll = name_tellers(self.session, *tellers, actor=secretary)
        self.codes = sealing.new_code(), sealing.new_code()
        for name, code in zip(("appraiser", "office"), self.codes, strict=True):
            secret.give_key(self.poll, code, actor=world.actor(name))
        self.session = Session.objects.get(pk=self.session.pk)
        self.poll = Poll.objects.get(pk=self.poll.pk)

    def step(self, verb: str, reason: str = "") -> Session:
        self.session = perform(FLOW, self.session, verb, actor=self.world.actor("secretary"), reason=reason)
        return self.session

    def vote(self, choices: dict[str, str]) -> None:
        for item in self.session.items.all():
            for name, choice in choices.items():
                cast(item, choice, actor=self.world.actor(name))

    def strip(self) -> Poll:
        return secret.open_envelopes(
            Poll.objects.get(pk=self.poll.pk), self.codes[0], actor=self.world.actor("appraiser")
        )

    def count(self) -> Poll:
        return secret.open_envelopes(Poll.objects.get(pk=self.poll.pk), self.codes[1], actor=self.world.actor("office"))

    def hold(self, choices: dict[str, str]) -> None:
        self.step("open")
        self.vote(choices)
        self.step("lock")
        self.strip()
        self.count()


@pytest.fixture
def box(ready: World) -> Box:
    return Box(ready)


def test_a_secret_ballot_comes_to_its_tally_and_leaves_nothing_but_counts(box: Box) -> None:
    box.hold({"member": "yes", "second": "yes", "chairman": "yes"})
    motion = box.session.items.get().motion
    assert motion.counts == {"yes": 3, "no": 0, "abstain": 0, "invalid": 0}
    assert not Envelope.objects.exists()
    box.step("close")
    box.world.nomination.refresh_from_db()
    assert box.world.nomination.state == "approved"
    assert set(Vote.objects.values_list("choice", flat=True)) == {"sealed"}


def test_who_voted_is_journaled_and_what_they_chose_is_not(box: Box) -> None:
    box.hold({"member": "yes", "second": "no", "chairman": "abstain"})
    roll = Entry.objects.filter(verb="ballot.vote")
    assert {entry.actor_id for entry in roll} == {box.world.users[name].pk for name in VOTERS}
    assert {str(entry.data) for entry in roll} == {"{'secret': True}"}


def _kept() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in the order in which the database gives them, but for what is random or a time."""
    found = {}
    for model in apps.get_models():
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- our own tables
            names = [column[0] for column in cursor.description or ()]
            keep = [n for n, name in enumerate(names) if name not in _RANDOM]
            found[table] = [tuple(_DIGEST.sub("#", str(row[n])) for n in keep) for row in cursor.fetchall()]
    return found


_RANDOM = {"at", "salt", "request_id", "enqueued_at"}
_DIGEST = re.compile(r"[0-9a-f]{64}")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="keys of rows run on after a rollback")
def test_two_ballots_with_one_tally_leave_the_same_database(box: Box) -> None:
    """Whoever holds the whole database after the tally cannot tell who chose what: were the choices dealt otherwise
    among the voters, everything that is kept would be the same, row by row and in the same order."""
    dumps = []
    for choices in (("yes", "no", "no"), ("no", "yes", "no"), ("no", "no", "yes")):
        with transaction.atomic():
            point = transaction.savepoint()
            box.session = Session.objects.get(pk=box.session.pk)
            box.hold(dict(zip(VOTERS, choices, strict=True)))
            dumps.append(_kept())
            transaction.savepoint_rollback(point)
    assert dumps[0]["ballots_vote"]
    assert dumps[0] == dumps[1] == dumps[2]


def test_a_copy_of_the_database_from_before_the_tally_needs_both_keys(box: Box) -> None:
    """The join that is tried: the roll and the envelopes lie in the same order in a copy made while votes were cast."""
    box.step("open")
    choices = {"member": "yes", "second": "no", "chairman": "abstain"}
    box.vote(choices)
    motion = box.session.items.get().motion
    about = Motion.objects.get(pk=motion.pk).about
    outer = [bytes(e.content) for e in Envelope.objects.all()]
    assert len({len(content) for content in outer}) == 1
    for content in outer:
        with pytest.raises(sealing.WrongKey):
            sealing.open_one(content, box.codes[1], about)
    inner = {sealing.open_one(content, box.codes[0], about) for content in outer}
    for content in inner:
        with pytest.raises(sealing.WrongKey):
            sealing.open_one(content, box.codes[0], about)
    box.step("lock")
    box.strip()
    left = [bytes(e.content) for e in Envelope.objects.all()]
    assert set(left) == inner
    read = [sealing.read(sealing.open_one(content, box.codes[1], about)) for content in left]
    assert sorted(read) == sorted(choices.values())
    assert not {e.pk for e in Envelope.objects.all()} & {v.pk for v in Vote.objects.all()}


def test_the_order_in_the_box_after_the_outer_envelopes_is_not_that_of_the_votes() -> None:
    """By chance it may be once; ten boxes of eight are shuffled alike once in 40320 to the tenth."""
    seen = []
    for _ in range(10):
        ids = [Envelope(motion_id=1).pk for _ in range(8)]
        seen.append(ids == sorted(ids))
    assert not all(seen)


@pytest.mark.parametrize("change", ["content", "swap", "drop", "double", "both"])
def test_an_envelope_that_was_changed_in_the_database_is_found(box: Box, change: str) -> None:
    box.step("open")
    box.vote(dict.fromkeys(VOTERS, "yes"))
    one, two = Envelope.objects.all()[:2]
    if change == "content":
        inner = sealing.close_inner("no", box.poll.second_key, one.motion.about)
        Envelope.objects.filter(pk=one.pk).update(content=inner)
    elif change == "swap":
        Envelope.objects.filter(pk=one.pk).update(mark=two.mark)
    elif change == "drop":
        one.delete()
    elif change == "double":
        Envelope.objects.filter(pk=one.pk).update(content=bytes(two.content), mark=two.mark)
    else:
        one.delete()
        Vote.objects.all()[0].delete()
    with pytest.raises(Refused) as refused:
        box.step("lock")
    assert codes(refused) & {"poll.altered", "session.unvoted"}
    page = box.world.client("appraiser").get(box.poll.get_absolute_url()).content.decode()
    assert "bị sửa ngoài phần mềm" in page


def test_a_box_that_was_changed_after_it_was_locked_is_not_opened(box: Box) -> None:
    box.step("open")
    box.vote(dict.fromkeys(VOTERS, "no"))
    box.step("lock")
    motion = Motion.objects.get(poll=box.poll)
    for envelope in Envelope.objects.all():
        inner = sealing.close_inner("yes", Poll.objects.get().second_key, motion.about)
        content = sealing.close_outer(inner, Poll.objects.get().first_key, motion.about)
        Envelope.objects.filter(pk=envelope.pk).update(content=content, mark=sealing.mark(content, motion.about))
    with pytest.raises(Refused) as refused:
        box.strip()
    assert codes(refused) == {"poll.altered"}


def test_counts_that_were_changed_after_the_tally_are_found(box: Box) -> None:
    box.hold(dict.fromkeys(VOTERS, "no"))
    Motion.objects.filter(poll=box.poll).update(counts={"yes": 3, "no": 0, "abstain": 0, "invalid": 0})
    assert queries.differing(Poll.objects.get())
    with pytest.raises(Refused) as refused:
        box.step("close")
    assert codes(refused) == {"poll.altered"}
    box.step("cancel", reason="Dữ liệu bị sửa")


def test_each_teller_opens_their_own_layer_with_their_own_key(box: Box) -> None:
    box.step("open")
    box.vote(dict.fromkeys(VOTERS, "yes"))
    box.step("lock")
    poll = Poll.objects.get()
    for name, code, expected in (
        ("office", box.codes[0], "machine.right"),
        ("appraiser", box.codes[1], "poll.wrong_key"),
        ("appraiser", "không phải mã", "poll.wrong_key"),
    ):
        with pytest.raises(Refused) as refused:
            secret.open_envelopes(poll, code, actor=box.world.actor(name))
        assert codes(refused) == {expected}
    box.strip()
    with pytest.raises(Refused) as refused:
        secret.open_envelopes(Poll.objects.get(), box.codes[1], actor=box.world.actor("appraiser"))
    assert codes(refused) == {"machine.right"}


def test_a_lost_key_ends_the_session_and_the_dossiers_wait_again(box: Box) -> None:
    box.step("open")
    box.vote(dict.fromkeys(VOTERS, "yes"))
    box.step("lock")
    box.step("cancel", reason="Người kiểm phiếu mất mã khóa")
    assert Poll.objects.get().state == "void"
    assert not Envelope.objects.exists()
    assert list(councils.ready_for(box.world.body)) == [box.world.nomination]


def test_ballots_on_paper_are_counted_by_two_and_join_the_others(box: Box) -> None:
    box.step("open")
    world, secretary = box.world, box.world.actor("secretary")
    row = box.session.attendances.get(seat__user=world.users["chairman"])
    assert hand_papers(box.session, row, actor=secretary) == 1
    with pytest.raises(Refused) as refused:
        cast(box.session.items.get(), "yes", actor=world.actor("chairman"))
    assert codes(refused) == {"ballot.twice"}
    box.vote({"member": "yes", "second": "no"})
    box.step("lock")
    motion = Motion.objects.get(poll=box.poll)
    with pytest.raises(Refused) as refused:
        box.strip()
    assert codes(refused) == {"poll.paper_waits"}
    with pytest.raises(Refused) as refused:
        secret.key_in(box.poll, {motion.pk: {"yes": 2}}, actor=world.actor("appraiser"))
    assert codes(refused) == {"poll.paper_total"}
    secret.key_in(box.poll, {motion.pk: {"yes": 1}}, actor=world.actor("appraiser"))
    secret.key_in(box.poll, {motion.pk: {"invalid": 1}}, actor=world.actor("office"))
    box.strip()
    with pytest.raises(Refused) as refused:
        box.count()
    assert codes(refused) == {"poll.paper_differs"}
    secret.key_in(box.poll, {motion.pk: {"yes": 1}}, actor=world.actor("office"))
    box.count()
    motion.refresh_from_db()
    assert motion.counts == {"yes": 2, "no": 1, "abstain": 0, "invalid": 0}
    assert not PaperCount.objects.exists()
    box.step("close")


def test_unused_paper_comes_back_and_the_member_votes_on_screen(box: Box) -> None:
    box.step("open")
    row = box.session.attendances.get(seat__user=box.world.users["chairman"])
    hand_papers(box.session, row, actor=box.world.actor("secretary"))
    take_back_papers(box.session, row, actor=box.world.actor("secretary"))
    box.vote(dict.fromkeys(VOTERS, "yes"))
    box.step("lock")
    box.strip()
    box.count()
    assert queries.differing(Poll.objects.get()) == []


def test_too_few_voters_make_no_secret(box: Box) -> None:
    box.world.nomination.nominee = box.world.users["member"]
    box.world.nomination.save()
    with pytest.raises(Refused) as refused:
        box.step("open")
    assert codes(refused) == {"session.lonely"}


def test_no_ballot_begins_without_both_keys(ready: World) -> None:
    secretary = ready.actor("secretary")
    waiting = councils.ready_for(ready.body)
    session = plan_session(ready.body, waiting, name="Kín", held_on=TODAY, secret=True, actor=secretary)
    take_roll(session, dict.fromkeys(councils.seats_on(session)), actor=secretary)
    with pytest.raises(Refused) as refused:
        perform(FLOW, session, "open", actor=secretary)
    assert codes(refused) == {"session.no_keys"}
    with pytest.raises(Refused) as refused:
        name_tellers(session, ready.users["appraiser"], ready.users["appraiser"], actor=secretary)
    assert codes(refused) == {"poll.one_teller"}


def test_the_tellers_pages(box: Box, django_assert_max_num_queries: Any) -> None:
    world = box.world
    first, other = world.client("appraiser"), world.client("office")
    address = box.poll.get_absolute_url()
    assert world.client("secretary").get(address).status_code == 404
    answer = first.post(f"{address}khoa-moi/")
    assert answer["Cache-Control"].startswith("max-age=0")
    code = answer.content.decode().split('id="key">')[1].split("<")[0]
    assert Poll.objects.get().first_key == sealing.public_of(box.codes[0])
    assert first.post(f"{address}tep-khoa/", {"code": code}).content.decode().strip() == code
    first.post(f"{address}khoa/", {"code": code})
    assert Poll.objects.get().first_key == sealing.public_of(code)
    assert "Mã khóa không đúng" in other.post(f"{address}khoa/", {"code": "ABCD"}).content.decode()
    box.codes = code, box.codes[1]
    box.session = Session.objects.get(pk=box.session.pk)
    box.step("open")
    assert "Đang bỏ phiếu" in first.get(address).content.decode()
    row = box.session.attendances.get(seat__user=world.users["chairman"])
    secretary = world.client("secretary")
    secretary.post(f"{box.session.get_absolute_url()}phieu-giay/", {"attendance": row.pk})
    box.vote({"member": "yes", "second": "yes"})
    with django_assert_max_num_queries(8):
        assert secretary.get(box.session.get_absolute_url()).status_code == 200
    secretary.post(f"/buoc/session/{box.session.pk}/lock/")
    motion = Motion.objects.get(poll=box.poll)
    typed = {f"m{motion.pk}-{choice}": int(choice == "yes") for choice in sealing.CHOICES}
    assert "Phiếu giấy" in first.get(address).content.decode()
    wrong = first.post(f"{address}phieu-giay/", typed | {f"m{motion.pk}-no": 5}).content.decode()
    assert "Hãy đếm lại" in wrong
    for client in (first, other):
        client.post(f"{address}phieu-giay/", typed)
    assert "Kiểm phiếu kín chờ bạn" in first.get("/ban-lam-viec/").content.decode()
    assert "Mã khóa không đúng" in first.post(f"{address}mo/", {"code": "ABCD"}).content.decode()
    first.post(f"{address}mo/", {"code": code.lower()})
    with django_assert_max_num_queries(12):
        other.get(address)
    other.post(f"{address}mo/", {"code": box.codes[1]})
    assert "Tôi đã hủy mã khóa" in first.get(address).content.decode()
    first.post(f"{address}da-huy-khoa/")
    assert "Bạn đã xác nhận hủy mã khóa" in first.get(address).content.decode()
    motion.refresh_from_db()
    assert motion.counts["yes"] == 3
    secretary.post(f"/buoc/session/{box.session.pk}/close/")
    with django_assert_max_num_queries(8):
        assert "Tải biên bản" in secretary.get(box.session.get_absolute_url()).content.decode()


def _cast(world: World, item: Any, user: Any) -> str:
    try:
        cast(item, "yes", actor=actor_of(user, TODAY))
    except Refused as refused:
        return refused.refusals[0].code
    finally:
        connections.close_all()
    return "cast"


@pytest.mark.xdist_group("threads")
@pytest.mark.django_db(transaction=True)
def test_a_council_of_thirty_votes_at_once_and_nothing_is_lost_or_doubled() -> None:
    world = World()
    world.launch()
    world.register()
    world.report()
    world.nominate()
    users = []
    for number in range(30):
        user = open_account(
            username=f"uv{number}",
            full_name=f"Uỷ viên {number}",
            password=None,
            unit=world.units["SNV"],
            actor=system(),
        )
        appoint(user, "council_member", world.units["SNV"], start=TODAY, actor=system())
        seat(world.body, user=user, post="Ủy viên", start=TODAY, actor=world.actor("admin"))
        users.append(user)
    box = Box(world)
    box.step("open")
    box.vote({"member": "yes", "second": "yes", "chairman": "no"})
    item = box.session.items.get()
    try:
        with ThreadPoolExecutor(8) as pool:
            results = list(pool.map(partial(_cast, world, item), [user for user in users for _ in range(2)]))
        assert results.count("cast") == 30
        assert results.count("ballot.twice") == 30
        box.step("lock")
        box.strip()
        box.count()
        assert Motion.objects.get(poll=box.poll).counts == {"yes": 32, "no": 1, "abstain": 0, "invalid": 0}
    finally:
        wipe()
