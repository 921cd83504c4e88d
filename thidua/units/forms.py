"""Forms of units, groups and successions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.ui.forms import date_field
from thidua.units.models import GROUP_KINDS, SuccessionKind, Tier, Unit, UnitKind


class UnitForm(forms.Form):
    code = forms.CharField(label=_("Mã"), max_length=30)
    name = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), choices=UnitKind.choices)
    tier = forms.ChoiceField(label=_("Cấp"), choices=Tier.choices)
    valid_from = date_field(_("Từ ngày"))
    parent = forms.ModelChoiceField(label=_("Đơn vị cấp trên"), queryset=Unit.objects.none(), required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = units  # type: ignore[attr-defined]  # a model choice


class WorkbookForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp Excel"), allow_empty_file=True, help_text=_("Điền vào mẫu tải về từ trang này.")
    )


class GroupForm(forms.Form):
    name = forms.CharField(label=_("Tên khối, cụm"), max_length=120)
    kind = forms.ChoiceField(label=_("Loại"), choices=GROUP_KINDS)
    day = date_field(_("Từ ngày"))
    members = forms.ModelMultipleChoiceField(label=_("Thành viên"), queryset=Unit.objects.none())
    lead = forms.ModelChoiceField(label=_("Khối trưởng, cụm trưởng"), queryset=Unit.objects.none(), required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("members", "lead"):
            self.fields[name].queryset = units  # type: ignore[attr-defined]  # a model choice


class MembersForm(forms.Form):
    day = date_field(_("Từ ngày"))
    units = forms.ModelMultipleChoiceField(label=_("Thành viên"), queryset=Unit.objects.none())

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]  # a model choice


class MemberForm(forms.Form):
    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none())
    day = date_field(_("Từ ngày"))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a model choice


class SuccessionForm(forms.Form):
    kind = forms.ChoiceField(label=_("Hình thức"), choices=SuccessionKind.choices)
    day = date_field(_("Có hiệu lực từ ngày"))
    basis = forms.CharField(label=_("Văn bản căn cứ"), max_length=200)
    sources = forms.ModelMultipleChoiceField(label=_("Đơn vị kết thúc"), queryset=Unit.objects.none())
    targets = forms.ModelMultipleChoiceField(label=_("Đơn vị kế thừa"), queryset=Unit.objects.none(), required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("sources", "targets"):
            self.fields[name].queryset = units  # type: ignore[attr-defined]  # a model choice
