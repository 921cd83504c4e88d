"""A unit's plan as an official document."""

from collections.abc import Sequence

from django.utils import timezone

from thidua.papers.official import Official, build
from thidua.plans.rules.wording import body
from thidua.registrations.models import OwnItem, OwnPlan


def write(own: OwnPlan, items: Sequence[OwnItem]) -> bytes:
    """DOCX in the layout of Nghị định 30/2020/NĐ-CP, ready to be edited and signed."""
    registration = own.registration
    movement, unit = registration.movement, registration.unit
    plan = movement.plan
    basis = f"Kế hoạch số {plan.number}" if plan.number else "Kế hoạch"
    if plan.date:
        basis += f" ngày {plan.date.day:02d} tháng {plan.date.month:02d} năm {plan.date.year}"
    name = f"phong trào thi đua “{movement.name}” giai đoạn {movement.period_from} - {movement.period_to}"
    return build(
        Official(
            parent=f"Ủy ban nhân dân tỉnh {movement.province.name}",
            issuer=unit.name,
            number=registration.plan_number or f"      /KH-{unit.code}",
            place=movement.province.name,
            day=registration.plan_date or timezone.localdate(),
            kind="Kế hoạch",
            subject=f"Thực hiện {name}",
            paragraphs=[
                f"Thực hiện {basis} của {plan.issuer or 'cấp trên'} về {name}, {unit.name} ban hành Kế hoạch thực hiện như sau:",
                *body([i for i in items if not i.dropped]),
            ],
            capacity=own.capacity.upper(),
            signer=own.signer,
            recipients=[line.strip() for line in own.recipients.splitlines() if line.strip()] or ["Lưu: VT"],
        )
    )
