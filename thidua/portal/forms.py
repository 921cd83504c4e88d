"""The first-run form."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _


class SetupForm(forms.Form):
    province = forms.CharField(label=_("Tên tỉnh, thành phố"), max_length=100)
    full_name = forms.CharField(label=_("Họ và tên người quản trị"), max_length=120)
    username = forms.SlugField(label=_("Tên đăng nhập"), max_length=60)
    password = forms.CharField(
        label=_("Mật khẩu"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        validators=[validate_password],
    )
