"""Index sets for tests: small ones by hand, and any by chance."""

from typing import Any

from hypothesis import strategies as st

from thidua.scores.rules.answers import Answer
from thidua.scores.rules.fixed import MOST, SCALE, plain
from thidua.scores.rules.sets import IndexSet, read_set

LEVELS = {
    "names": ["Chưa khởi động", "Khởi động", "Bắt đầu", "Hình thành", "Nâng cao", "Dẫn dắt"],
    "pillar": [{"from": "10"}, {"above": "20"}, {"above": "40"}, {"above": "60"}, {"above": "80"}],
    "overall": [
        {"above": "20", "pillars": 4, "at": 1},
        {"above": "64", "pillars": 4, "at": 2},
        {"above": "128", "pillars": 4, "at": 3},
        {"above": "192", "pillars": 5, "at": 4},
        {"above": "256", "pillars": 6, "at": 5},
    ],
}


def indicator(code: str, kind: str, points: str, pillar: str = "1", **params: Any) -> dict[str, Any]:
    return {"code": code, "pillar": pillar, "name": f"Chỉ số {code}", "max": points, "kind": kind, "params": params}


def a_set(*indicators: dict[str, Any], **more: Any) -> IndexSet:
    """A set of the indicators, its pillars summed from them."""
    sums: dict[str, int] = {}
    outside = ("bonus", "penalty", "not_scored", "effect")
    for one in indicators:
        counted = 0 if one["kind"] in outside else int(float(one["max"]) * SCALE)
        sums[one["pillar"]] = sums.get(one["pillar"], 0) + counted
    pillars = [{"code": code, "name": f"Trụ cột {code}", "max": plain(full)} for code, full in sums.items()]
    return read_set({"name": "Bộ chỉ số thử", "pillars": pillars, "indicators": list(indicators)} | more)


def ordinals(*counts: int, **more: Any) -> IndexSet:
    """Pillars of criteria from 0 to 5, as many as said; a pillar of one criterion counts fivefold."""
    rows = [
        indicator(f"{p}.{n}", "ordinal", "25" if count == 1 else "5", str(p), levels=[""] * 6)
        for p, count in enumerate(counts, 1)
        for n in range(1, count + 1)
    ]
    return a_set(*rows, **more)


_points = st.integers(1, 40).map(lambda n: plain(n * 2500))
_whole = st.integers(0, 60).map(str)


def _params(kind: str, points: str) -> st.SearchStrategy[dict[str, Any]]:
    share = st.integers(0, 10000).map(lambda n: plain(n))
    ratio = {"a": st.just("tử số"), "b": st.just("mẫu số"), "empty": st.sampled_from(["zero", "full"])}
    percent = st.integers(1, 100).map(str)
    bands = st.lists(st.integers(0, 99), min_size=1, max_size=6, unique=True).map(lambda b: [str(n) for n in sorted(b)])
    upto = st.integers(0, int(float(points) * SCALE)).map(plain)
    table = st.dictionaries(_whole, upto, min_size=1, max_size=5).map(lambda t: [list(row) for row in t.items()])
    fields: dict[str, dict[str, Any]] = {
        "boolean": {},
        "tier": {"choices": st.lists(st.tuples(st.just("mức"), share).map(list), min_size=1, max_size=5)},
        "ordinal": {"levels": st.integers(2, 8).map(lambda n: [""] * n)},
        "additive": {"parts": st.lists(st.tuples(st.just("phần"), upto).map(list), min_size=1, max_size=4)},
        "ratio": ratio,
        "ratio_threshold": ratio | {"threshold": percent, "below": st.sampled_from(["of_threshold", "of_whole"])},
        "ratio_bands": ratio | {"bands": bands},
        "lookup": {
            "of": st.just("số cuộc"),
            "table": table,
            "otherwise": upto,
            "match": st.sampled_from(["exact", "at_least"]),
        },
        "normalised": {"of": st.just("giá trị"), "better": st.sampled_from(["high", "low"])},
        "count_cap": {"of": st.just("số lần"), "each": st.integers(1, 90000).map(plain)},
        "penalty": {"of": st.just("số lần"), "each": st.integers(1, 90000).map(plain)},
        "rubric": {},
        "bonus": {"of": st.just("điểm")},
        "not_scored": {"of": st.just("thông tin")},
        "effect": {},
    }
    return st.fixed_dictionaries(fields[kind])


KINDS = [
    "boolean",
    "tier",
    "ordinal",
    "additive",
    "ratio",
    "ratio_threshold",
    "ratio_bands",
    "lookup",
    "normalised",
    "count_cap",
    "penalty",
    "rubric",
    "bonus",
    "not_scored",
    "effect",
]


@st.composite
def any_set(draw: st.DrawFn) -> IndexSet:
    rows = []
    for n in range(draw(st.integers(1, 8))):
        kind, points = draw(st.sampled_from(KINDS)), draw(_points)
        params = draw(_params(kind, points))
        row = indicator(f"{n}", kind, points, draw(st.sampled_from("123")), **params)
        rows.append(row | {"may_skip": draw(st.booleans())})
    index = a_set(*rows, not_applicable=draw(st.sampled_from(["rescale", "full", "zero"])))
    weights = draw(st.lists(st.sampled_from(["1", "0.5", "1.3333"]), min_size=3, max_size=3))
    pillars = [
        {"code": p.code, "name": p.name, "max": plain(p.full), "weight": weight}
        for p, weight in zip(index.pillars, weights, strict=False)
    ]
    ties = draw(st.sampled_from([[], [index.pillars[0].code]]))
    levels = draw(st.sampled_from([None, LEVELS]))
    body = {"name": index.name, "pillars": pillars, "indicators": rows, "not_applicable": index.skip}
    return read_set(body | {"ties": ties, "levels": levels})


_numbers = st.one_of(
    st.integers(0, 60).map(lambda n: n * SCALE), st.integers(0, 10**7), st.integers(0, MOST), st.just(0)
)


@st.composite
def any_answers(draw: st.DrawFn, index: IndexSet) -> dict[str, Answer]:
    found = {}
    for one in index.indicators:
        slots = one.formula.slots
        if one.may_skip and draw(st.integers(0, 4)) == 0:
            found[one.code] = Answer((None,) * len(slots), skipped=True)
            continue
        values = [
            draw(st.one_of(st.none(), st.integers(0, len(slot.options) - 1) if slot.options else _numbers))
            for slot in slots
        ]
        found[one.code] = Answer(tuple(values))
    return found
