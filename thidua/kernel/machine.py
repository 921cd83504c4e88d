"""State machines as tables. A table that cannot be walked is refused when it is imported."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from thidua.kernel.refusal import Refusal

Check = Callable[[Any], Iterable[Refusal]]


@dataclass(frozen=True)
class Step:
    """One row of a table: who may move what from where to where, and under which conditions.

    right: the word that the actor must hold on the object.
    checks: functions from the stage's facts to refusals.
    inner: taken only by another action of the product (a council's closing, a launch), never pressed as a button.
    final: nothing takes it back, so that its button asks once more.
    """

    verb: str
    sources: tuple[str, ...]
    target: str
    right: str
    checks: tuple[Check, ...] = ()
    needs_reason: bool = False
    inner: bool = False
    final: bool = False


class BadTable(ValueError):
    """The table has an unreachable state, a dead end, a repeated verb or an unknown final state."""


class Machine:
    """A procedure: ``name``, ``initial`` state, ``final`` states and its steps in order."""

    def __init__(self, name: str, *, initial: str, final: tuple[str, ...], steps: tuple[Step, ...]) -> None:
        self.name, self.initial, self.final, self.steps = name, initial, final, steps
        self._by_verb = {step.verb: step for step in steps}
        self._validate()

    @property
    def states(self) -> tuple[str, ...]:
        """All states, the initial one first, then in the order in which the table names them."""
        found = dict.fromkeys([self.initial])
        for step in self.steps:
            found.update(dict.fromkeys((*step.sources, step.target)))
        return tuple(found)

    def step(self, verb: str) -> Step:
        """The row of a verb; KeyError when the table has none."""
        return self._by_verb[verb]

    def steps_from(self, state: str) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if state in step.sources)

    def refusals(self, verb: str, *, state: str, rights: frozenset[str], facts: Any, reason: str) -> list[Refusal]:
        """Every reason why the step may not be taken now; empty when it may."""
        step = self.step(verb)
        found: list[Refusal] = []
        if state not in step.sources:
            found.append(Refusal("machine.state", {"verb": f"{self.name}.{verb}", "state": f"{self.name}.{state}"}))
        if step.right not in rights:
            found.append(Refusal("machine.right", {"right": step.right}))
        if step.needs_reason and not reason.strip():
            found.append(Refusal("machine.reason"))
        if state in step.sources:
            for check in step.checks:
                found.extend(check(facts))
        return found

    def _validate(self) -> None:
        if len(self._by_verb) != len(self.steps):
            raise BadTable(f"{self.name}: a verb is repeated")
        reached, frontier = {self.initial}, [self.initial]
        while frontier:
            for step in self.steps_from(frontier.pop()):
                if step.target not in reached:
                    reached.add(step.target)
                    frontier.append(step.target)
        if missing := set(self.states) - reached:
            raise BadTable(f"{self.name}: never reached: {sorted(missing)}")
        if unknown := set(self.final) - set(self.states):
            raise BadTable(f"{self.name}: final states that no step reaches: {sorted(unknown)}")
        if stuck := {s for s in self.states if not self.steps_from(s)} - set(self.final):
            raise BadTable(f"{self.name}: dead ends: {sorted(stuck)}")
