"""Looks for a text that makes the reader of plans fail, guided by the lines of code that a text reaches (atheris).

Starts from the test plans, keeps what it finds in ``var/fuzz``, and stops at the first failure: an exception, a quote
that is not in the text, or a text that takes too long for its length.
"""

import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
LONGEST = 4_000  # bytes
TOO_LONG = 20  # seconds for one text, under instrumentation

with atheris.instrument_imports(include=["thidua.plans.rules", "thidua.papers.rules"]):
    from thidua.papers.rules.files import decode
    from thidua.plans.rules.characters import squash
    from thidua.plans.rules.reading import read


def one(content: bytes) -> None:
    try:
        text = decode(content)
    except UnicodeDecodeError:  # refused with a reason by the product
        return
    reading = read(text)
    whole = squash(reading.source)
    for fact in (*reading.facts, *reading.cited):
        if fact.quote not in whole:
            raise ValueError(fact)


def prepared(folder: Path) -> Path:
    """The test plans, cut into pieces short enough to be changed quickly."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in (ROOT / "tests/plans/corpus").glob("*.txt"):
        text = file.read_text(encoding="utf-8")
        for number, start in enumerate(range(0, len(text), LONGEST // 2)):
            (folder / f"{file.stem}-{number}").write_text(text[start : start + LONGEST // 2], encoding="utf-8")
    return folder


if __name__ == "__main__":
    found = prepared(ROOT / "var/fuzz/texts")
    options = [f"-max_total_time={sys.argv[1]}", f"-max_len={LONGEST}", f"-timeout={TOO_LONG}"]
    kept = f"-artifact_prefix={ROOT / 'var/fuzz'}/"
    atheris.Setup([sys.argv[0], *options, kept, "-print_final_stats=1", str(found)], one)
    atheris.Fuzz()
