"""The text of a decision as an official document."""

from collections import Counter

from django.utils import timezone
from django.utils.translation import override

from thidua.decisions.models import Decision
from thidua.kernel.vietnamese import format_date
from thidua.movements.models import Movement
from thidua.nominations.documents import parent_of
from thidua.papers.official import Official
from thidua.ui.names import name_of


def _basis(movement: Movement) -> str:
    plan = movement.plan
    told = f"Căn cứ Kế hoạch số {plan.number}" if plan.number else "Căn cứ Kế hoạch"
    return told + (f" ngày {format_date(plan.date)}" if plan.date else "")


def _authority(decision: Decision) -> str:
    """Who decides, as the paper names them."""
    if decision.awarder is None:
        return f"Chủ tịch Ủy ban nhân dân tỉnh {decision.province.name}"
    post, name = decision.signer_position.removeprefix("TUQ. ") or "Thủ trưởng", decision.awarder.name
    return post if name in post else f"{post} {name}"


def _grounds(decision: Decision) -> str:
    """The council, where one decided on every line."""
    whose = decision.awarder.name if decision.awarder else "tỉnh"
    judged = decision.lines.filter(dropped=False, nomination__session_items=None).exists()
    return (
        "Căn cứ kết quả thẩm định hồ sơ,"
        if judged
        else f"Căn cứ kết quả xét của Hội đồng Thi đua - Khen thưởng {whose},"
    )


def _deeds(decision: Decision) -> str:
    adhoc = decision.lines.filter(dropped=False, nomination__round__adhoc=True).exists()
    return "có thành tích đột xuất" if adhoc else "có thành tích xuất sắc trong phong trào thi đua"


@override("vi")
def official(decision: Decision) -> Official:
    """A decision with its list; without a number while it is a draft."""
    lines = list(decision.lines.filter(dropped=False))
    day = decision.issued_on or timezone.localdate()
    movements = {r.movement_id: r.movement for r in decision.rounds.select_related("movement__plan").order_by("pk")}
    kinds = Counter(name_of("subject_kind", line.subject_kind) for line in lines)
    whom = ", ".join(f"{n} {kind}" for kind, n in kinds.items())
    rows = [[str(n), x.subject_name, x.position, x.award_name] for n, x in enumerate(lines, 1)]
    return Official(
        parent=parent_of(decision.awarder) if decision.awarder else "",
        issuer=decision.awarder.name if decision.awarder else f"Ủy ban nhân dân tỉnh {decision.province.name}",
        number=decision.full_number or f"      /{decision.symbol}",
        place=decision.province.name,
        day=day,
        kind="Quyết định",
        subject=decision.subject,
        paragraphs=[
            _authority(decision).upper(),
            "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
            *(f"{_basis(movement)} về phong trào thi đua “{movement.name}”;" for movement in movements.values()),
            _grounds(decision),
            "QUYẾT ĐỊNH:",
            f"Điều 1. Khen thưởng {whom} {_deeds(decision)} (danh sách dưới đây).",
        ],
        table=[["STT", "Tập thể, cá nhân", "Chức vụ, nơi công tác", "Hình thức"], *rows],
        after=[
            "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
            "Điều 3. Thủ trưởng các cơ quan, đơn vị liên quan và các tập thể, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
        ],
        capacity=decision.signer_position.upper(),
        signer=decision.signer.full_name if decision.signer else "",
        recipients=("Như Điều 3", "Lưu: VT"),
    )
