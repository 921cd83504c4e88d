"""Forms of difficulties."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.difficulties.models import Difficulty
from thidua.ui.forms import long_field
from thidua.units.models import Unit


class DifficultyForm(forms.ModelForm[Difficulty]):
    class Meta:
        model = Difficulty
        fields = ["subject", "text", "proposal"]
        widgets = {"text": forms.Textarea({"rows": 5}), "proposal": forms.Textarea({"rows": 3})}
        help_texts = {"subject": _("Một câu: vướng ở việc gì, quy định nào.")}


class NewForm(DifficultyForm):
    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none(), empty_label=None)

    field_order = ["unit"]

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a model choice


class AnswerForm(forms.Form):
    answer = long_field(_("Trả lời"), rows=6)
    open_to_all = forms.BooleanField(label=_("Cho mọi đơn vị cùng đọc câu trả lời"), required=False)
