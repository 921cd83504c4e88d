"""Whether nominees may be awarded: what is known of them is gathered for all at once, and judged by ``rules.eligibility``."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Q
from django.utils import timezone

from thidua.awards.models import LEVELS, Bar, Grant, Initiative, Recipient
from thidua.awards.queries import award_names, book_of, in_force_on, usual_basis
from thidua.awards.rules.identity import ITSELF, Names, likeness, plain
from thidua.awards.rules.selecting import Book, RuleFact
from thidua.kernel.periods import show_when
from thidua.kernel.vietnamese import format_date
from thidua.movements.queries import first_version, versions
from thidua.nominations.models import Nomination
from thidua.nominations.queries import LIVE, told_condition
from thidua.nominations.rules.dossier import recurs
from thidua.nominations.rules.eligibility import MERIT, BarFact, Case, Condition, Earlier, conditions
from thidua.nominations.rules.places import COUNTED_AS
from thidua.registrations.models import Registration
from thidua.reports.models import Report
from thidua.reports.queries import reached
from thidua.scores.outcomes import outcomes_in
from thidua.scores.rules.conditions import Outcome, is_met
from thidua.ui.names import name_of
from thidua.units.queries import Forebears

R = TypeVar("R")

_KINDS = ("form", "standard", "sequence", "counting", "history", "dissolved")


def deed_of(nomination: Nomination) -> str:
    """What an award of it is for: the movement, whatever its version, and the occasion, of its year where that comes every
    year; an ad-hoc award is for its own deed."""
    round_ = nomination.round
    if round_.adhoc:
        return f"adhoc/{nomination.pk}"
    deed = f"{first_version(round_.movement)}/{round_.occasion}"
    return f"{deed}/{year_of(nomination, round_.closes)}" if recurs(round_.occasion) else deed


def basis_of(nomination: Nomination, form: Mapping[str, Any]) -> str:
    """What an award of it counts as for later ones: of merit where it is given for a year's work (form: what the register
    says of the award) or to whom a block acclaimed for its year, else by its round."""
    if nomination.round.adhoc:
        return "adhoc"
    return MERIT if nomination.proposal_id is not None else usual_basis(form)


def year_of(nomination: Nomination, day: date) -> int:
    """Whose work an award of it is for: the year that a block acclaimed for, that the round is for, else of the day."""
    if nomination.proposal is not None:
        return nomination.proposal.member.year.year
    return nomination.round.year or day.year


@dataclass
class Known:
    """What is known of the nominees of one province, read in a fixed number of queries however many they are."""

    nominations: Sequence[Nomination]
    today: date = field(default_factory=timezone.localdate)

    @cached_property
    def province(self) -> int:
        return self.nominations[0].round.movement.province_id

    @cached_property
    def book(self) -> Book:
        return book_of(self.province)

    @cached_property
    def awards(self) -> dict[str, str]:
        return award_names(self.book, self.today)

    @cached_property
    def forebears(self) -> Forebears:
        return Forebears(self.province)

    @cached_property
    def units(self) -> dict[int, set[int]]:
        """unit → itself and those that it stands for."""
        return {n.unit_id: self.forebears.every(n.unit_id) for n in self.nominations}

    @cached_property
    def movements(self) -> dict[int, list[int]]:
        return {
            n.round.movement_id: versions(n.round.movement) for n in {n.round_id: n for n in self.nominations}.values()
        }

    @cached_property
    def launches(self) -> dict[tuple[int, int], Registration]:
        rows = Registration.objects.filter(movement__in=self._all_movements, unit__in=self._all_units, state="accepted")
        return {(row.movement_id, row.unit_id): row for row in rows.select_related("unit")}

    @cached_property
    def reports(self) -> dict[tuple[int, int], Report]:
        kinds = ("mid_term", "final")
        rows = Report.objects.filter(
            movement__in=self._all_movements, unit__in=self._all_units, state="accepted", kind__in=kinds
        )
        return {(row.movement_id, row.unit_id): row for row in rows.select_related("unit").order_by("period", "pk")}

    @cached_property
    def targets(self) -> dict[int, tuple[int, int]]:
        """report → (reached, asked), where some award asks for targets."""
        asked = any(rule.kind == "standard" and rule.data.get("targets") == "yes" for rule in self.book.rules)
        return reached(list(self.reports.values())) if asked else {}

    @property
    def _all_movements(self) -> set[int]:
        return {pk for some in self.movements.values() for pk in some}

    @property
    def _all_units(self) -> set[int]:
        above = {n.round.awarder_id for n in self.nominations if n.round.awarder_id}
        return above | {pk for some in self.units.values() for pk in some}

    @cached_property
    def outcomes(self) -> dict[str, dict[int, Outcome]]:
        """index set → unit → outcome, for the sets that a round asks for."""
        sole = {unit: self.forebears.sole(unit) for unit in self.units}
        codes = {n.round.index_code for n in self.nominations if n.round.condition}
        return {code: outcomes_in(sole, code) for code in codes}

    @cached_property
    def recipients(self) -> list[Recipient]:
        """Everybody in the ledger who might be one of them: by name, by account, or by unit."""
        names = {plain(n.subject_name)[:200] for n in self.nominations}
        people = {n.nominee_id for n in self.nominations if n.nominee_id}
        chosen = {n.recipient_id for n in self.nominations if n.recipient_id}
        near = Q(plain__in=names) | Q(unit__in=self._all_units) | Q(person__in=people) | Q(pk__in=chosen)
        return list(Recipient.objects.filter(near, province=self.province).select_related("unit"))

    @cached_property
    def by_name(self) -> dict[str, list[Recipient]]:
        found: dict[str, list[Recipient]] = defaultdict(list)
        for row in self.recipients:
            found[row.plain].append(row)
        return found

    @cached_property
    def by_unit(self) -> dict[int, Names[Recipient]]:
        found: dict[int, Names[Recipient]] = defaultdict(Names)
        for row in self.recipients:
            if row.unit_id:
                found[row.unit_id].add(row.name, row)
        return found

    @cached_property
    def units_themselves(self) -> dict[int, list[Recipient]]:
        """unit → the entries of the ledger that are the unit itself."""
        found: dict[int, list[Recipient]] = defaultdict(list)
        for row in self.recipients:
            if row.unit is not None and row.kind in ITSELF and likeness(row.name, row.unit.name) == "same":
                found[row.unit.pk].append(row)
        return found

    @cached_property
    def chosen(self) -> tuple[dict[int, Recipient], dict[int, list[Recipient]]]:
        """Entries by key, and by the account that they belong to."""
        people: dict[int, list[Recipient]] = defaultdict(list)
        for row in self.recipients:
            if row.person_id:
                people[row.person_id].append(row)
        return {row.pk: row for row in self.recipients}, people

    @cached_property
    def grants(self) -> dict[int, list[Grant]]:
        found: dict[int, list[Grant]] = defaultdict(list)
        for row in Grant.objects.filter(recipient__in=self.recipients, revoked=False).defer("achievement"):
            found[row.recipient_id or 0].append(row)
        return found

    @cached_property
    def bars(self) -> dict[int, list[Bar]]:
        found: dict[int, list[Bar]] = defaultdict(list)
        for row in Bar.objects.filter(recipient__in=self.recipients):
            found[row.recipient_id].append(row)
        return found

    @cached_property
    def initiatives(self) -> dict[int, list[tuple[str, int]]]:
        """recipient → (level, year) of what was recognised of theirs."""
        found: dict[int, list[tuple[str, int]]] = defaultdict(list)
        rows = Initiative.objects.filter(recipient__in=self.recipients, recognised_on__lte=self.today)
        for recipient, level, year in rows.values_list("recipient", "level", "recognised_on__year"):
            found[recipient].append((level, year))
        return found

    def _recognised(self, rows: Iterable[Recipient], asks: Mapping[str, Any], year: int) -> int:
        """How many initiatives of at least the level that a rule asks for, of the years back from the one that is judged."""
        levels, least = [code for code, _ in LEVELS], asks.get("initiative_level")
        wanted = levels[levels.index(least) :] if least in levels else levels
        first = year - int(asks["initiative_years"]) + 1 if asks.get("initiative_years") else 0
        every = [one for row in rows for one in self.initiatives[row.pk]]
        return sum(level in wanted and recognised >= first for level, recognised in every)

    @cached_property
    def levels(self) -> dict[str, int]:
        """award → its level, the higher the greater."""
        order = [code for code, _ in LEVELS]
        forms = dict(in_force_on(self.book, self.today))["form"]
        return {rule.key: order.index(rule.data["level"]) for rule in forms if rule.data.get("level") in order}

    @cached_property
    def beside(self) -> dict[tuple[Any, ...], list[Nomination]]:
        """Live nominations by name, unit and kind in the movements, those that are judged among them."""
        names = {n.folded for n in self.nominations}
        rows = Nomination.objects.filter(round__movement__in=self._all_movements, state__in=LIVE, folded__in=names)
        found: dict[tuple[Any, ...], list[Nomination]] = defaultdict(list)
        for row in rows.select_related("round", "unit", "nominee"):
            found[row.unit_id, row.subject_kind, row.folded].append(row)
        return found

    def namesakes(self, nomination: Nomination) -> tuple[str, ...]:
        """Others of that name in the unit, in its round or under way in another of its occasion, by post or round; whom a
        person has said to be two is no namesake."""
        here = nomination.round_id
        return tuple(
            row.position or row.subject_name if row.round_id == here else row.round.name
            for row in self.others(nomination)
        )

    def others(self, nomination: Nomination) -> list[Nomination]:
        """Those namesakes."""
        own, found = nomination.recipient_id, []
        for row in self.beside[nomination.unit_id, nomination.subject_kind, nomination.folded]:
            apart = own and row.recipient_id and own != row.recipient_id
            over = row.round_id != nomination.round_id and row.state == "awarded"
            if row.pk != nomination.pk and not apart and not over and self._of_one_occasion(nomination, row):
                found.append(row)
        return found

    def _of_one_occasion(self, one: Nomination, other: Nomination) -> bool:
        if one.round_id == other.round_id:
            return True
        family, rounds = self.movements[one.round.movement_id], (one.round, other.round)
        same = rounds[0].occasion == rounds[1].occasion and rounds[1].movement_id in family
        if recurs(one.round.occasion) and rounds[0].year != rounds[1].year:
            return False
        return same and not any(round_.adhoc for round_ in rounds)

    @cached_property
    def knows_initiatives(self) -> bool:
        return Initiative.objects.filter(recipient__province=self.province).exists()

    @cached_property
    def ledger_from(self) -> int | None:
        """Since which year the ledger is said to be whole."""
        said = self.book.get("history", day=self.today).get("whole_from")
        return int(said) if said else None

    def selves(self, nomination: Nomination) -> tuple[list[Recipient], list[Recipient]]:
        """(those who are the nominee, those of whom nobody has said it yet). An account and a unit's own name are enough
        to know; a person's name is not."""
        units, (keys, people) = self.units[nomination.unit_id], self.chosen
        sure = [keys[nomination.recipient_id]] if nomination.recipient_id in keys else []
        sure += people.get(nomination.nominee_id or 0, [])
        if nomination.subject_kind in ITSELF and likeness(nomination.subject_name, nomination.unit.name) == "same":
            sure += [row for unit in units for row in self.units_themselves.get(unit, ())]
        near = self.by_name.get(plain(nomination.subject_name)[:200], [])
        spelt = [self.by_unit[unit].like(nomination.subject_name) for unit in units if unit in self.by_unit]
        near = [*near, *(row for some in spelt for row, _ in some)]
        known = {row.pk: row for row in sure if self._fits(nomination, row)}
        asked = {row.pk: row for row in near if self._fits(nomination, row) and row.pk not in known}
        return list(known.values()), list(asked.values())

    @staticmethod
    def _fits(nomination: Nomination, row: Recipient) -> bool:
        """Of the same kind of subject, and not said to be somebody else."""
        return COUNTED_AS[row.kind] == COUNTED_AS[nomination.subject_kind] and row.pk not in nomination.unlike

    def rules(self, nomination: Nomination) -> dict[str, RuleFact]:
        """The versions that hold: by the day of receipt, for dissolved units by today."""
        code, day = nomination.offer.award_code, nomination.received_on or self.today
        found = {}
        for kind in _KINDS:
            rule = self.book.find(kind, code, day=self.today if kind == "dissolved" else day, judged=self.today)
            if rule is not None:
                found[kind] = rule
        return found

    def case(self, nomination: Nomination) -> Case:
        rules, round_ = self.rules(nomination), nomination.round
        selves, asked = self.selves(nomination)
        counted = self._counted(nomination, selves, rules)
        launch, report = self._first(nomination, self.launches), self._first(nomination, self.reports)
        condition, own = round_.condition, self.levels.get(nomination.offer.award_code)
        asks = rules["standard"].data if "standard" in rules else {}
        year = year_of(nomination, self.today)
        outcome = self.outcomes[condition.code].get(nomination.unit_id) if condition else None
        return Case(
            subject_kind=nomination.subject_kind,
            award_code=nomination.offer.award_code,
            deed=deed_of(nomination),
            today=self.today,
            year=year,
            begins=date(round_.movement.period_from, 1, 1),
            launched=launch.unit.name if launch else "",
            adhoc=round_.adhoc,
            reported=f"{report.get_kind_display()} {show_when(report.period)}" if report else "",
            targets=self.targets.get(report.pk) if report else None,
            index_asked=told_condition(condition) if condition else "",
            index_met=is_met(condition, outcome) if condition else None,
            initiatives=self._recognised(selves, asks, year) if self.knows_initiatives else None,
            earlier=tuple(one for row in counted for one in self._earlier(nomination, row)),
            unsettled=sum(len(self.grants[row.pk]) for row in asked),
            ledger_from=self.ledger_from,
            maybe_initiatives=self._recognised(asked, asks, year) if self.knows_initiatives else 0,
            namesakes=self.namesakes(nomination),
            merit=basis_of(nomination, rules["form"].data if "form" in rules else {}) == MERIT,
            lower=frozenset(code for code, level in self.levels.items() if level < own) if own is not None else None,
            bars=tuple(bar_of(bar, row in selves) for row in (*selves, *asked) for bar in self.bars[row.pk]),
            dissolved_on=nomination.unit.valid_to,
            rules=rules,
            awards=self.awards,
        )

    def conditions(self) -> dict[int, tuple[Condition, ...]]:
        """nomination → its conditions."""
        return {row.pk: conditions(self.case(row)) for row in self.nominations}

    def to_settle(self, nomination: Nomination) -> list[tuple[Recipient, list[Grant], list[Bar]]]:
        """Who in the ledger might be the nominee, with what they were given and what bars them; nobody once it was said."""
        return [(row, self.grants[row.pk], self.bars[row.pk]) for row in self.selves(nomination)[1]]

    def _first(self, nomination: Nomination, rows: dict[tuple[int, int], R]) -> R | None:
        """What the unit, or one it stands for, has in the latest version of the movement that has it."""
        for movement in reversed(self.movements[nomination.round.movement_id]):
            for unit in (*self.units[nomination.unit_id], nomination.round.awarder_id or 0):
                if (movement, unit) in rows:
                    return rows[movement, unit]
        return None

    def _earlier(self, nomination: Nomination, row: Recipient) -> list[Earlier]:
        """What a recipient was given; an award that came of the nomination itself is not an earlier one."""
        return [earlier_of(grant) for grant in self.grants[row.pk] if grant.pk != nomination.grant_id]

    def _counted(self, nomination: Nomination, selves: list[Recipient], rules: dict[str, RuleFact]) -> list[Recipient]:
        """Those whose awards count as the nominee's own: of units merged into it, as the rule on history has it."""
        if nomination.subject_kind not in ITSELF:
            return selves
        merged = rules["history"].data.get("merged") if "history" in rules else "all"
        own = {"none": {nomination.unit_id}, "sole": self.forebears.sole(nomination.unit_id)}
        units = own.get(str(merged), self.units[nomination.unit_id])
        return [row for row in selves if row.unit_id is None or row.unit_id in units]


def earlier_of(grant: Grant) -> Earlier:
    number = f"{grant.decision_number} ({format_date(grant.decision_date)})"
    return Earlier(grant.award_code, grant.basis, grant.decision_date, grant.deed, number, grant.year)


def bar_of(bar: Bar, sure: bool) -> BarFact:
    paper = f"{name_of('bar', bar.kind)}: {bar.number}"
    return BarFact(bar.kind, bar.valid_from, bar.valid_to, paper, sure)


def judge(nominations: Iterable[Nomination], today: date | None = None) -> dict[int, tuple[Condition, ...]]:
    """nomination → its conditions. The nominations are of one province, read with unit, offer and round__movement."""
    rows = list(nominations)
    if not rows:
        return {}
    return Known(rows, today or timezone.localdate()).conditions()
