"""The rows of a report's form, drawn as text: the one place where a template loop is too slow (twenty targets are sixty
boxes, and half of all reports are filled on one day). Everything that people typed is escaped here."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thidua.kernel.periods import show_when
from thidua.kernel.vietnamese import format_number
from thidua.movements.models import Target
from thidua.movements.templatetags.targets import asked, told, was
from thidua.plans.rules.kinds import RATIO, RUBRIC, YES_NO
from thidua.reports.queries import Row
from thidua.reports.rules.entry import BOXES
from thidua.ui.names import name_of
from thidua.ui.sentences import refusal_sentence

_LABELS = {
    "asked": "Yêu cầu",
    "top": "Đã thực hiện (tử số)",
    "bottom": "Tổng số (mẫu số)",
    "note": "Giải trình",
    "result": "Kết quả",
}


def draw(rows: Iterable[Row], shown: Mapping[str, str], *, editable: bool) -> SafeString:
    """The body of the table. shown: what stands in each box, by its name; not editable: as plain text."""
    words = {name: escape(_(text)) for name, text in _LABELS.items()}
    drawn = []
    for number, row in enumerate(rows, 1):
        target = row.target
        texts = [escape(shown.get(f"{box}{target.pk}", "")) for box in BOXES]
        middle = _boxes(row, texts, words, number) if editable else _texts(row, texts, words)
        drawn.append(
            f'<tr id="ct{target.pk}"><td>{number}</td><td>{_subject(target)}</td>'
            f'<td data-label="{words["asked"]}">{_asked(target)}</td>{middle}'
            f'<td data-label="{words["result"]}">{_result(row)}</td></tr>'
        )
    return SafeString("".join(drawn))


def _small(*parts: str) -> str:
    return "".join(f"<br><small>{part}</small>" for part in parts if part)


def _subject(target: Target) -> str:
    clause = f"{escape(_('mục'))} {escape(target.clause)}" if target.clause else ""
    source = f"{escape(_('Nguồn'))}: {escape(target.source)}" if target.source else ""
    return f"{escape(target.subject)}{_small(clause, source)}"


def _asked(target: Target) -> str:
    due = f"{escape(_('đến'))} {escape(show_when(target.due))}" if target.due else ""
    return f"{escape(asked(target))}{_small(due)}"


def _texts(row: Row, texts: Sequence[str], words: Mapping[str, str]) -> str:
    top, bottom, excluded, note = texts
    target = row.target
    if target.measure in (YES_NO, RUBRIC):
        top = escape(told(row))
    left_out = _small(f"{escape(target.excludes)}: {excluded}") if excluded else ""
    return (
        f'<td class="num" data-label="{words["top"]}">{top}</td>'
        f'<td class="num" data-label="{words["bottom"]}">{bottom}{left_out}</td><td>{note}</td>'
    )


def _boxes(row: Row, texts: Sequence[str], words: Mapping[str, str], number: int) -> str:
    top, bottom, excluded, note = texts
    target, pk = row.target, row.target.pk
    upper, lower = escape(target.numerator) or words["top"], escape(target.denominator) or words["bottom"]
    if target.measure in (YES_NO, RUBRIC):
        first = _choice(target, top, number)
    else:
        name = escape(_("Tử số chỉ tiêu"))
        first = f'{_wide(target.numerator)}<input name="n{pk}" value="{top}" inputmode="decimal" aria-label="{name} {number}">'
    second = ""
    if target.measure == RATIO:
        name = escape(_("Mẫu số chỉ tiêu"))
        second = f'{_wide(target.denominator)}<input name="d{pk}" value="{bottom}" inputmode="decimal" aria-label="{name} {number}">'
        if target.excludes:
            name = escape(_("Phần loại trừ chỉ tiêu"))
            second += (
                f'<label class="excluded">{escape(target.excludes)}<input name="x{pk}" value="{excluded}" '
                f'inputmode="decimal" aria-label="{name} {number}"></label>'
            )
    name = escape(_("Giải trình chỉ tiêu"))
    return (
        f'<td data-label="{upper}">{first}{_fed(row)}</td><td data-label="{lower if second else ""}">{second}</td>'
        f'<td data-label="{words["note"]}"><textarea name="t{pk}" rows="1" aria-label="{name} {number}">{note}</textarea></td>'
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


def _fed(row: Row) -> str:
    if row.fed is None:
        return ""
    return (
        f'<small class="wide">{escape(_("Sổ hoạt động"))}: {format_number(row.fed)} '
        f'<button class="small" name="take" value="{row.target.pk}">{escape(_("Lấy"))}</button></small>'
    )


def _result(row: Row) -> str:
    share = f"{escape(told(row))} – " if row.judgement.share is not None else ""
    early = f", {escape(_('về đích sớm'))}" if row.judgement.early else ""
    why = [escape(refusal_sentence(reason)) for reason in row.why]
    before = [escape(was(former, row.target)) for former in row.earlier]
    doubts = "".join(f'<p class="notice wait">{escape(refusal_sentence(doubt))}</p>' for doubt in row.doubts)
    return f"{share}{escape(name_of('judgement', row.judgement.state))}{early}{_small(*why, *before)}{doubts}"
