"""Forms of the public check."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CheckForm(forms.Form):
    public_id = forms.CharField(label=_("Mã trên bằng"), max_length=40, required=False)
    file = forms.FileField(label=_("Hoặc tệp PDF của bằng"), required=False, allow_empty_file=True)


class KeyForm(forms.Form):
    key = forms.FileField(label=_("Khóa riêng (PEM, EC P-256 hoặc RSA từ 2048 bit, không mật khẩu)"))
    certificate = forms.FileField(label=_("Chứng thư (PEM)"))
