"""Forms of blocks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.blocks.models import BlockYear, Criterion
from thidua.movements.models import Movement
from thidua.ui.forms import DateBox
from thidua.units.models import Group, Unit

_DAYS = ("self_due", "cross_due", "appraisal_due", "meets_on")


class YearForm(forms.ModelForm[BlockYear]):
    groups = forms.ModelMultipleChoiceField(
        label=_("Khối, cụm"), queryset=Group.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    movement = forms.ModelChoiceField(
        label=_("Phong trào được tính vào điểm"),
        queryset=Movement.objects.none(),
        required=False,
        empty_label=_("— không —"),
    )
    index_code = forms.ChoiceField(label=_("Bộ chỉ số tính vào điểm"), required=False)

    field_order = ["year", "groups", "movement", "index_code"]

    class Meta:
        model = BlockYear
        fields = ["year", *_DAYS, "flags"]
        widgets = dict.fromkeys(_DAYS, DateBox()) | {"year": forms.NumberInput({"min": 2000, "max": 2200})}
        help_texts = {"flags": _("Số đơn vị mỗi khối, cụm suy tôn đề nghị tặng Cờ thi đua của tỉnh.")}

    def __init__(self, *args: Any, groups: Any, movements: Any, codes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = groups  # type: ignore[attr-defined]  # a model choice
        self.fields["groups"].label_from_instance = lambda group: group.name  # type: ignore[attr-defined]  # a model choice
        self.fields["movement"].queryset = movements  # type: ignore[attr-defined]  # a model choice
        self.fields["movement"].label_from_instance = lambda movement: movement.name  # type: ignore[attr-defined]  # a model choice
        self.fields["index_code"].choices = [("", _("— không —")), *codes]  # type: ignore[attr-defined]  # a choice


class AgreementForm(forms.ModelForm[BlockYear]):
    """The text of the agreement and the rules of the year."""

    class Meta:
        model = BlockYear
        fields = [
            "agreement",
            "markers",
            "votes_own",
            "quorum_percent",
            "approval_percent",
            "denominator",
            "regulation",
        ]
        widgets = {"agreement": forms.Textarea({"rows": 8})}
        help_texts = {
            "agreement": _("Mỗi nội dung cam kết một dòng."),
            "markers": _("Để trống: mọi đơn vị khác đều chấm."),
            "approval_percent": _("50 nghĩa là quá nửa."),
            "regulation": _(
                "Số, ngày của quy chế quy định các tỷ lệ này. Để trống thì phần mềm ghi là chưa được xác nhận."
            ),
        }


class CriterionForm(forms.ModelForm[Criterion]):
    class Meta:
        model = Criterion
        fields = ["part", "name", "kind", "full", "source", "how", "evidence"]
        widgets = {"how": forms.Textarea({"rows": 3}), "name": forms.Textarea({"rows": 2})}
        help_texts = {
            "source": _("Chỉ với loại “kết quả phong trào”: phần mềm tự tính, đơn vị không phải chấm."),
            "evidence": _("Để trống khi không cần minh chứng."),
        }


class TableForm(forms.Form):
    file = forms.FileField(
        label=_("Bảng Excel hoặc Word"),
        allow_empty_file=True,
        help_text=_("Bảng có cột “Tiêu chí” và cột “Điểm tối đa”; dòng không có điểm là tên nhóm."),
    )


class CopyForm(forms.Form):
    other = forms.ModelChoiceField(label=_("Lấy từ"), queryset=BlockYear.objects.none())

    def __init__(self, *args: Any, years: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = years  # type: ignore[attr-defined]  # a model choice
        self.fields["other"].label_from_instance = lambda year: f"{year.group.name}, {year.year}"  # type: ignore[attr-defined]  # a model choice


class ReviewForm(forms.ModelForm[BlockYear]):
    next_lead = forms.ModelChoiceField(
        label=_("Khối trưởng, cụm trưởng năm sau"), queryset=Unit.objects.none(), required=False
    )

    class Meta:
        model = BlockYear
        fields = ["results", "limits", "tasks", "next_lead"]
        widgets = {name: forms.Textarea({"rows": 5}) for name in ("results", "limits", "tasks")}

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_lead"].queryset = units  # type: ignore[attr-defined]  # a model choice
        self.fields["next_lead"].label_from_instance = lambda unit: unit.name  # type: ignore[attr-defined]  # a model choice


class DaysForm(forms.ModelForm[BlockYear]):
    reason = forms.CharField(label=_("Lý do"), max_length=300)

    class Meta:
        model = BlockYear
        fields = list(_DAYS)
        widgets = dict.fromkeys(_DAYS, DateBox())


class LeadForm(forms.Form):
    lead = forms.ModelChoiceField(label=_("Khối trưởng, cụm trưởng"), queryset=Unit.objects.none())
    deputy = forms.ModelChoiceField(label=_("Khối phó, cụm phó"), queryset=Unit.objects.none())
    reason = forms.CharField(label=_("Lý do"), max_length=300)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead", "deputy"):
            self.fields[name].queryset = units  # type: ignore[attr-defined]  # a model choice
            self.fields[name].label_from_instance = lambda unit: unit.name  # type: ignore[attr-defined]  # a model choice
