"""Forms of bars and initiatives."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.awards.models import Bar, Initiative
from thidua.ui.forms import DateBox, date_field
from thidua.units.models import Unit


class _About(forms.ModelForm):  # type: ignore[type-arg]  # of either record
    """Whom a record is about: a unit, or somebody of a unit by name; with a paper."""

    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none())
    name = forms.CharField(label=_("Họ tên (để trống nếu là chính đơn vị)"), max_length=200, required=False)
    file = forms.FileField(label=_("Văn bản (nếu có)"), required=False)
    field_order = ["unit", "name"]

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a model choice


class BarForm(_About):
    class Meta:
        model = Bar
        fields = ["kind", "valid_from", "valid_to", "number"]
        widgets = {"valid_from": DateBox(), "valid_to": DateBox()}


class InitiativeForm(_About):
    class Meta:
        model = Initiative
        fields = ["level", "recognised_on", "number"]
        widgets = {"recognised_on": DateBox()}

    title = forms.CharField(label=_("Tên sáng kiến"), max_length=300)


class LastDayForm(forms.Form):
    day = date_field(_("Đến hết ngày"))
