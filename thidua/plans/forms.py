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


class OutsideForm(forms.ModelForm[Plan]):
    doc_type = forms.CharField(label=_("Loại văn bản"), max_length=60, initial="Quyết định")

    class Meta:
        model = Plan
        fields = ["number", "date", "issuer", "name", "title", "period_from", "period_to"]
        widgets = {"date": DateBox(), "title": forms.Textarea({"rows": 2})}

    field_order = ["doc_type"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "number", "issuer"):
            self.fields[name].required = True


class BasisForm(forms.Form):
    """The document that orders a change, as it is cited."""

    kind = forms.CharField(label=_("Loại văn bản"), max_length=60, initial="Quyết định")
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60)
    date = forms.DateField(label=_("Ngày ban hành"), widget=DateBox())
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    file = forms.FileField(label=_("Tệp văn bản"), allow_empty_file=True)


class ParentForm(forms.Form):
    parent = forms.ModelChoiceField(
        label=_("Văn bản đã có"), queryset=Plan.objects.none(), required=False, empty_label=_("không thuộc văn bản nào")
    )

    def __init__(self, *args: Any, plans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = plans  # type: ignore[attr-defined]  # a model choice
