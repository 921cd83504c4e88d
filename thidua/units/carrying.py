"""What is still open at a unit that ends, told by the stages that hold it, and carried to a successor one by one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.units.models import Membership, Succession, Unit
from thidua.units.queries import dated
from thidua.units.rules import last_day_before


@dataclass(frozen=True)
class Duty:
    """One thing to be carried. what: its kind (see ``ui.names``); key: its row with the stage that told of it."""

    what: str
    key: int
    label: str

    @property
    def name(self) -> str:
        """How a form calls it."""
        return f"{self.what}-{self.key}"


Told = Callable[[Unit, Succession], Iterable[tuple[int, str]]]
Moved = Callable[[int, Unit, Succession], bool | None]
_CARRIERS: dict[str, tuple[Told, Moved]] = {}


def carries(what: str, told: Told, moved: Moved) -> None:
    """Registers a stage's kind of duty: which a unit still has, as (key, label), and how one goes to a successor
    (False: it could not, since the successor has its own)."""
    _CARRIERS[what] = (told, moved)


def duties_of(unit: Unit, succession: Succession) -> list[Duty]:
    """Everything open at the unit, in the order of the stages."""
    return [Duty(what, key, label) for what, (told, _) in _CARRIERS.items() for key, label in told(unit, succession)]


@transaction.atomic
def carry_over(succession: Succession, choices: Mapping[str, Unit], *, actor: Actor) -> int:
    """Carries each duty that a person chose a successor for (by ``Duty.name``); what has none stays. Returns how many."""
    if "admin.units" not in actor.in_province(succession.province_id):
        raise Refused([Refusal("machine.right", {"right": "admin.units"})])
    targets = set(succession.targets.values_list("pk", flat=True))
    carried: list[str] = []
    for source in succession.sources.all():
        for duty in duties_of(source, succession):
            target = choices.get(duty.name)
            if target is None:
                continue
            if target.pk not in targets:
                raise Refused([Refusal("succession.not_heir", {"unit": target.name})])
            if _CARRIERS[duty.what][1](duty.key, target, succession) is False:
                continue
            carried.append(f"{duty.name}→{target.code}")
    record("unit.carry", succession, actor=actor, data={"carried": carried})
    return len(carried)


def _groups(unit: Unit, succession: Succession) -> Iterable[tuple[int, str]]:
    """The blocks and clusters that ended with the unit."""
    rows = unit.memberships.filter(valid_to=last_day_before(succession.day)).select_related("group")
    held = set(
        Membership.objects.filter(dated(succession.day), unit__in=succession.targets.all()).values_list(
            "group_id", flat=True
        )
    )
    return ((row.pk, row.group.name) for row in rows if row.group_id not in held)


def _take_group(key: int, target: Unit, succession: Succession) -> None:
    row = Membership.objects.get(pk=key)
    Membership.objects.create(group=row.group, unit=target, is_lead=row.is_lead, valid_from=succession.day)


carries("membership", _groups, _take_group)
