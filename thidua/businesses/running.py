"""A run over the sheets of many surveys, in parts that any number of workers share: first every part is scored, then, by how
many have each score in all of them, ranked. Parts come out the same whoever computes them, in whatever order."""

import hashlib
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import psycopg
from django.db import connection, transaction
from django.db.models import QuerySet

from thidua.businesses.models import BusinessRun, BusinessSheet, RunPart, Survey
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.scores.models import IndexVersion
from thidua.scores.rules.answers import Layout
from thidua.scores.rules.cohort import Result, Scorer
from thidua.scores.rules.fixed import SCALE, Array
from thidua.scores.rules.ranking import Distribution, ranks
from thidua.scores.rules.sets import IndexSet
from thidua.scores.version import code_version


def result_type(index: IndexSet) -> np.dtype[np.void]:
    """A row of a part's results: who, the total and the pillars in ten-thousandths, levels, rank in the survey."""
    most = sum(one.full for one in index.indicators) * max(pillar.weight for pillar in index.pillars) // SCALE
    points, pillars = ("<i4" if most < 2**31 else "<i8"), len(index.pillars)
    fields = [("business", "<i8"), ("total", points), ("pillars", points, (pillars,))]
    return np.dtype([*fields, ("reached", "u1", (pillars,)), ("level", "u1"), ("inside", "<i4")])


def begin(version: IndexVersion, year: int, *, actor: Actor) -> BusinessRun:
    """A run over every closed survey of a year by the same data of a set. Needs the right in each of their provinces."""
    surveys = list(Survey.objects.filter(version__digest=version.digest, year=year, state="closed"))
    if not surveys:
        raise Refused([Refusal("survey.none_closed")])
    if ("system", "*") not in actor.grants and {s.province_id for s in surveys} - actor.province_ids("office.review"):
        raise Refused([Refusal("machine.right", {"right": "office.review"})])
    with transaction.atomic():
        run = BusinessRun.objects.create(
            set_digest=version.digest, version=version, year=year, by_id=actor.user_id, code_version=code_version()
        )
        RunPart.objects.bulk_create(RunPart(run=run, survey=survey) for survey in surveys)
        province = surveys[0].province_id
        record("business_run.begin", run, actor=actor, data={"surveys": len(surveys)}, province_id=province)
    return run


def sheets_of(survey: Survey) -> tuple[Array, bytes]:
    """Keys of the businesses and their records one after another, in the order of the keys: one query, and no object for
    a row."""
    rows = BusinessSheet.objects.filter(survey=survey, sent_at__isnull=False)
    if connection.vendor == "postgresql":
        return _joined_by_postgres(rows)
    query, values = rows.order_by("business").values_list("business_id", "record").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        found = cursor.fetchall()
    keys = np.fromiter((row[0] for row in found), dtype=np.int64, count=len(found))
    return keys, b"".join([row[1] for row in found])


def _joined_by_postgres(rows: QuerySet[BusinessSheet]) -> tuple[Array, bytes]:
    """The server puts the rows together, and sends two values in its own bytes instead of a row for each."""
    query, values = rows.order_by().values_list("business_id", "record").query.sql_with_params()
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor:
        whole = "string_agg(int8send(key), ''::bytea ORDER BY key), string_agg(record, ''::bytea ORDER BY key)"
        text = f"SELECT {whole} FROM ({query}) AS found(key, record)"  # noqa: S608 -- Django's own text, its values apart
        cursor.execute(text.encode(), values, binary=True)
        keys, records = cursor.fetchone() or (None, None)
    return np.frombuffer(keys or b"", dtype=">i8").astype(np.int64), records or b""


def score_part(part: RunPart) -> None:
    """Scores one part; a part that was scored before is left."""
    if part.state != "waiting":
        return
    keys, records = sheets_of(part.survey)
    index = part.run.version.index
    layout = Layout(index)
    result = Scorer(index, {}).run(layout.table(records))
    rows = _rows(keys, result, index)
    found = Distribution.of(result.total)
    part.count = len(keys)
    part.inputs = hashlib.sha256(keys.tobytes() + records).hexdigest()
    part.distribution = np.stack([found.scores, found.counts]).astype("<i8").tobytes()
    part.results = rows.tobytes()
    part.state = "scored"
    part.save(update_fields=["count", "inputs", "distribution", "results", "state"])


def _rows(keys: Array, result: Result, index: IndexSet) -> npt.NDArray[np.void]:
    rows = np.zeros(len(keys), dtype=result_type(index))
    rows["business"], rows["total"], rows["pillars"] = keys, result.total, result.pillars
    if result.reached is not None and result.level is not None:
        rows["reached"], rows["level"] = result.reached, result.level
    rows["inside"] = ranks(result.total)
    return rows


def rank_part(part: RunPart, whole: Distribution) -> None:
    """Gives one scored part its ranks among all parts; one that has them is left."""
    if part.state != "scored":
        return
    results = bytes(part.results or b"")
    rows = np.frombuffer(results, dtype=result_type(part.run.version.index))
    part.ranks = whole.ranks_of(rows["total"].astype(np.int64)).astype("<i4").tobytes()
    part.digest = hashlib.sha256(results + part.ranks).hexdigest()
    part.state = "ranked"
    part.save(update_fields=["ranks", "digest", "state"])


def whole_of(run: BusinessRun) -> Distribution:
    """How many have each score over all parts."""
    parts = run.parts.exclude(state="waiting").values_list("distribution", flat=True)
    return Distribution.together([_distribution(bytes(blob)) for blob in parts if blob])


def _distribution(blob: bytes) -> Distribution:
    scores, counts = np.frombuffer(blob, dtype="<i8").reshape(2, -1)
    return Distribution(scores.astype(np.int64), counts.astype(np.int64))


@transaction.atomic
def finish(run: BusinessRun) -> bool:
    """Closes the run once every part is ranked; False while one is not."""
    fresh = BusinessRun.objects.select_for_update().get(pk=run.pk)
    parts = list(fresh.parts.values_list("state", "digest", "count"))
    if any(state != "ranked" for state, _digest, _count in parts):
        return False
    fresh.digest = digest_of(digest for _state, digest, _count in parts)
    fresh.count = sum(count for _state, _digest, count in parts)
    fresh.state = "done"
    fresh.save(update_fields=["digest", "count", "state"])
    return True


def digest_of(parts: Iterable[str]) -> str:
    """Over the digests of the parts, in the order of their surveys."""
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def place_in(run: BusinessRun, survey: Survey, business: int) -> dict[str, int] | None:
    """One's own row of a finished run."""
    part = run.parts.filter(survey=survey, state="ranked").first()
    if part is None or part.results is None:
        return None
    rows = np.frombuffer(bytes(part.results), dtype=result_type(run.version.index))
    at = int(np.searchsorted(rows["business"], business))
    if at >= len(rows) or int(rows["business"][at]) != business:
        return None
    found = {name: int(rows[at][name]) for name in ("total", "level", "inside")}
    rank = int(np.frombuffer(bytes(part.ranks or b""), dtype="<i4")[at])
    return found | {"rank": rank, "of": run.count, "inside_of": len(rows)}
