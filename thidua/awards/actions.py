"""Keeping the register of rules, and writing the ledger."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from thidua.awards import access, queries
from thidua.awards.law import SHIPPED
from thidua.awards.machine import RULE_CHANGE
from thidua.awards.models import GROUNDS, Bar, Grant, Initiative, Recipient, Revocation, Rule, RuleChange
from thidua.awards.rules.identity import plain, written
from thidua.awards.rules.kinds import KINDS, read
from thidua.journal.door import Flow, register
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.papers.models import Paper
from thidua.people.models import User
from thidua.units.models import Province, Unit

# What hangs on an entry of the ledger.
_HELD: tuple[type[Grant] | type[Bar] | type[Initiative], ...] = (Grant, Bar, Initiative)


@transaction.atomic
def load_law(*, actor: Actor) -> None:
    """Puts the shipped rules into the register where they are missing. Idempotent."""
    there = set(Rule.objects.filter(province=None).values_list("kind", "key", "valid_from"))
    for row in SHIPPED:
        if (row.kind, row.key, row.valid_from) not in there:
            rule = Rule.objects.create(
                kind=row.kind,
                key=row.key,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                article=row.article,
                confirmed=row.confirmed,
                data=dict(row.data),
            )
            record("award.rule", rule, actor=actor, data={"kind": row.kind, "key": row.key, "article": row.article})


def _confirm(change: RuleChange, actor: Actor, data: Mapping[str, Any]) -> None:
    """Adds the version, or gives one its last day."""
    if change.ends is not None:
        change.ends.valid_to = change.valid_to
        change.ends.save(update_fields=["valid_to"])
        rule = change.ends
    else:
        fields = ("kind", "key", "data", "valid_from", "valid_to", "article", "confirmed", "favourable", "province_id")
        rule = change.made = Rule.objects.create(**{name: getattr(change, name) for name in fields})
        change.save(update_fields=["made"])
    told = {"kind": rule.kind, "key": rule.key, "article": rule.article, "change": change.pk, "values": rule.data}
    record("award.rule", rule, actor=actor, data=told, province_id=change.province_id)


FLOW = register(
    Flow(
        RULE_CHANGE,
        RuleChange,
        access.rights_on,
        queries.facts_of,
        access.visible_to,
        apply={"confirm": _confirm},
        reasons={"decline": ("source_unclear", "values_wrong", "other")},
    )
)


def _refusals(province: Province, kind: str, actor: Actor, why: str, article: str) -> list[Refusal]:
    found = []
    if "rule.edit" not in actor.in_province(province.pk):
        found.append(Refusal("machine.right", {"right": "rule.edit"}))
    if kind not in KINDS:
        found.append(Refusal("rule.kind"))
    if not why.strip():
        found.append(Refusal("machine.reason"))
    if not article.strip():
        found.append(Refusal("rule.no_article"))
    return found


@transaction.atomic
def propose(
    province: Province, kind: str, key: str, typed: Mapping[str, str], *, actor: Actor, why: str, **dated: Any
) -> RuleChange:
    """A further version of a rule, in words as typed. dated: valid_from, valid_to, article, confirmed, favourable."""
    refusals = _refusals(province, kind, actor, why, dated.get("article", ""))
    if dated.get("valid_to") and dated["valid_to"] < dated["valid_from"]:
        refusals.append(Refusal("rule.days"))
    if dated.get("favourable") and kind in KINDS and KINDS[kind].selected_by != "receipt":
        refusals.append(Refusal("rule.not_by_receipt"))
    values, mistakes = read(KINDS[kind], typed) if kind in KINDS else ({}, {})
    refusals += [Refusal(f"rule.{code}", {"field": f"rule_field:{name}"}) for name, code in mistakes.items()]
    if refusals:
        raise Refused(refusals)
    return _keep(province, actor, kind=kind, key=key, data=values, why=why, **dated)


@transaction.atomic
def propose_end(rule: Rule, *, day: date, actor: Actor, why: str) -> RuleChange:
    """A last day for a version of the province's own; what came with the product is outdone by a later version."""
    if rule.province is None:
        raise Refused([Refusal("rule.shipped")])
    refusals = _refusals(rule.province, rule.kind, actor, why, rule.article)
    if day < rule.valid_from:
        refusals.append(Refusal("rule.days"))
    if rule.valid_to is not None:
        refusals.append(Refusal("rule.ended"))
    if refusals:
        raise Refused(refusals)
    same = {name: getattr(rule, name) for name in ("kind", "key", "data", "valid_from", "article", "confirmed")}
    return _keep(rule.province, actor, ends=rule, valid_to=day, why=why, **same)


