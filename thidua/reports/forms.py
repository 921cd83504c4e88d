"""Forms of reports. The sheet itself is drawn by a template loop; see ``views.report_detail``."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class EvidenceForm(forms.Form):
    paper = forms.FileField(label=_("Tệp minh chứng"), required=False, allow_empty_file=True)
    reference = forms.CharField(label=_("Hoặc số, ngày, trích yếu văn bản"), required=False, max_length=300)


class SheetForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp Excel đã điền"), widget=forms.ClearableFileInput({"accept": ".xlsx"}), allow_empty_file=True
    )


class NextPhaseForm(forms.Form):
    period_from = forms.IntegerField(label=_("Từ năm"), min_value=2000, max_value=2100)
    period_to = forms.IntegerField(label=_("Đến năm"), min_value=2000, max_value=2100)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("period_from") and data.get("period_to") and data["period_from"] > data["period_to"]:
            self.add_error("period_to", _("Năm kết thúc không thể trước năm bắt đầu."))
        return data
