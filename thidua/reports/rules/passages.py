"""Paragraphs of a narrative, and the content item of the plan that each tells of."""

import re
from collections.abc import Sequence

from thidua.plans.rules.comparing import telling

DIFFICULTIES, OTHER = "Khó khăn, vướng mắc", "Kết quả khác"
_NEAR = 0.12


def paragraphs_in(text: str) -> list[str]:
    """The paragraphs of a narrative, bullets left out; headings and very short lines are no passages."""
    lines = (re.sub(r"^[-+*•\d.)\s]+", "", line).strip() for line in text.splitlines())
    return [line for line in lines if len(line) > 20]


def heading_of(paragraph: str, contents: Sequence[str]) -> str:
    """The content item of the plan that a paragraph tells most of, by shared words; ``OTHER`` when it is near to none."""
    own = telling(paragraph)
    shared = [(own & words, words, text) for text in contents if (words := telling(text))]
    near = [(len(both) / len(words), text) for both, words, text in shared if len(both) >= 2]
    best = max(near, default=(0.0, OTHER))
    return best[1] if best[0] >= _NEAR else OTHER
