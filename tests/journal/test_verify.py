"""A tamperer with the database file in hand, against the verifier."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from tests.world import World
from thidua.journal.entries import record, subject_of
from thidua.journal.models import Entry, PersonalValue, Root
from thidua.journal.roots import sign_root, verify
from thidua.journal.rules import link_digest


@contextmanager
def triggers_off() -> Iterator[None]:
    """What somebody with the database's password can do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            kept = cursor.fetchall()
            for name, _sql in kept:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for _name, sql in kept:
                cursor.execute(sql)
        else:
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")


def kinds() -> set[tuple[str, str]]:
    return {(f.kind, f.subject) for f in verify()}


def test_untouched_journal_verifies(issued: World) -> None:
    sign_root()
    assert verify() == []


def test_the_database_refuses_update_and_delete(running: World) -> None:
    entry = Entry.objects.all()[0]
    for attempt in (
        lambda: Entry.objects.filter(pk=entry.pk).update(reason="khác"),
        lambda: Entry.objects.filter(pk=entry.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_an_altered_entry_is_found(running: World) -> None:
    entry = Entry.objects.filter(verb="plan.upload")[0]
    with triggers_off():
        Entry.objects.filter(pk=entry.pk).update(reason="không có gì")
    assert kinds() == {("altered", entry.subject)}


def test_a_deleted_last_entry_is_found_after_a_root(running: World) -> None:
    subject = subject_of(running.plan)
    last = Entry.objects.filter(subject=subject).order_by("-seq")[0]
    sign_root()
    with triggers_off():
        Entry.objects.filter(pk=last.pk).delete()
    assert kinds() == {("missing", subject)}


def test_a_deleted_chain_is_found_after_a_root(running: World) -> None:
    subject = subject_of(running.movement)
    sign_root()
    with triggers_off():
        Entry.objects.filter(subject=subject).delete()
    assert kinds() == {("missing", subject)}


def test_a_recomputed_chain_is_found_after_a_root(running: World) -> None:
    subject = subject_of(running.plan)
    sign_root()
    with triggers_off():
        previous = ""
        for entry in Entry.objects.filter(subject=subject).order_by("seq"):
            entry.reason, entry.previous = "đã sửa", previous
            personal = {p.name: p.digest for p in entry.personal.all()}
            previous = entry.digest = link_digest(previous, entry.content(), personal)
            entry.save()
    assert kinds() == {("rewritten", subject)}


def test_before_the_next_root_a_cut_off_end_is_not_found(running: World) -> None:
    sign_root()
    entry = record("plan.judge", running.plan, actor=running.actor("office"))
    with triggers_off():
        Entry.objects.filter(pk=entry.pk).delete()
    assert verify() == []


def test_a_later_root_launders_nothing(running: World) -> None:
    subject = subject_of(running.movement)
    sign_root()
    with triggers_off():
        Entry.objects.filter(subject=subject).delete()
    sign_root()
    assert kinds() == {("missing", subject)}


def test_a_forged_root_is_found(running: World) -> None:
    root = sign_root()
    with triggers_off():
        Root.objects.filter(pk=root.pk).update(heads={})
    assert ("root", "journal.root") in kinds()


def test_personal_values_can_be_shredded_but_not_changed(world: World) -> None:
    value = PersonalValue.objects.filter(name="full_name")[0]
    with pytest.raises(DatabaseError), transaction.atomic():
        PersonalValue.objects.filter(pk=value.pk).update(value="Người khác")
    PersonalValue.objects.filter(pk=value.pk).update(value=None, salt=None)
    assert verify() == []