def _keep(province: Province, actor: Actor, **fields: Any) -> RuleChange:
    last = Rule.objects.filter(kind=fields["kind"], key=fields["key"], province=province).aggregate(n=Max("pk"))["n"]
    change = RuleChange.objects.create(province=province, proposer_id=actor.person, last_seen=last or 0, **fields)
    told = {"kind": change.kind, "key": change.key, "from": change.valid_from.isoformat(), "values": change.data}
    record("rulechange.propose", change, actor=actor, after="proposed", reason=change.why, data=told)
    return change


@transaction.atomic
def recipient_of(
    province: Province,
    *,
    kind: str,
    name: str,
    unit: Unit | None,
    person: User | None = None,
    unlike: Collection[int] = (),
) -> Recipient:
    """The ledger's entry of somebody named so at the unit; a new one where there is none. Only names that are the same
    with their marks are taken for one: what is merely near is for a person to say. unlike: entries of whom a person has said
    that they are somebody else."""
    rows = Recipient.objects.filter(province=province, kind=kind, plain=plain(name)[:200]).exclude(pk__in=unlike)
    near = rows.filter(person=person) if person else rows.filter(unit=unit)
    found = next((row for row in near if written(row.name) == written(name)), None)
    return found or Recipient.objects.create(province=province, kind=kind, name=name, unit=unit, person=person)


@transaction.atomic
def enter_grant(
    *,
    actor: Actor,
    province: Province,
    decision_date: date,
    kind: str,
    recipient: Recipient | None = None,
    unlike: Collection[int] = (),
    **fields: Any,
) -> Grant:
    """One line of the ledger. recipient: whom it goes to, where a person has said so; else whoever is named so at the
    unit but for those of ``unlike``."""
    if recipient is None:
        who = {"name": fields["subject_name"], "unit": fields.get("unit"), "person": fields.get("person")}
        recipient = recipient_of(province, kind=kind, unlike=unlike, **who)
    grant = Grant.objects.create(province=province, recipient=recipient, decision_date=decision_date, **fields)
    record("award.grant", grant, actor=actor, data={"award": grant.award_code, "decision": grant.decision_number})
    return grant


@transaction.atomic
def merge(other: Recipient, recipient: Recipient, *, actor: Actor) -> Recipient:
    """Two entries that a person has said to be one: awards, bars and initiatives of the other go to the recipient."""
    moved = {
        model.__name__: list(model.objects.filter(recipient=other).values_list("pk", flat=True)) for model in _HELD
    }
    for model in _HELD:
        model.objects.filter(recipient=other).update(recipient=recipient)
    record("recipient.merge", recipient, actor=actor, data={"other": other.pk, "moved": moved})
    return recipient


def _require_records(actor: Actor, province_id: int) -> None:
    if "record.enter" not in actor.in_province(province_id):
        raise Refused([Refusal("machine.right", {"right": "record.enter"})])


@transaction.atomic
def enter_bar(recipient: Recipient, *, actor: Actor, paper: Paper | None = None, **fields: Any) -> Bar:
    """Why somebody is not awarded for a time. fields: as ``Bar``."""
    _require_records(actor, recipient.province_id)
    if fields.get("valid_to") and fields["valid_to"] < fields["valid_from"]:
        raise Refused([Refusal("rule.days")])
    bar = Bar.objects.create(recipient=recipient, paper=paper, **fields)
    told = {"kind": bar.kind, "from": bar.valid_from.isoformat(), "number": bar.number}
    record("bar.enter", bar, actor=actor, data=told, personal={"subject": recipient.name})
    return bar


@transaction.atomic
def end_bar(bar: Bar, *, day: date, actor: Actor) -> Bar:
    """Its last day: what was examined is settled."""
    _require_records(actor, bar.province_id)
    if day < bar.valid_from:
        raise Refused([Refusal("rule.days")])
    bar.valid_to = day
    bar.save(update_fields=["valid_to"])
    record("bar.end", bar, actor=actor, data={"until": day.isoformat()})
    return bar


@transaction.atomic
def enter_initiative(recipient: Recipient, *, actor: Actor, paper: Paper | None = None, **fields: Any) -> Initiative:
    """A recognised initiative. fields: as ``Initiative``."""
    _require_records(actor, recipient.province_id)
    row = Initiative.objects.create(recipient=recipient, paper=paper, **fields)
    told = {"level": row.level, "on": row.recognised_on.isoformat(), "number": row.number}
    record("initiative.enter", row, actor=actor, data=told, personal={"subject": recipient.name})
    return row


