"""A set out of the targets that a plan gives to a tier. Targets and their clauses are the plan's; equal points for each and
how points come about below a target are the product's proposal, and every indicator says that it is not confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from thidua.movements.rules.measures import TargetFact, asked
from thidua.plans.rules.kinds import COUNT, RATIO, RUBRIC
from thidua.scores.rules.fixed import SCALE, fixed, plain

POINTS = 10
_LEAST_EACH = SCALE // 100


@dataclass(frozen=True)
class Wanted:
    """A target as its plan words it. top, bottom: what a ratio is of; levels: names of a rubric's."""

    subject: str
    clause: str
    fact: TargetFact
    top: str = ""
    bottom: str = ""
    levels: tuple[str, ...] = ()


def set_of(name: str, wanted: Sequence[Wanted], subjects: Sequence[str], document: str, day: str) -> dict[str, Any]:
    """The data of a set: a pillar for each clause, an indicator for each target, ten points each. day: ISO, or empty."""
    pillars: list[dict[str, Any]] = []
    indicators: list[dict[str, Any]] = []
    for one in wanted:
        if not pillars or pillars[-1]["clause"] != one.clause:
            pillars.append({"code": str(len(pillars) + 1), "clause": one.clause, "rows": 0})
        pillar = pillars[-1]
        pillar["rows"] += 1
        indicators.append(_indicator(one, pillar["code"], pillar["rows"]))
    named = [
        {"code": p["code"], "name": _heading(p["clause"]), "max": plain(fixed(POINTS * p["rows"])), "weight": "1"}
        for p in pillars
    ]
    note = (
        f"Chỉ tiêu, mốc đọc từ kế hoạch; mỗi chỉ tiêu {POINTS} điểm như nhau và cách tính điểm khi chưa đạt mốc là đề "
        "xuất của phần mềm, kế hoạch không quy định. Sửa lại cho đúng trước khi ban hành."
    )
    basis: dict[str, Any] = {"document": document, "note": note, "confirmed": False}
    return {
        "name": name,
        "subjects": list(subjects),
        "basis": [basis | ({"date": day} if day else {})],
        "note": note,
        "not_applicable": "rescale",
        "appraisals": 1,
        "pillars": named,
        "indicators": indicators,
    }


def _heading(clause: str) -> str:
    return f"Chỉ tiêu tại mục {clause}" if clause else "Chỉ tiêu của kế hoạch"


def _indicator(one: Wanted, pillar: str, number: int) -> dict[str, Any]:
    kind, params, how = _formula(one)
    row: dict[str, Any] = {
        "code": f"{pillar}.{number}",
        "pillar": pillar,
        "name": one.subject,
        "max": str(POINTS),
        "kind": kind,
    }
    row |= {"evidence": "Báo cáo, tài liệu chứng minh số liệu", "clause": one.clause, "confirmed": False}
    takes = one.subject if kind == "ratio_threshold" else ""
    return row | {"params": params, "how": how, "may_skip": bool(one.fact.excludes), "takes": takes}


def _formula(one: Wanted) -> tuple[str, dict[str, Any], str]:
    """The kind, its parameters, and the sentence that says how points come about."""
    fact, told = one.fact, asked(one.fact)
    if fact.measure == RATIO and fact.comparator != "<=" and 0 < fact.value <= 100:
        whole = one.bottom or "tổng số thuộc phạm vi chỉ tiêu"
        params = {"a": one.top or "số đạt yêu cầu của chỉ tiêu", "b": whole + _without(fact), "empty": "zero"}
        how = f"Đạt {told} được điểm tối đa; thấp hơn thì tính theo phần đạt được so với mốc."
        return "ratio_threshold", params | {"threshold": _plain(fact.value), "below": "of_threshold"}, how
    if fact.measure == RUBRIC and len(one.levels) > 1:
        return "ordinal", {"levels": list(one.levels)}, f"Kế hoạch yêu cầu: {told}. Điểm chia đều theo mức."
    if fact.measure == COUNT and fact.comparator != "<=" and fact.value > 0:
        return _counted(fact, told)
    return "boolean", {}, f"Đạt mốc của kế hoạch ({told}) được điểm tối đa."


def _counted(fact: TargetFact, told: str) -> tuple[str, dict[str, Any], str]:
    """Points for each up to all of them; where there would be next to none for each, by quarters of what is asked."""
    of = fact.unit or "số lượng"
    each = -(-POINTS * SCALE * SCALE // fixed(fact.value))
    if each >= _LEAST_EACH:
        how = f"Đạt {told} được điểm tối đa; thấp hơn thì tính theo phần đạt được."
        return "count_cap", {"of": of, "each": plain(each)}, how
    quarters = [[_plain(fact.value * n / 4), plain(POINTS * SCALE * n // 4)] for n in (1, 2, 3, 4)]
    how = f"Đạt {told} được điểm tối đa; được một phần tư, một nửa, ba phần tư mốc thì được phần điểm tương ứng."
    return "lookup", {"of": of, "table": quarters, "otherwise": "0", "match": "at_least"}, how


def _without(fact: TargetFact) -> str:
    return f" (trừ {fact.excludes})" if fact.excludes else ""


def _plain(value: Decimal) -> str:
    return plain(fixed(value))
