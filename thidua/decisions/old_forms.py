"""Forms of an old decision that was read: its heads, and a row for each who was awarded."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.awards.models import BASES
from thidua.kernel.vietnamese import fold
from thidua.nominations.models import SubjectKind
from thidua.ui.forms import date_field
from thidua.units.models import Unit


class PaperForm(forms.Form):
    file = forms.FileField(label=_("Quyết định khen thưởng (PDF, DOCX, ảnh)"))


class HeadForm(forms.Form):
    number = forms.CharField(label=_("Số quyết định"), max_length=60)
    day = date_field(_("Ngày quyết định"))
    basis = forms.ChoiceField(label=_("Khen theo"), choices=BASES, initial="thematic")
    achievement = forms.CharField(label=_("Thành tích"), max_length=500, required=False)


class RowForm(forms.Form):
    use = forms.BooleanField(required=False)
    kind = forms.ChoiceField(choices=SubjectKind)
    name = forms.CharField(max_length=200)
    unit = forms.CharField(max_length=200, widget=forms.TextInput({"list": "don-vi"}))
    award = forms.ChoiceField()

    def __init__(self, *args: Any, units: dict[str, Unit], awards: list[tuple[str, str]], **kwargs: Any) -> None:
        """units: by folded name; the page has their names once, as a list to pick from."""
        super().__init__(*args, **kwargs)
        self.units = units
        self.fields["award"].choices = [("", _("chọn hình thức")), *awards]  # type: ignore[attr-defined]  # a choice field
        heads = {"use": _("ghi"), "kind": _("loại"), "name": _("tên"), "unit": _("đơn vị"), "award": _("hình thức")}
        for field, head in heads.items():
            self.fields[field].widget.attrs["aria-label"] = f"{self.prefix or ''} {head}"

    def clean_unit(self) -> Unit:
        found = self.units.get(fold(self.cleaned_data["unit"].strip()))
        if found is None:
            raise forms.ValidationError(_("Không có đơn vị tên này. Hãy chọn trong danh sách."))
        return found
