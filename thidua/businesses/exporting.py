"""What an auditor checks a run by."""

import json
from collections.abc import Iterator

import numpy as np

from thidua.businesses.models import Business, BusinessSheet, RunPart
from thidua.businesses.running import result_type
from thidua.scores.rules.fixed import plain
from thidua.scores.rules.snapshot import to_json

_AT_ONCE = 2_000


def lines_of(part: RunPart) -> Iterator[str]:
    """One JSON object a line: first the run with its digests, then each sheet's answers and result. A household is named by
    its digest alone."""
    index, layout = part.run.version.index, part.run.version.layout
    rows = np.frombuffer(bytes(part.results or b""), dtype=result_type(index))
    ranks = np.frombuffer(bytes(part.ranks or b""), dtype="<i4")
    head = {"run": part.run_id, "code": part.run.code_version, "set": part.run.set_digest, "inputs": part.inputs}
    yield json.dumps(head | {"results": part.digest, "count": part.count}) + "\n"
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        keys = some["business"].tolist()
        names = dict(Business.objects.filter(pk__in=keys).values_list("pk", "tax_code"))
        digests = dict(Business.objects.filter(pk__in=keys).values_list("pk", "code_digest"))
        sheets = BusinessSheet.objects.filter(survey=part.survey_id, business__in=keys)
        records = dict(sheets.values_list("business_id", "record"))
        for place, row in enumerate(some, start):
            key = int(row["business"])
            line = {
                "business": names.get(key) or digests.get(key),
                "answers": to_json(index, layout.unpack(bytes(records[key]))),
                "total": plain(int(row["total"])),
                "level": int(row["level"]),
                "rank": int(ranks[place]),
                "inside": int(row["inside"]),
            }
            yield json.dumps(line, ensure_ascii=False) + "\n"
