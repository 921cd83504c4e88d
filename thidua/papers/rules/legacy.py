"""Vietnamese text in encodings from before Unicode: TCVN 5712:1993 (VN3, "ABC" fonts), VNI Windows, Windows-1258.

Such bytes come as Latin-1 letters. The conversion that yields the most Vietnamese syllables is taken, and only if it
yields far more of them than the text as it stands.
"""

import re
import unicodedata

from thidua.kernel.vietnamese import fold, is_syllable

_TCVN3 = dict(
    zip(
        map(ord, "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢£¤¥¦§"),
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_TONES = {"ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_ROOF = {"à": _GRAVE, "á": _ACUTE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_BREVE = {"è": _GRAVE, "é": _ACUTE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_VNI_ALONE = dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))


def _vni_pairs() -> dict[str, str]:
    pairs = {"aâ": "â", "eâ": "ê", "oâ": "ô", "aê": "ă"}
    for base in "aeouyôö":
        letter = _VNI_ALONE.get(base, base)
        pairs |= {base + mark: letter + tone for mark, tone in _TONES.items()}
    for base, roofed in (("a", "â"), ("e", "ê"), ("o", "ô")):
        pairs |= {base + mark: roofed + tone for mark, tone in _ROOF.items()}
    pairs |= {"a" + mark: "ă" + tone for mark, tone in _BREVE.items()}
    small = {old: unicodedata.normalize("NFC", new) for old, new in pairs.items()}
    mixed = {old[0].upper() + old[1]: new.upper() for old, new in small.items()}
    return small | mixed | {old.upper(): new.upper() for old, new in small.items()}


_VNI = _vni_pairs() | _VNI_ALONE | {old.upper(): new.upper() for old, new in _VNI_ALONE.items()}
_VNI_ANY = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    return _VNI_ANY.sub(lambda found: _VNI[found[0]], text)


def syllable_share(text: str) -> float:
    """The share of Vietnamese syllables among the words of the text's first part; 0 when it has hardly a word."""
    words = re.findall(r"[^\s.,;:()/\d\"'“”|+-]{2,}", unicodedata.normalize("NFC", text[:20_000]))
    return sum(w.isalpha() and is_syllable(fold(w)) for w in words) / len(words) if len(words) > 5 else 0.0


def to_unicode(text: str) -> str:
    """The text in Unicode, whatever it was written in; unchanged when no conversion makes it clearly better Vietnamese."""
    if text.isascii():
        return text
    before = syllable_share(text)
    best = max((from_tcvn3(text), from_vni(text)), key=syllable_share)
    return best if syllable_share(best) > max(0.7, before + 0.15) else text


def decode_bytes(content: bytes) -> str | None:
    """Bytes that are not UTF-8, by the code page that makes the most of them; None when none makes Vietnamese of them."""
    latin = content.decode("latin-1")
    found = [from_tcvn3(latin), from_vni(content.decode("cp1252", "replace"))]
    found.append(unicodedata.normalize("NFC", content.decode("cp1258", "replace")))
    best = max(found, key=syllable_share)
    return best if syllable_share(best) > 0.7 else None
