"""Forms of plan documents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.kernel.periods import show_when
from thidua.plans.models import Plan
from thidua.plans.rules.kinds import KINDS
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


class ItemForm(forms.Form):
    """Text boxes of a kind; what was typed is judged by ``kinds.check_data``."""

    def __init__(
        self, *args: Any, kind: str, data_of: dict[str, Any] | None = None, quote: str | None = None, **kwargs: Any
    ) -> None:
        """quote: words marked in the source for a new item; None for an item that has its quote."""
        super().__init__(*args, **kwargs)
        for field in KINDS[kind].fields:
            value = (data_of or {}).get(field.name)
            if field.type == "when" and value:
                value = show_when(str(value))
            options: dict[str, Any] = {
                "label": field.label,
                "required": False,
                "initial": "" if value is None else value,
            }
            if field.type == "choice":
                choices = [("", "—"), *field.choices]
                self.fields[field.name] = forms.ChoiceField(choices=choices, **options)
            else:
                widget = forms.Textarea({"rows": 4}) if field.type == "long" else None
                if field.type == "when":
                    options["help_text"] = _("Ví dụ: 2027, quý IV/2027, 12/2027, 10/12/2027, 10/12 hằng năm.")
                self.fields[field.name] = forms.CharField(widget=widget, **options)

        if quote is not None:
            box = forms.Textarea({"rows": 2})
            told = _("Chép đúng câu trong văn bản để mục này dẫn về được nguồn; có thể bỏ trống.")
            self.fields["quote"] = forms.CharField(
                label=_("Câu trích"), required=False, widget=box, help_text=told, initial=quote
            )

    def raw(self) -> dict[str, str]:
        return {name: str(self.data.get(name, "")) for name in self.fields}
