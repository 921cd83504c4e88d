"""Writes ``thidua/plans/data/words.txt``: words and pairs of words of the repository's own Vietnamese plans and guides.

Lines are ``word count`` and ``word word count``, in lower case. The reader repairs damaged text by them.
"""

import re
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from thidua.kernel.vietnamese import is_syllable  # noqa: E402 -- the path must be set first
from thidua.plans.rules.characters import plain, source_of  # noqa: E402

TEXTS = ("thidua/demo/data/*.txt", "tests/plans/*.txt", "tests/plans/corpus/*.txt", "docs/guides/*.md")
DAMAGED = "-ocr"  # corpus files that are damaged on purpose


def main() -> None:
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for pattern in TEXTS:
        for file in sorted(ROOT.glob(pattern)):
            if DAMAGED in file.stem:
                continue
            text = source_of(file.read_text(encoding="utf-8")).lower()
            for sentence in re.split(r"[.;:,|()\"“”#*`\n]\s*\n?", text):
                found = [w for w in re.findall(r"[^\W\d_]+", sentence) if is_syllable(plain(w))]
                words.update(found)
                pairs.update(f"{a} {b}" for a, b in pairwise(found))
    lines = [f"{w} {n}" for w, n in sorted(words.items()) if n > 1]
    lines += [f"{p} {n}" for p, n in sorted(pairs.items()) if n > 1]
    target = ROOT / "thidua/plans/data/words.txt"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