def _document_refusals(document: Revocation, first: date) -> list[Refusal]:
    found = []
    if document.ground not in GROUNDS:
        found.append(Refusal("machine.reason_choice"))
    if not document.number.strip():
        found.append(Refusal("revocation.no_number"))
    if document.day > timezone.localdate():
        found.append(Refusal("decision.future", {"day": document.day}))
    if document.day < first:
        found.append(Refusal("revocation.too_early", {"day": first}))
    return found


@transaction.atomic
def revoke_grants(grants: Collection[Grant], document: Revocation, *, actor: Actor) -> Revocation:
    """Takes lines of the ledger back by a document, which is kept with them, and puts in doubt what was given later to the
    same subject, or to a unit that stands for it, for having them: awards whose rule on sequence asks for one of them.
    Raises Refused."""
    rows = [grant for grant in grants if not grant.revoked]
    if not rows:
        raise Refused([Refusal("revocation.nobody")])
    refusals = _document_refusals(document, max(grant.decision_date for grant in rows))
    if refusals:
        raise Refused(refusals)
    document.province = rows[0].province
    document.save()
    told = {"ground": document.ground, "by": document.number, "on": document.day.isoformat()}
    for grant in rows:
        grant.revoked, grant.revocation, grant.in_doubt = True, document, False
        grant.save(update_fields=["revoked", "revocation", "in_doubt"])
        record(
            "award.revoke", grant, actor=actor, reason=document.words, data={"decision": grant.decision_number, **told}
        )
    for other, because in queries.relying_on(rows):
        other.in_doubt = True
        other.save(update_fields=["in_doubt"])
        record("award.doubt", other, actor=actor, data={"because": because.pk})
    return document


def follow_name(grant: Grant) -> None:
    """After its name was set right: the award goes to whoever is named so there; where nobody is, its entry takes the name if
    it holds nothing else. The grant is not saved."""
    own = grant.recipient
    if own is None or written(grant.subject_name) == written(own.name):
        return
    near = Recipient.objects.filter(province=own.province_id, kind=own.kind, unit=own.unit_id, person=own.person_id)
    near = near.filter(plain=plain(grant.subject_name)[:200]).exclude(pk=own.pk)
    known = next((row for row in near if written(row.name) == written(grant.subject_name)), None)
    if known is not None:
        grant.recipient = known
        return
    others = Grant.objects.filter(recipient=own).exclude(pk=grant.pk)
    if others.exists() or own.bars.exists() or own.initiatives.exists():
        who = {"name": grant.subject_name, "unit": grant.unit, "person": grant.person}
        grant.recipient = recipient_of(grant.province, kind=own.kind, **who)  # type: ignore[arg-type]  # as they came
        return
    own.name = grant.subject_name
    own.save()


ENTERED = ("subject_name", "award_code", "basis", "achievement", "year", "decision_number", "decision_date")


@transaction.atomic
def correct_grant(grant: Grant, fields: Mapping[str, Any], *, reason: str, actor: Actor) -> Grant:
    """Sets right what was mistyped in a line of the ledger. fields: every one of ``ENTERED`` as it should be. A
    name that is another one leads to the entry of whoever is named so. Raises Refused."""
    _require_records(actor, grant.province_id)
    fresh = Grant.objects.select_for_update(of=("self",)).select_related("recipient").get(pk=grant.pk)
    before = {name: getattr(fresh, name) for name in ENTERED}
    changed = {name: value for name, value in fields.items() if value != before[name]}
    refusals = [] if reason.strip() else [Refusal("machine.reason")]
    if fresh.revoked:
        refusals.append(Refusal("ledger.revoked"))
    if not changed:
        refusals.append(Refusal("decision.nothing_corrected"))
    if fields["decision_date"] > timezone.localdate():
        refusals.append(Refusal("decision.future", {"day": fields["decision_date"]}))
    if refusals:
        raise Refused(refusals)
    for name, value in changed.items():
        setattr(fresh, name, value)
    if "award_code" in changed:
        names = queries.award_names(queries.book_of(fresh.province_id), timezone.localdate())
        fresh.award_name = names.get(fresh.award_code, fresh.award_name)[:120]
    if "subject_name" in changed:
        follow_name(fresh)
    fresh.save()
    told = {name: f"{before[name]} → {value}" for name, value in changed.items()}
    record("award.correct", fresh, actor=actor, reason=reason, data={"fields": sorted(told)}, personal=told)
    return fresh


@transaction.atomic
def settle_doubt(grant: Grant, *, actor: Actor, reason: str) -> Grant:
    """Somebody has looked at an award that relied on a revoked one, and it stands."""
    _require_records(actor, grant.province_id)
    if not reason.strip():
        raise Refused([Refusal("machine.reason")])
    grant.in_doubt = False
    grant.save(update_fields=["in_doubt"])
    record("award.settle_doubt", grant, actor=actor, reason=reason)
    return grant
