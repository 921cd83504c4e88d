"""The rows of a report's form, drawn as text: the one place where a template loop is too slow (twenty targets are sixty
boxes, and half of all reports are filled on one day). Everything that people typed is escaped here."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from thidua.kernel.periods import show_when
from thidua.kernel.vietnamese import format_number
from thidua.movements.models import Target
from thidua.movements.rules.measures import TargetFact, share_of
from thidua.movements.wording import asked_in_words, told_in_words
from thidua.plans.rules.kinds import RATIO, RUBRIC, YES_NO
from thidua.reports.earlier import Earlier
from thidua.reports.queries import Row
from thidua.reports.rules.entry import BOXES
from thidua.ui.names import name_of
from thidua.ui.sentences import refusal_sentence

_LABELS = {
    "asked": _lazy("Yêu cầu"),
    "top": _lazy("Đã thực hiện (tử số)"),
    "bottom": _lazy("Tổng số (mẫu số)"),
    "note": _lazy("Giải trình"),
    "result": _lazy("Kết quả"),
    "clause": _lazy("mục"),
    "source": _lazy("Nguồn"),
    "until": _lazy("đến"),
    "first": _lazy("Tử số chỉ tiêu"),
    "second": _lazy("Mẫu số chỉ tiêu"),
    "left_out": _lazy("Phần loại trừ chỉ tiêu"),
    "explained": _lazy("Giải trình chỉ tiêu"),
    "book": _lazy("Sổ hoạt động"),
    "take": _lazy("Lấy"),
    "early": _lazy("về đích sớm"),
}


def draw(
    rows: Iterable[Row], shown: Mapping[str, str], book: Mapping[str, Decimal] | None = None, *, editable: bool
) -> SafeString:
    """The body of the table. shown: what stands in each box, by its name; book: what is offered from the book of
    activities, see ``queries.fed_values``; not editable: as plain text."""
    words = _words(get_language())
    drawn = []
    for number, row in enumerate(rows, 1):
        target = row.target
        texts = [escape(shown.get(f"{box}{target.pk}", "")) for box in BOXES]
        fed = (book or {}).get(target.feed)
        middle = _boxes(row, texts, words, number, fed) if editable else _texts(row, texts, words)
        drawn.append(
            f'<tr id="ct{target.pk}"><td>{number}</td><td>{_subject(target, words)}</td>'
            f'<td data-label="{words["asked"]}">{_asked(row, words)}</td>{middle}'
            f'<td data-label="{words["result"]}">{_result(row, words)}</td></tr>'
        )
    return SafeString("".join(drawn))


@cache
def _words(language: str | None) -> Mapping[str, str]:
    """What stands in every row, looked up once for each language."""
    return {name: escape(str(text)) for name, text in _LABELS.items()}


_LOOKS = {"accepted": "good", "returned": "bad"}


def draw_list(found: Iterable[Mapping[str, Any]]) -> SafeString:
    """The body of the list of reports; texts are looked up once here, not in every row of a template."""
    kinds = cache(lambda kind: escape(name_of("obligation", kind)))
    states = cache(lambda state: escape(name_of("state", f"report.{state}")))
    return SafeString(
        "".join(
            f'<tr><td><a href="{row["pk"]}/">{escape(row["unit__name"])}</a></td><td>{kinds(row["kind"])}</td>'
            f"<td>{escape(show_when(row['period']))}</td><td>{escape(row['movement__name'])}</td>"
            f'<td><span class="state {_LOOKS.get(row["state"], "wait")}">{states(row["state"])}</span></td></tr>'
            for row in found
        )
    )


def _small(*parts: str) -> str:
    return "".join(f"<br><small>{part}</small>" for part in parts if part)


def _subject(target: Target, words: Mapping[str, str]) -> str:
    clause = f"{words['clause']} {escape(target.clause)}" if target.clause else ""
    source = f"{words['source']}: {escape(target.source)}" if target.source else ""
    return f"{escape(target.subject)}{_small(clause, source)}"


def _asked(row: Row, words: Mapping[str, str]) -> str:
    due = f"{words['until']} {escape(show_when(row.target.due))}" if row.target.due else ""
    return f"{escape(asked_in_words(row.fact))}{_small(due)}"


def _texts(row: Row, texts: Sequence[str], words: Mapping[str, str]) -> str:
    top, bottom, excluded, note = texts
    target = row.target
    if target.measure in (YES_NO, RUBRIC):
        top = escape(told_in_words(row.fact, row.judgement.share))
    left_out = _small(f"{escape(target.excludes)}: {excluded}") if excluded else ""
    return (
        f'<td class="num" data-label="{words["top"]}">{top}</td>'
        f'<td class="num" data-label="{words["bottom"]}">{bottom}{left_out}</td><td>{note}</td>'
    )


def _boxes(row: Row, texts: Sequence[str], words: Mapping[str, str], number: int, fed: Decimal | None) -> str:
    top, bottom, excluded, note = texts
    target, pk = row.target, row.target.pk
    upper, lower = escape(target.numerator) or words["top"], escape(target.denominator) or words["bottom"]
    if target.measure in (YES_NO, RUBRIC):
        first = _choice(target, top, number)
    else:
        first = f'{_wide(target.numerator)}<input name="n{pk}" value="{top}" inputmode="decimal" aria-label="{words["first"]} {number}">'
    second = ""
    if target.measure == RATIO:
        second = f'{_wide(target.denominator)}<input name="d{pk}" value="{bottom}" inputmode="decimal" aria-label="{words["second"]} {number}">'
        if target.excludes:
            second += (
                f'<label class="excluded">{escape(target.excludes)}<input name="x{pk}" value="{excluded}" '
                f'inputmode="decimal" aria-label="{words["left_out"]} {number}"></label>'
            )
    return (
        f'<td data-label="{upper}">{first}{_fed(row, fed, words)}</td><td data-label="{lower if second else ""}">{second}</td>'
        f'<td data-label="{words["note"]}"><textarea name="t{pk}" rows="1" aria-label="{words["explained"]} {number}">{note}</textarea></td>'
    )


def _wide(text: str) -> str:
    return f'<small class="wide">{escape(text)}</small>' if text else ""


def _choice(target: Target, chosen: str, number: int) -> str:
    options, name = [("1", _("Có")), ("0", _("Không"))], _("Chỉ tiêu")
    if target.measure == RUBRIC:
        options = [(str(level), f"{level}: {text}") for level, text in enumerate(target.level_names)]
        name = _("Mức của chỉ tiêu")
    drawn = "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in [("", ""), *options]
    )
    return f'<select name="n{target.pk}" aria-label="{escape(name)} {number}">{drawn}</select>'


def _fed(row: Row, fed: Decimal | None, words: Mapping[str, str]) -> str:
    if fed is None:
        return ""
    return (
        f'<small class="wide">{words["book"]}: {format_number(fed)} '
        f'<button class="small" name="take" value="{row.target.pk}">{words["take"]}</button></small>'
    )


def _result(row: Row, words: Mapping[str, str]) -> str:
    told = row.judgement.share
    share = f"{escape(told_in_words(row.fact, told))} – " if told is not None else ""
    early = f", {words['early']}" if row.judgement.early else ""
    why = [escape(refusal_sentence(reason)) for reason in row.why]
    before = [escape(_was(former, row.fact)) for former in row.earlier]
    doubts = "".join(f'<p class="notice wait">{escape(refusal_sentence(doubt))}</p>' for doubt in row.doubts)
    return f"{share}{escape(name_of('judgement', row.judgement.state))}{early}{_small(*why, *before)}{doubts}"


def _was(former: Earlier, target: TargetFact) -> str:
    """What was reported before, by whom and for which period."""
    values = {
        "period": show_when(former.period),
        "value": told_in_words(target, share_of(target.measure, former.value)),
    }
    if not former.name:
        return _("Trước đây (%(period)s): %(value)s") % values
    return _("Trước đây (%(period)s, %(unit)s): %(value)s") % (values | {"unit": former.name})
