"""Forms of plan documents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.plans.models import Plan
from thidua.ui.forms import DateBox
from thidua.units.models import Province


class UploadForm(forms.Form):
    province = forms.ModelChoiceField(label=_("Tỉnh"), queryset=Province.objects.none(), empty_label=None)
    file = forms.FileField(
        label=_("Tệp kế hoạch"),
        help_text=_("PDF, DOCX, XLSX, TXT, trang web đã lưu (HTML), hoặc bản quét, ảnh chụp (PDF, PNG, JPG, TIFF)."),
        widget=forms.ClearableFileInput({"accept": ".pdf,.docx,.xlsx,.html,.htm,.txt,.png,.jpg,.jpeg,.tif,.tiff"}),
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, provinces: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = provinces  # type: ignore[attr-defined]  # a model choice
        if provinces.count() == 1:
            self.fields["province"].initial = provinces.first()
            self.fields["province"].widget = forms.HiddenInput()


class CorrectedForm(forms.Form):
    file = forms.FileField(label=_("Tệp kế hoạch đã sửa"), allow_empty_file=True)


class HeadForm(forms.ModelForm[Plan]):
    class Meta:
        model = Plan
        fields = ["name", "title", "issuer", "number", "date", "theme", "period_from", "period_to", "signer"]
        widgets = {"date": DateBox(), "title": forms.Textarea({"rows": 2})}
