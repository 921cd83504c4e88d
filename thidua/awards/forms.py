"""Forms of rules."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from thidua.awards.rules.kinds import STEPS, Kind
from thidua.awards.rules.templates import DECIDED, ISSUERS, LISTS, PAPERS, PLACED, PLANS, TOLD, WORDS
from thidua.ui.forms import FieldsForm, date_field, long_field
from thidua.ui.names import name_of

_TYPES = {"parts": "long", "days": "long", "template": "long", "choice": "choice", "award": "choice"}
_WORDS = ", ".join(f"[{word}]" for word in (*WORDS, *TOLD, *LISTS))
_SHORT = ", ".join(f"[{word}]" for word in WORDS)
_HELP = {
    "percent": _("Ví dụ: 66,67."),
    "number": _("Ví dụ: 1,5. Để trống nếu không áp dụng."),
    "money": _("Ví dụ: 2.340.000."),
    "parts": _(
        "Mỗi dòng một thành phần, ví dụ: Tờ trình đề nghị khen thưởng | submission. Nguồn là một trong: upload, "
        "launch_plan, review_report, submission, minutes, achievement, summary."
    ),
    "days": _("Mỗi dòng một ngày, ví dụ: 02/9/2026."),
    "line": format_lazy("{} {}", _("Chữ trong ngoặc vuông được thay bằng điều phần mềm đã biết:"), _SHORT),
    "template": format_lazy(
        "{} {}",
        _(
            "Mỗi dòng một đoạn. Chữ trong ngoặc vuông được thay bằng điều phần mềm đã biết, chưa biết thì để dấu chấm; dòng "
            "có chữ chỉ nhiều việc được viết lại cho từng việc. Dùng được:"
        ),
        _WORDS,
    ),
    "decision": format_lazy(
        "{} {}",
        _(
            "Mỗi dòng một đoạn; dòng bắt đầu bằng # đứng giữa, in đậm, bằng ~ in nghiêng. Dòng có chữ trong ngoặc vuông mà "
            "quyết định không có thì bỏ; chữ viết hoa thì in hoa; các điều tự đánh số. Dùng được:"
        ),
        ", ".join(f"[{word}]" for word in (*DECIDED, *PLANS, *PLACED)),
    ),
}


def _headed(text: str) -> str:
    """With a capital at its head, the others as they are."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class _Box:
    """A field of a rule as a box on a form."""

    name: str
    label: str
    type: str
    choices: tuple[tuple[str, str], ...]


class RuleForm(FieldsForm):
    """The values of a rule of one kind, with its key, days and source."""

    def __init__(self, *args: Any, kind: Kind, awards: dict[str, str], fixed: bool = False, **kwargs: Any) -> None:
        """awards: code → name of what a rule may be for; fixed: a further version, whose key stays."""
        boxes = [
            _Box(
                field.name,
                _headed(name_of("rule_field", field.name)),
                _TYPES.get(field.type, "text"),
                tuple(awards.items())
                if field.type == "award"
                else tuple((code, name_of("rule_choice", code)) for code in field.choices),
            )
            for field in kind.fields
        ]
        super().__init__(*args, fields=boxes, **kwargs)
        for field in kind.fields:
            told_by = "decision" if field.of == "decision" else field.type
            self.fields[field.name].help_text = str(_HELP.get(told_by, ""))
            self.fields[field.name].required = field.required
            if field.type == "template":
                self.fields[field.name].widget.attrs["rows"] = 16
        if kind.keyed_by and not fixed:
            self.fields["key"] = self._key(kind, awards)
        self.fields["valid_from"] = date_field(_("Áp dụng từ ngày"))
        self.fields["valid_to"] = date_field(_("Đến hết ngày (để trống nếu chưa có)"), required=False)
        self.fields["article"] = forms.CharField(
            label=_("Căn cứ"), max_length=200, help_text=_("Tên văn bản và điều, khoản; giá trị tạm thì ghi rõ.")
        )
        self.fields["confirmed"] = forms.BooleanField(label=_("Đã đối chiếu với văn bản gốc"), required=False)
        if kind.selected_by == "receipt":
            told = _("Khi khai như vậy, quy định này áp dụng cả cho hồ sơ đã nhận trước ngày áp dụng.")
            self.fields["favourable"] = forms.BooleanField(
                label=_("Có lợi hơn cho người được đề nghị"), required=False, help_text=told
            )
        self.fields["why"] = long_field(_("Lý do thay đổi"), rows=2)
        if not fixed and kind.keyed_by:
            self.order_fields(["key"])

    def _key(self, kind: Kind, awards: dict[str, str]) -> forms.Field:
        if kind.code == "form":
            told = _("Chữ in hoa không dấu, ví dụ: BK_TINH.")
            return forms.RegexField(r"^[A-Z][A-Z0-9_]{1,19}$", label=_("Mã"), help_text=told)
        if kind.keyed_by == "award":
            return forms.ChoiceField(
                label=_("Áp dụng cho"), required=False, choices=[("", _("các hình thức còn lại")), *awards.items()]
            )
        if kind.keyed_by == "step":
            return forms.ChoiceField(
                label=_("Bước"), required=False, choices=[(s, name_of("step_kind", s)) for s in ("", *STEPS)]
            )
        if kind.keyed_by == "issuer":
            return forms.ChoiceField(label=_("Quyết định của"), choices=[(i, name_of("issuer", i)) for i in ISSUERS])
        if kind.keyed_by == "paper":
            return forms.ChoiceField(label=_("Văn bản"), choices=[(p, name_of("paper", p)) for p in PAPERS])
        return forms.RegexField(r"^20\d\d$", label=_("Năm"))

    def dated(self) -> dict[str, Any]:
        """What stands beside the values: days, source, standing."""
        names = ("valid_from", "valid_to", "article", "confirmed", "favourable")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class EndForm(forms.Form):
    day = date_field(_("Áp dụng đến hết ngày"))
    why = long_field(_("Lý do"), rows=2)


class OldForm(forms.Form):
    file = forms.FileField(label=_("Tệp Excel các quyết định cũ"))
