"""The text of a decision as an official document: the register's template of the day, with what the decision knows."""

from collections import Counter
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import override

from thidua.awards.queries import book_of
from thidua.awards.rules.selecting import RuleFact
from thidua.awards.rules.templates import decided, filled
from thidua.decisions import queries
from thidua.decisions.models import Decision, Line
from thidua.kernel.vietnamese import format_date, format_number
from thidua.movements.models import Movement
from thidua.nominations.documents import parent_of
from thidua.papers.official import Official
from thidua.ui.names import name_of


def template_of(decision: Decision) -> RuleFact | None:
    """The template in force on the day of issue; today's while there is none."""
    issuer, day = "unit" if decision.awarder_id else "province", decision.issued_on or timezone.localdate()
    return book_of(decision.province_id).find("decision_text", issuer, day=day)


def _plan(movement: Movement) -> str:
    plan = movement.plan
    told = f"Kế hoạch số {plan.number}" if plan.number else "Kế hoạch"
    day = f" ngày {format_date(plan.date)}" if plan.date else ""
    return f"{told}{day} về phong trào thi đua “{movement.name}”"


def _authority(decision: Decision) -> str:
    """Who decides, as the paper names them."""
    if decision.awarder is None:
        return f"Chủ tịch Ủy ban nhân dân tỉnh {decision.province.name}"
    post, name = decision.signer_position.removeprefix("TUQ. ") or "Thủ trưởng", decision.awarder.name
    return post if name in post else f"{post} {name}"


def _result(decision: Decision) -> str:
    """The council, where one decided."""
    whose = decision.awarder.name if decision.awarder else f"tỉnh {decision.province.name}"
    judged = decision.lines.filter(dropped=False, nomination__session_items__isnull=False).exists()
    return f"kết quả xét của Hội đồng Thi đua - Khen thưởng {whose}" if judged else "kết quả thẩm định hồ sơ"


def _bonus(decision: Decision, lines: Sequence[Line]) -> str:
    """đồng of all lines; empty where that of one is not known."""
    if decision.issued_on is not None:
        amounts = [line.bonus for line in lines]
    else:
        amounts = [one.amount for one in queries.payments(lines, timezone.localdate()).values()]
    known = [amount for amount in amounts if amount is not None]
    return format_number(sum(known)) if known and len(known) == len(amounts) else ""


def known_of(decision: Decision, lines: Sequence[Line]) -> dict[str, str | Sequence[str]]:
    """What stands for each word of the template."""
    movements = {r.movement_id: r.movement for r in decision.rounds.select_related("movement__plan").order_by("pk")}
    kinds = Counter(name_of("subject_kind", line.subject_kind) for line in lines)
    adhoc = decision.lines.filter(dropped=False, nomination__round__adhoc=True).exists()
    return {
        "người quyết định": _authority(decision),
        "căn cứ kết quả": _result(decision),
        "đề nghị": decision.proposed_by,
        "đối tượng khen": ", ".join(f"{n} {kind}" for kind, n in kinds.items()),
        "thành tích chung": "có thành tích đột xuất" if adhoc else "có thành tích xuất sắc trong phong trào thi đua",
        "tiền thưởng": _bonus(decision, lines),
        "kế hoạch và phong trào": [_plan(movement) for movement in movements.values()],
    }


@override("vi")
def official(decision: Decision) -> Official:
    """A decision with its list; without a number while it is a draft."""
    lines = list(decision.lines.filter(dropped=False).select_related("decision"))
    template, known = template_of(decision), known_of(decision, lines)
    before, after, count = decided(template.data["text"], known) if template else ([], [], 0)
    said = filled(template.data["recipients"], {"điều cuối": str(count)}) if template else ""
    rows = [[str(n), x.subject_name, x.position, x.award_name] for n, x in enumerate(lines, 1)]
    return Official(
        parent=parent_of(decision.awarder) if decision.awarder else "",
        issuer=decision.awarder.name if decision.awarder else f"Ủy ban nhân dân tỉnh {decision.province.name}",
        number=decision.full_number or f"      /{decision.symbol}",
        place=decision.province.name,
        day=decision.issued_on or timezone.localdate(),
        kind="Quyết định",
        subject=decision.subject,
        paragraphs=before,
        table=[["STT", "Tập thể, cá nhân", "Chức vụ, nơi công tác", "Hình thức"], *rows],
        after=after,
        capacity=decision.signer_position.upper(),
        signer=decision.signer.full_name if decision.signer else "",
        recipients=[line for line in said.splitlines() if line.strip()],
    )
