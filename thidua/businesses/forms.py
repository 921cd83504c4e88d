"""Forms of surveys and of those who take part."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.businesses.models import Business, Survey
from thidua.ui.forms import date_field


class SurveyForm(forms.ModelForm[Survey]):
    opens = date_field(_("Từ ngày"))
    closes = date_field(_("Đến hết ngày"))

    class Meta:
        model = Survey
        fields = ["name", "version", "year", "opens", "closes"]

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["version"]
        field.queryset = versions  # type: ignore[attr-defined]  # a model choice
        field.label = _("Bộ tiêu chí")
        field.label_from_instance = lambda one: one.label  # type: ignore[attr-defined]  # a model choice


class EnrolForm(forms.ModelForm[Business]):
    code = forms.CharField(
        label=_("Mã số thuế"),
        max_length=20,
        help_text=_("Hộ kinh doanh dùng số định danh cá nhân: số này không được lưu lại."),
    )
    sure = forms.BooleanField(label=_("Tôi đã kiểm tra, mã số thuế này đúng"), required=False)

    field_order = ["code", "name", "kind", "sector"]

    class Meta:
        model = Business
        fields = ["name", "kind", "sector"]


class ReturnForm(forms.Form):
    code = forms.CharField(label=_("Mã số thuế"), max_length=20)
    key = forms.CharField(label=_("Mã truy cập"), max_length=40)
