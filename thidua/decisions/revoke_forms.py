"""Forms of revocations, and of what is set right in the ledger."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.awards.actions import ENTERED
from thidua.awards.models import GROUNDS, Grant, Revocation
from thidua.ui.forms import DateBox, date_field, long_field
from thidua.ui.names import name_of


class RevocationForm(forms.Form):
    ground = forms.ChoiceField(label=_("Căn cứ"))
    words = long_field(_("Nói rõ thêm"), required=False, rows=2)
    number = forms.CharField(label=_("Số quyết định thu hồi, hủy bỏ"), max_length=60)
    day = date_field(_("Ngày quyết định thu hồi, hủy bỏ"))
    file = forms.FileField(label=_("Tệp quyết định thu hồi (nếu có)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("— chọn —")), *((code, name_of("reason", code)) for code in GROUNDS)]
        self.fields["ground"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def document(self) -> Revocation:
        """What was typed, not saved yet."""
        data = self.cleaned_data
        words, number = data["words"].strip(), data["number"].strip()
        return Revocation(ground=data["ground"], words=words, number=number, day=data["day"])


class LinesForm(RevocationForm):
    """Of a decision: the whole, or the lines that are chosen."""

    whole = forms.BooleanField(label=_("Cả quyết định: mọi trường hợp còn hiệu lực"), required=False)
    lines = forms.MultipleChoiceField(
        label=_("Hoặc chỉ những trường hợp này"), widget=forms.CheckboxSelectMultiple, required=False
    )
    field_order = ["whole", "lines"]

    def __init__(self, *args: Any, lines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = lines  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("whole") and data.get("lines"):
            self.add_error("lines", _("Hãy chọn cả quyết định, hoặc chọn từng trường hợp, không chọn cả hai."))
        elif not data.get("whole") and not data.get("lines"):
            self.add_error("lines", _("Hãy chọn ít nhất một trường hợp còn hiệu lực."))
        return data


class EntryForm(forms.ModelForm):  # type: ignore[type-arg]  # of a line of the ledger
    reason = long_field(_("Lý do sửa (căn cứ vào văn bản nào)"), rows=2)

    class Meta:
        model = Grant
        fields = ENTERED
        widgets = {"decision_date": DateBox(), "achievement": forms.Textarea({"rows": 2})}

    award_code = forms.ChoiceField(label=_("Hình thức, danh hiệu"))

    def __init__(self, *args: Any, awards: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = {} if self.instance.award_code in awards else {self.instance.award_code: self.instance.award_name}
        self.fields["award_code"].choices = list((here | awards).items())  # type: ignore[attr-defined]  # a choice field
        self.fields["achievement"].required = False
