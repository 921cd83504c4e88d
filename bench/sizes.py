"""How large a run of the benchmark is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """times: repetitions against the short run; scale: share of the national tree (0–1); seconds: of a run of sessions;
    kills: how often the server is killed; years: of reports under the desk; database: the only one to be measured."""

    times: int = 1
    scale: float = 0.05
    seconds: int = 20
    kills: int = 5
    years: int = 5
    database: str = ""


FULL = Size(times=5, scale=1.0, seconds=300, kills=30)
