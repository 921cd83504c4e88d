"""Whether two names may be of one subject. A person decides; this only finds what to ask about."""

from difflib import SequenceMatcher

from thidua.kernel.vietnamese import fold

# Short forms that officials write, folded, and what they stand for.
SHORT = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "ubmttq": "uy ban mat tran to quoc",
    "kh&cn": "khoa hoc va cong nghe",
    "tt&tt": "thong tin va truyen thong",
    "gd&dt": "giao duc va dao tao",
    "tnhh": "trach nhiem huu han",
    "cp": "co phan",
    "htx": "hop tac xa",
}
TITLES = ("ong", "ba", "anh", "chi")
NEAR = 0.9


def plain(name: str) -> str:
    """The name without marks, case, punctuation, titles and short forms."""
    words = fold(name).replace("-", " ").replace(".", " ").replace(",", " ").split()
    if len(words) > 2 and words[0] in TITLES:
        words = words[1:]
    return " ".join(SHORT.get(word, word) for word in words)


def likeness(one: str, other: str) -> str:
    """``same``: equal once written plainly; ``near``: a letter or two apart, or one with a middle name more; else empty."""
    a, b = plain(one), plain(other)
    if a == b:
        return "same"
    first, second = sorted((a.split(), b.split()), key=len)
    if len(first) >= 2 and first[0] == second[0] and first[-1] == second[-1] and set(first) <= set(second):
        return "near"
    if min(len(a), len(b)) >= 6 and SequenceMatcher(None, a, b, autojunk=False).ratio() >= NEAR:
        return "near"
    return ""
