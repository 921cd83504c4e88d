"""Roles and the words they grant. The rights matrix of the documentation is made from this table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thidua.kernel.periods import in_force


@dataclass(frozen=True)
class Role:
    """code; Vietnamese name; words granted at the unit itself; words granted in its whole province."""

    code: str
    name: str
    at_unit: frozenset[str] = frozenset()
    in_province: frozenset[str] = frozenset()


ROLES = {
    role.code: role
    for role in (
        Role("unit_officer", "Cán bộ thi đua của đơn vị", frozenset({"unit.read", "unit.draft"})),
        Role(
            "unit_head",
            "Thủ trưởng đơn vị",
            frozenset(
                {"unit.read", "unit.draft", "unit.submit", "own.office.read", "own.council.read", "own.decision.sign"}
            ),
        ),
        Role(
            "unit_awarder",
            "Thường trực khen thưởng của đơn vị",
            frozenset(
                {
                    "unit.read",
                    "unit.draft",
                    "own.office.read",
                    "own.round.open",
                    "own.route.step",
                    "own.consult.run",
                    "own.council.read",
                    "own.council.run",
                    "own.decision.draft",
                    "own.decision.number",
                    "own.certificate.print",
                    "own.fund.keep",
                }
            ),
        ),
        Role(
            "unit_council_member",
            "Thành viên Hội đồng của đơn vị",
            frozenset({"own.council.read", "own.council.vote"}),
        ),
        Role(
            "standing_agency",
            "Cơ quan thường trực phong trào",
            frozenset({"unit.read", "unit.draft"}),
            frozenset(
                {
                    "office.read",
                    "plan.edit",
                    "plan.publish",
                    "office.review",
                    "round.open",
                    "record.enter",
                    "consult.run",
                }
            ),
        ),
        Role(
            "appraiser",
            "Cán bộ thẩm định",
            frozenset({"unit.read"}),
            frozenset({"office.read", "route.step", "rule.edit", "record.enter", "fund.keep", "certificate.print"}),
        ),
        Role("council_member", "Thành viên Hội đồng", in_province=frozenset({"council.read", "council.vote"})),
        Role(
            "council_secretary",
            "Thư ký Hội đồng",
            in_province=frozenset(
                {"office.read", "council.read", "council.run", "decision.draft", "rule.edit", "consult.run"}
            ),
        ),
        Role(
            "chairman",
            "Chủ tịch Ủy ban nhân dân",
            in_province=frozenset({"office.read", "council.read", "decision.sign", "plan.publish"}),
        ),
        Role(
            "records_clerk",
            "Văn thư",
            in_province=frozenset({"office.read", "decision.number", "certificate.print"}),
        ),
        Role(
            "administrator",
            "Quản trị hệ thống",
            in_province=frozenset({"admin.units", "admin.people", "admin.keys"}),
        ),
        Role("auditor", "Thanh tra, kiểm toán", in_province=frozenset({"office.read", "council.read", "journal.read"})),
        Role("nominee", "Người được đề nghị khen thưởng", frozenset({"self.confirm"})),
    )
}


@dataclass(frozen=True)
class Holding:
    """A role held at a unit of a province for a period; ``by_delegation_of`` names who lent it."""

    role: str
    unit: int
    province: int
    start: date
    end: date | None = None
    by_delegation_of: int | None = None


def grants(holdings: Iterable[Holding], day: date) -> frozenset[tuple[str, str]]:
    """The pairs of word and scope that the holdings give on the day."""
    found = set()
    for holding in holdings:
        if in_force(holding.start, holding.end, day) and (role := ROLES.get(holding.role)):
            found |= {(word, f"u:{holding.unit}") for word in role.at_unit}
            found |= {(word, f"p:{holding.province}") for word in role.in_province}
    return frozenset(found)


def borrowed(holdings: Iterable[Holding], day: date) -> frozenset[tuple[str, str, int]]:
    """Words with scope and lender that the person has by delegation and not by a role of their own."""
    rows = list(holdings)
    own = grants([h for h in rows if h.by_delegation_of is None], day)
    return frozenset(
        (word, scope, h.by_delegation_of)
        for h in rows
        if h.by_delegation_of is not None
        for word, scope in grants([h], day) - own
    )


def lender(holdings: Iterable[Holding], day: date) -> int | None:
    """Whom the person acts for, when everything they hold today is lent by one other."""
    held = [h for h in holdings if in_force(h.start, h.end, day)]
    lenders = {h.by_delegation_of for h in held}
    return next(iter(lenders)) if held and len(lenders) == 1 else None
