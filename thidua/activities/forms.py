"""Forms of activities."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.activities.models import Activity
from thidua.ui.forms import DateBox, long_field
from thidua.units.models import Unit


class ActivityForm(forms.ModelForm[Activity]):
    roster = long_field(
        _("Danh sách người học"),
        required=False,
        rows=6,
        help_text=_(
            "Mỗi dòng một người: họ tên, rồi bộ phận hoặc thôn, tổ; chép thẳng từ Excel được. Một người học nhiều lần được tính một lần."
        ),
    )
    file = forms.FileField(label=_("Minh chứng"), required=False, allow_empty_file=True)

    class Meta:
        model = Activity
        fields = [
            "kind",
            "name",
            "held_on",
            "place",
            "content",
            "field",
            "people",
            "channel",
            "items",
            "hours",
            "reference",
        ]
        widgets = {"held_on": DateBox()}

    field_order = ["unit", "kind", "name", "held_on", "place", "content", "field", "roster", "people"]

    def __init__(self, *args: Any, contents: list[str], priorities: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("content", contents), ("field", priorities)):
            empty = [("", _("chưa chọn"))]
            now = getattr(self.instance, name)
            known = choices if not now or now in choices else [now, *choices]
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label, choices=empty + [(c, c) for c in known], required=False
            )
        for name in ("people", "items", "hours"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("people", "items", "hours"):
            data[name] = data.get(name) or 0
        return data


class NewActivityForm(ActivityForm):
    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a model choice
