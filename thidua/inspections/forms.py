"""Forms of inspections."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.ballots.models import Seat
from thidua.inspections.models import Charge, Inspection
from thidua.ui.forms import DateBox, date_field, long_field
from thidua.units.models import Unit


class PlanForm(forms.ModelForm[Inspection]):
    unit = forms.ModelChoiceField(label=_("Đơn vị được kiểm tra"), queryset=Unit.objects.none())

    field_order = ["unit"]

    class Meta:
        model = Inspection
        fields = ["held_on", "place", "is_digital", "content", "members"]
        widgets = {
            "held_on": DateBox(),
            "content": forms.Textarea({"rows": 4}),
            "members": forms.Textarea({"rows": 4}),
        }
        help_texts = {"members": _("Mỗi người một dòng, trưởng đoàn ở dòng đầu.")}

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a model choice


class VisitForm(forms.ModelForm[Inspection]):
    minutes = forms.FileField(label=_("Biên bản kiểm tra"), required=False, allow_empty_file=True)

    class Meta:
        model = Inspection
        fields = [
            "held_on",
            "place",
            "is_digital",
            "content",
            "members",
            "conclusion",
            "effect_points",
            "effect_clause",
        ]
        widgets = PlanForm.Meta.widgets | {"conclusion": forms.Textarea({"rows": 4})}
        help_texts = {
            "effect_points": _("Chỉ ghi khi tiêu chí chấm điểm có quy định; điểm trừ ghi số âm."),
            "effect_clause": _("Tiêu chí hoặc mục của kế hoạch, bộ chỉ số quy định điểm này."),
        }


class FindingForm(forms.Form):
    text = long_field(_("Ghi nhận"), rows=3)
    paper = forms.FileField(label=_("Tệp minh chứng"), required=False, allow_empty_file=True)
    reference = forms.CharField(label=_("Hoặc số, ngày, trích yếu văn bản"), required=False, max_length=300)


class AdviceForm(forms.Form):
    text = long_field(_("Kiến nghị"), rows=3)
    due = date_field(_("Hạn thực hiện"))


class ChargeForm(forms.ModelForm[Charge]):
    seat = forms.ModelChoiceField(label=_("Thành viên"), queryset=Seat.objects.none())

    field_order = ["seat"]

    class Meta:
        model = Charge
        fields = ["sector", "area", "valid_from"]
        labels = {"area": _("Khối, cụm phụ trách (để trống: tất cả)")}
        widgets = {"valid_from": DateBox()}

    def __init__(self, *args: Any, seats: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = seats  # type: ignore[attr-defined]  # a model choice
        self.fields["seat"].label_from_instance = _member  # type: ignore[attr-defined]  # a model choice
        self.fields["area"].queryset = groups  # type: ignore[attr-defined]  # a model choice


def _member(seat: Seat) -> str:
    return f"{seat.user.full_name} – {seat.post}"
