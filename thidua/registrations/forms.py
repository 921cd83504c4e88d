"""Forms of registrations."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thidua.registrations.models import OwnPlan
from thidua.ui.forms import date_field, long_field
from thidua.units.models import Unit


class RegistrationForm(forms.Form):
    commitment = long_field(
        _("Nội dung đăng ký"),
        required=False,
        rows=6,
        help_text=_("Đơn vị thi đua nội dung nào, chỉ tiêu nào, đến bao giờ."),
    )
    plan_number = forms.CharField(label=_("Số, ký hiệu kế hoạch của đơn vị"), required=False, max_length=60)
    plan_date = date_field(_("Ngày ban hành"), required=False)
    paper = forms.FileField(
        label=_("Kế hoạch phát động của đơn vị"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, DOCX hoặc TXT."),
    )

    def clean_plan_date(self) -> date | None:
        day: date | None = self.cleaned_data["plan_date"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Ngày ban hành không thể ở sau hôm nay."))
        return day


class OwnUploadForm(forms.Form):
    file = forms.FileField(label=_("Kế hoạch của đơn vị"), allow_empty_file=True)


class WriteForm(forms.ModelForm[OwnPlan]):
    class Meta:
        model = OwnPlan
        fields = ["recipients", "capacity", "signer"]
        widgets = {"recipients": forms.Textarea({"rows": 4})}
        help_texts = {"recipients": _("Mỗi nơi một dòng.")}


class DropForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea({"rows": 2}))


class PointForm(forms.Form):
    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none())

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a model choice
