"""Forms of sets, assessments and sheets."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.kernel.vietnamese import parse_number
from thidua.scores.models import Assessment, IndexVersion
from thidua.scores.rules.fixed import fixed
from thidua.scores.rules.kinds import KINDS
from thidua.ui.forms import DateBox, date_field, long_field
from thidua.ui.names import name_of
from thidua.units.models import UnitKind


class ShipForm(forms.Form):
    shipped = forms.ChoiceField(label=_("Bộ chỉ số đi kèm phần mềm"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shipped"].choices = choices  # type: ignore[attr-defined]  # a choice field


class TargetsForm(forms.Form):
    targets = forms.ChoiceField(label=_("Chỉ tiêu của phong trào"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["targets"].choices = choices  # type: ignore[attr-defined]  # a choice field


class BringForm(forms.Form):
    title = forms.CharField(label=_("Tên bộ chỉ số"), max_length=200)
    file = forms.FileField(
        label=_("Bảng chỉ số (Excel hoặc Word)"),
        allow_empty_file=True,
        help_text=_("Cần có cột chỉ số và cột điểm tối đa; phần mềm đọc cách tính điểm và hỏi lại chỗ chưa chắc."),
    )
    subjects = forms.MultipleChoiceField(
        label=_("Đơn vị được đánh giá"),
        choices=UnitKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class HeadForm(forms.ModelForm[IndexVersion]):
    subjects = forms.MultipleChoiceField(
        label=_("Đơn vị được đánh giá"), choices=UnitKind.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    not_applicable = forms.ChoiceField(label=_("Điểm của chỉ số không áp dụng"))
    appraisals = forms.ChoiceField(
        label=_("Số lần thẩm định mỗi chỉ số"),
        choices=[("1", _("một cơ quan")), ("2", _("hai cơ quan, có thống nhất khi khác nhau"))],
    )
    ties = forms.CharField(
        label=_("Trụ cột xét khi bằng điểm"),
        required=False,
        help_text=_("Mã các trụ cột theo thứ tự, cách nhau dấu phẩy. Để trống: bằng điểm thì cùng hạng."),
    )
    note = long_field(_("Ghi chú cho người dùng bộ chỉ số"), required=False, rows=3)

    class Meta:
        model = IndexVersion
        fields = ["name", "document", "issued_on"]
        widgets = {"issued_on": DateBox()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = self.instance.body
        self.fields["not_applicable"].choices = [  # type: ignore[attr-defined]  # a choice field
            (code, name_of("skip_rule", code)) for code in ("rescale", "full", "zero")
        ]
        for name in ("subjects", "not_applicable", "appraisals", "note"):
            self.fields[name].initial = body.get(name)
        self.fields["ties"].initial = ", ".join(body.get("ties", []))

    def clean_ties(self) -> list[str]:
        return [code.strip() for code in self.cleaned_data["ties"].split(",") if code.strip()]

    def clean_appraisals(self) -> int:
        return int(self.cleaned_data["appraisals"])


class PillarForm(forms.Form):
    code = forms.CharField(label=_("Mã"), max_length=10)
    name = forms.CharField(label=_("Tên trụ cột"), max_length=200)
    max = forms.CharField(label=_("Điểm tối đa"), max_length=20)
    weight = forms.CharField(label=_("Trọng số"), max_length=20, initial="1")

    def clean(self) -> dict[str, Any]:
        return _plain_numbers(self, super().clean() or {}, "max", "weight")


class IndicatorForm(forms.Form):
    """An indicator of a draft; the formula's parameters as the set's data has them."""

    code = forms.CharField(label=_("Mã"), max_length=20)
    pillar = forms.ChoiceField(label=_("Trụ cột"))
    section = forms.CharField(label=_("Nhóm trong trụ cột"), max_length=200, required=False)
    name = forms.CharField(label=_("Tên chỉ số"), max_length=500)
    max = forms.CharField(label=_("Điểm tối đa"), max_length=20)
    kind = forms.ChoiceField(label=_("Loại công thức"))
    params = long_field(
        _("Tham số của công thức"),
        required=False,
        rows=4,
        help_text=_('Ví dụ tỷ lệ: {"a": "văn bản người đứng đầu ký", "b": "tổng số văn bản"}.'),
    )
    how = long_field(_("Cách xác định và tính điểm"), required=False, rows=3)
    evidence = forms.CharField(label=_("Tài liệu kiểm chứng"), max_length=500, required=False)
    source = forms.CharField(label=_("Nguồn số liệu"), max_length=300, required=False)
    agency = forms.CharField(
        label=_("Cơ quan thẩm định"), max_length=200, required=False, help_text=_("Để trống: cơ quan thường trực.")
    )
    clause = forms.CharField(label=_("Điều khoản"), max_length=60, required=False)
    takes = forms.CharField(
        label=_("Lấy số từ chỉ tiêu có cụm từ"),
        max_length=200,
        required=False,
        help_text=_("Số liệu đã báo cáo của chỉ tiêu này được đưa sang, không phải nhập lại."),
    )
    may_skip = forms.BooleanField(label=_("Đơn vị được khai là không áp dụng"), required=False)
    confirmed = forms.BooleanField(label=_("Đã đối chiếu với văn bản"), required=False)

    def __init__(self, *args: Any, pillars: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pillar"].choices = pillars  # type: ignore[attr-defined]  # a choice field
        self.fields["kind"].choices = [(kind, name_of("formula", kind)) for kind in KINDS]  # type: ignore[attr-defined]  # a choice field
        if isinstance(self.initial.get("params"), dict):
            self.initial["params"] = json.dumps(self.initial["params"], ensure_ascii=False, indent=1)

    def clean_params(self) -> dict[str, Any]:
        try:
            params = json.loads(self.cleaned_data["params"] or "{}")
        except ValueError as error:
            raise forms.ValidationError(_("Tham số chưa đúng dạng. Xem ví dụ bên dưới ô nhập.")) from error
        if not isinstance(params, dict):
            raise forms.ValidationError(_("Tham số chưa đúng dạng. Xem ví dụ bên dưới ô nhập."))
        return params

    def clean(self) -> dict[str, Any]:
        return _plain_numbers(self, super().clean() or {}, "max")


def _plain_numbers(form: forms.Form, data: dict[str, Any], *names: str) -> dict[str, Any]:
    """Numbers as they stand in data: a decimal point, at most four decimals."""
    for name in names:
        if name in data:
            try:
                plain = format(parse_number(data[name]), "f")
                fixed(plain)
                data[name] = plain
            except ValueError:
                form.add_error(name, _("Cần một số, nhiều nhất bốn chữ số thập phân. Ví dụ: 12,5."))
    return data


class AssessmentForm(forms.ModelForm[Assessment]):
    opens = date_field(_("Nhận phiếu từ ngày"))
    self_due = date_field(_("Tự đánh giá đến hết ngày"))
    appraisal_due = date_field(_("Thẩm định đến hết ngày"))
    objects_from = date_field(_("Nhận kiến nghị từ ngày"))
    objects_to = date_field(_("Nhận kiến nghị đến hết ngày"))
    tree_date = date_field(_("Xếp hạng theo danh sách đơn vị tại ngày"))

    class Meta:
        model = Assessment
        fields = [
            "name",
            "version",
            "movement",
            "year",
            "opens",
            "self_due",
            "appraisal_due",
            "objects_from",
            "objects_to",
            "tree_date",
        ]

    def __init__(self, *args: Any, versions: Any, movements: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version, movement = self.fields["version"], self.fields["movement"]
        version.queryset = versions  # type: ignore[attr-defined]  # a model choice
        version.label = _("Bộ chỉ số")
        version.label_from_instance = lambda one: one.label  # type: ignore[attr-defined]  # a model choice
        movement.queryset = movements  # type: ignore[attr-defined]  # a model choice
        movement.label = _("Thuộc phong trào (để lấy số liệu đã báo cáo)")
        movement.label_from_instance = lambda one: one.name  # type: ignore[attr-defined]  # a model choice


class DaysForm(forms.ModelForm[Assessment]):
    """Other days, with the reason."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)

    class Meta:
        model = Assessment
        fields = ["opens", "self_due", "appraisal_due", "objects_from", "objects_to", "tree_date"]
        widgets = {name: DateBox() for name in fields}


class ObjectionForm(forms.Form):
    text = long_field(_("Nội dung kiến nghị"), rows=4)
    paper = forms.FileField(label=_("Tệp kèm theo"), required=False, allow_empty_file=True)
