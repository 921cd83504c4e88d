"""The parts of a run as tasks: whichever worker is free takes the next."""

from thidua.businesses.models import BusinessRun, RunPart
from thidua.businesses.running import finish, rank_part, score_part, whole_of
from thidua.journal.follow import task


def share_out(run: BusinessRun) -> int:
    """Queues one task for each part."""
    keys = list(run.parts.values_list("pk", flat=True))
    for key in keys:
        score.enqueue(key)
    return len(keys)


@task()
def score(part_pk: int) -> None:
    """Scores a part; who scores the last one has them all ranked."""
    part = RunPart.objects.select_related("run__version", "survey").get(pk=part_pk)
    score_part(part)
    if not part.run.parts.filter(state="waiting").exists():
        for key in part.run.parts.filter(state="scored").values_list("pk", flat=True):
            rank.enqueue(key)


@task()
def rank(part_pk: int) -> None:
    part = RunPart.objects.select_related("run__version", "survey").get(pk=part_pk)
    rank_part(part, whole_of(part.run))
    finish(part.run)
