"""Forms of reports. The sheet itself is drawn by a template loop; see ``views.report_detail``."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EvidenceForm(forms.Form):
    paper = forms.FileField(label=_("Tệp minh chứng"), required=False, allow_empty_file=True)
    reference = forms.CharField(label=_("Hoặc số, ngày, trích yếu văn bản"), required=False, max_length=300)
