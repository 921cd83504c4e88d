"""Forms of the public check."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CheckForm(forms.Form):
    public_id = forms.CharField(label=_("Mã trên bằng"), max_length=40, required=False)
    file = forms.FileField(label=_("Hoặc tệp PDF của bằng"), required=False, allow_empty_file=True)
