"""Every step of every machine against every role."""

import re
from pathlib import Path

import pytest

import thidua.urls
from tests.architecture import checks
from thidua.journal.door import FLOWS
from thidua.people.rules import ROLES
from thidua.ui.names import NAMES
from thidua.ui.sentences import SENTENCES

STEPS = [(name, step) for name, flow in FLOWS.items() for step in flow.machine.steps]
WORDS = {word for role in ROLES.values() for word in role.at_unit | role.in_province}


def test_all_machines_are_registered() -> None:
    assert set(FLOWS) == {
        "plan",
        "movement",
        "registration",
        "report",
        "difficulty",
        "inspection",
        "advice",
        "index",
        "assessment",
        "sheet",
        "objection",
        "survey",
        "block",
        "member",
        "marking",
        "rulechange",
        "nomination",
        "route",
        "round",
        "poll",
        "consultation",
        "opinion",
        "session",
        "decision",
    }


@pytest.mark.parametrize(("name", "step"), STEPS, ids=[f"{n}.{s.verb}" for n, s in STEPS])
def test_a_step_has_a_name_a_right_that_somebody_holds_and_refuses_the_others(name: str, step: object) -> None:
    verb, right = step.verb, step.right  # type: ignore[attr-defined]  # a Step
    machine = FLOWS[name].machine
    assert f"{name}.{verb}" in NAMES["verb"]
    assert right in NAMES["right"]
    assert right in WORDS | {
        "system",
        "route.current",
        "difficulty.holder",
        "score.appraise",
        "block.lead",
        "marking.send",
        "rule.confirm",
        "rule.own",
        "council.box",
        "poll.first",
        "poll.second",
    }
    for role in ROLES.values():
        words = role.at_unit | role.in_province
        codes = [r.code for r in machine.refusals(verb, state="elsewhere", rights=words, facts=None, reason="x")]
        assert ("machine.right" in codes) is (right not in words), role.code


def test_every_state_has_a_name() -> None:
    for name, flow in FLOWS.items():
        for state in flow.machine.states:
            assert f"{name}.{state}" in NAMES["state"]


def test_every_refusal_that_the_code_raises_has_a_sentence() -> None:
    used = set()
    for path in checks.modules(checks.ROOT / "thidua"):
        used |= set(re.findall(r'Refusal\(\s*"([\w.]+)"', path.read_text(encoding="utf-8")))
        used |= set(re.findall(r'"(wait\.\w+|notice\.\w+)"', path.read_text(encoding="utf-8")))
    assert sorted(used - set(SENTENCES)) == []


INNER = [(name, step.verb) for name, step in STEPS if step.inner]


def test_only_these_steps_are_taken_from_inside() -> None:
    assert {f"{name}.{verb}" for name, verb in INNER} == {
        "plan.publish",
        "plan.supersede",
        "movement.supersede",
        "advice.answer",
        "difficulty.answer",
        "difficulty.join",
        "objection.answer",
        "member.clear",
        "member.sign",
        "nomination.ready",
        "nomination.unsign",
        "decision.unsign",
        "nomination.approve",
        "nomination.refuse",
        "nomination.reserve",
        "opinion.answer",
        "poll.start",
        "poll.lock",
        "poll.strip",
        "poll.count",
        "poll.cancel",
        "nomination.award",
        "nomination.award_above",
        "nomination.forward",
        "nomination.refuse_above",
        "nomination.take_back",
        "nomination.revoke",
        "nomination.revoke_above",
        "round.reopen",
        "decision.revoke",
        "route.open",
        "route.answer",
        "route.recall",
        "route.lapse",
    }


def test_everything_that_is_journaled_has_a_name() -> None:
    written = re.compile(r'record\(\s*"([a-z_]+\.[a-z_]+)"')
    code = Path(thidua.urls.__file__).parent
    verbs = {verb for file in code.rglob("*.py") for verb in written.findall(file.read_text(encoding="utf-8"))}
    assert verbs - NAMES["verb"].keys() == set()
