"""The text of a decision as an official document."""

from thidua.decisions.models import Decision
from thidua.papers.official import Official, build


def write(decision: Decision) -> bytes:
    """DOCX of a decision with its list."""
    lines = list(decision.lines.filter(dropped=False))
    day = decision.issued_on
    if day is None:
        raise ValueError("a decision is written out once it is numbered")
    movement = decision.round.movement
    basis = f"Căn cứ Kế hoạch số {movement.plan.number}" if movement.plan.number else "Căn cứ Kế hoạch"
    rows = [[str(n), x.subject_name, x.position, x.award_name] for n, x in enumerate(lines, 1)]
    return build(
        Official(
            parent="",
            issuer=f"Ủy ban nhân dân tỉnh {decision.province.name}",
            number=decision.full_number,
            place=decision.province.name,
            day=day,
            kind="Quyết định",
            subject=decision.subject,
            paragraphs=[
                "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
                f"{basis} về phong trào thi đua “{movement.name}”;",
                "Căn cứ kết quả biểu quyết của Hội đồng Thi đua - Khen thưởng tỉnh,",
                "QUYẾT ĐỊNH:",
                f"Điều 1. Khen thưởng {len(lines)} tập thể, cá nhân có thành tích xuất sắc trong phong trào thi đua (danh sách dưới đây).",
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
    )
