import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.councils.machine import SESSION
from thidua.decisions.machine import DECISION
from thidua.kernel.machine import BadTable, Machine, Step
from thidua.nominations.machine import NOMINATION, ROUTE
from thidua.plans.machine import PLAN
from thidua.registrations.machine import REGISTRATION
from thidua.reports.machine import REPORT

ALL = (PLAN, REGISTRATION, REPORT, NOMINATION, ROUTE, SESSION, DECISION)


@given(st.sampled_from(ALL), st.lists(st.integers(0, 9), max_size=30))
def test_any_walk_stays_in_the_table_and_can_go_on_or_is_final(machine: Machine, choices: list[int]) -> None:
    state = machine.initial
    for choice in choices:
        steps = machine.steps_from(state)
        if not steps:
            assert state in machine.final
            break
        state = steps[choice % len(steps)].target
        assert state in machine.states


@pytest.mark.parametrize(
    ("steps", "final", "words"),
    [
        ((Step("go", ("a",), "b", "r"), Step("go", ("a",), "c", "r")), ("b", "c"), "repeated"),
        ((Step("go", ("a",), "b", "r"), Step("back", ("x",), "a", "r")), ("b",), "never reached"),
        ((Step("go", ("a",), "b", "r"),), (), "dead ends"),
        ((Step("go", ("a",), "b", "r"),), ("b", "z"), "no step reaches"),
    ],
)
def test_a_table_that_cannot_be_walked_is_refused(steps: tuple[Step, ...], final: tuple[str, ...], words: str) -> None:
    with pytest.raises(BadTable, match=words):
        Machine("m", initial="a", final=final, steps=steps)


def test_all_refusals_come_at_once() -> None:
    found = REPORT.refusals("return", state="draft", rights=frozenset(), facts=None, reason=" ")
    assert [r.code for r in found] == ["machine.state", "machine.right", "machine.reason"]
