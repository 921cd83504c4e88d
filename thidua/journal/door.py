"""The door: every change of state, from page, API or job alike, passes ``perform`` and leaves one entry."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models, transaction

from thidua.journal.entries import history, record
from thidua.journal.follow import deliver, vetoes
from thidua.journal.models import Entry
from thidua.kernel.actor import Actor
from thidua.kernel.machine import Machine, Step
from thidua.kernel.refusal import Refusal, Refused
from thidua.questions import Question

Apply = Callable[[Any, Actor, Mapping[str, Any]], None]


@dataclass(frozen=True)
class Flow:
    """Binds a machine to a model.

    rights: (actor, object) → words; facts: object → the stage's frozen facts;
    visible: (actor) → the objects the actor may see;
    apply: verb → what else changes, inside the same transaction, after every check;
    reasons: verb → the codes that a reason is picked from;
    joins: what rights and facts look up beside the row, to be read with it;
    lender: (actor, object, word) → whom the actor acts for when using the word on it, None when they hold it themselves.
    """

    machine: Machine
    model: type[models.Model]
    rights: Callable[[Actor, Any], frozenset[str]]
    facts: Callable[[Any], Any]
    visible: Callable[[Actor], models.QuerySet[Any]]
    apply: Mapping[str, Apply] = field(default_factory=dict)
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    locks: Callable[[Any], Iterable[models.Model]] = lambda obj: ()
    joins: tuple[str, ...] = ()
    lender: Callable[[Actor, Any, str], int | None] = lambda actor, obj, word: actor.lender_of(word)

    @cached_property
    def seen(self) -> Question[Any]:
        """Asked for the object with a key, by an actor: none where they may not see it."""
        return Question(lambda actor, pk: self.visible(actor).filter(pk=pk))

    @cached_property
    def locked(self) -> Question[Any]:
        """Asked for the object with a key, for this transaction alone."""
        rows = self.model._default_manager.select_for_update(of=("self",)).select_related(*self.joins or (None,))
        return Question(lambda pk: rows.filter(pk=pk))


FLOWS: dict[str, Flow] = {}


def register(flow: Flow) -> Flow:
    FLOWS[flow.machine.name] = flow
    return flow


@dataclass(frozen=True)
class Option:
    """A step that the object's state offers, with why it is refused to this actor (empty: it may be taken)."""

    step: Step
    verb: str
    refusals: tuple[Refusal, ...]


def options(flow: Flow, obj: Any, actor: Actor) -> list[Option]:
    """The steps of the present state that concern the actor: those they hold the right for, greyed ones with reasons."""
    rights = flow.rights(actor, obj)
    steps = [s for s in flow.machine.steps_from(obj.state) if s.right in rights and not s.inner]
    if not steps:
        return []
    facts = flow.facts(obj)
    found = []
    for step in steps:
        refusals = flow.machine.refusals(step.verb, state=obj.state, rights=rights, facts=facts, reason="–")
        refusals += vetoes(f"{flow.machine.name}.{step.verb}", obj)
        found.append(Option(step, f"{flow.machine.name}.{step.verb}", tuple(refusals)))
    return found


def perform(
    flow: Flow, obj: Any, verb: str, *, actor: Actor, reason: str = "", data: Mapping[str, Any] | None = None
) -> Any:
    """Takes one step, or raises Refused with every reason. All or nothing.

    The row is locked, rights and facts are computed afresh on it, and the state is moved by a conditional update,
    so that of two who press the same button one is refused.
    """
    with transaction.atomic():
        for row in flow.locks(obj):
            type(row)._default_manager.select_for_update().get(pk=row.pk)
        (fresh,) = flow.locked(pk=obj.pk)
        step = flow.machine.step(verb)
        rights = flow.rights(actor, fresh)
        if ("system", "*") in actor.grants:
            rights = rights | {step.right}
        refusals = flow.machine.refusals(verb, state=fresh.state, rights=rights, facts=flow.facts(fresh), reason=reason)
        name = f"{flow.machine.name}.{verb}"
        if not refusals:
            refusals = vetoes(name, fresh)
        if refusals:
            raise Refused(refusals)
        before = fresh.state
        if extra := flow.apply.get(verb):
            extra(fresh, actor, data or {})
        moved = flow.model._default_manager.filter(pk=fresh.pk, state=before).update(state=step.target)
        if not moved:
            raise Refused([Refusal("machine.raced")])
        fresh.state = step.target
        entry = record(
            name,
            fresh,
            actor=actor,
            before=before,
            after=step.target,
            reason=reason,
            on_behalf_of=flow.lender(actor, fresh, step.right),
        )
        deliver(name, fresh, entry)
    return fresh


def repeated(flow: Flow, obj: Any, verb: str, actor: Actor) -> Entry | None:
    """The entry of the same step where the actor took it last and it still stands: a button pressed twice, or sent
    again after a lost answer; None otherwise."""
    last = history(obj).first()
    same = last is not None and last.verb == f"{flow.machine.name}.{verb}" and last.actor_id == actor.user_id
    state = flow.model._default_manager.filter(pk=obj.pk).values_list("state", flat=True).first()
    return last if same and state == flow.machine.step(verb).target else None
