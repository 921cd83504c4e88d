"""Forms of decisions and of the award fund."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.decisions.models import FUND_KINDS
from thidua.kernel.vietnamese import parse_number
from thidua.ui.forms import date_field, long_field


class WordingForm(forms.Form):
    subject = forms.CharField(label=_("Trích yếu"), max_length=300)
    proposed_by = forms.CharField(
        label=_("Theo đề nghị của"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: Giám đốc Sở Nội vụ tại Tờ trình số 12/TTr-SNV ngày 02/11/2026. Để trống thì không ghi."),
    )


class DecisionForm(WordingForm):
    rounds = forms.MultipleChoiceField(
        label=_("Khen thưởng các trường hợp của đợt"), widget=forms.CheckboxSelectMultiple
    )
    field_order = ["rounds"]

    def __init__(self, *args: Any, rounds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rounds"].choices = rounds  # type: ignore[attr-defined]  # a choice field


class NumberForm(forms.Form):
    number = forms.IntegerField(label=_("Số"), min_value=1, max_value=99_999)
    day = date_field(_("Ngày ban hành"))


class SignedForm(forms.Form):
    file = forms.FileField(label=_("Bản PDF đã ký ở nơi khác, hoặc bản quét có chữ ký, dấu"))


class CorrectionForm(forms.Form):
    field = forms.ChoiceField(
        label=_("Chỗ đính chính"),
        choices=[
            ("subject_name", _("Tên tập thể, họ tên cá nhân")),
            ("position", _("Chức vụ, nơi công tác")),
            ("achievement", _("Thành tích")),
        ],
    )
    after = long_field(_("Viết đúng là"), rows=2)
    paper = forms.CharField(label=_("Văn bản đính chính (số, ngày)"), max_length=200)


class FundForm(forms.Form):
    day = date_field(_("Ngày"))
    kind = forms.ChoiceField(label=_("Loại"), choices=[row for row in FUND_KINDS if row[0] != "recovery"])
    amount = forms.CharField(label=_("Số tiền (đồng)"), max_length=20, help_text=_("Ví dụ: 50.000.000."))
    note = forms.CharField(label=_("Nội dung"), max_length=300)

    def clean_amount(self) -> int:
        try:
            amount = parse_number(self.cleaned_data["amount"])
        except ValueError as error:
            raise forms.ValidationError(_("Không đọc được số tiền. Hãy viết như ví dụ.")) from error
        if amount != int(amount) or amount > 10**13:
            raise forms.ValidationError(_("Số tiền là số đồng nguyên, không quá 10.000 tỷ."))
        return int(amount)


class UpForm(forms.Form):
    target = forms.ChoiceField(label=_("Đợt và hình thức của cấp tỉnh"))


class AboveForm(forms.Form):
    award = forms.ChoiceField(label=_("Hình thức được tặng"))
    number = forms.CharField(label=_("Số quyết định của cấp trên"), max_length=60)
    day = date_field(_("Ngày quyết định"))


class NotGivenForm(forms.Form):
    reason = long_field(_("Cấp trên không khen vì (số, ngày văn bản trả lời)"), rows=2)
