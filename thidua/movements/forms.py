"""Forms of movements."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.ui.forms import date_field, long_field


class ExtendForm(forms.Form):
    until = date_field(_("Gia hạn đến hết ngày"))
    reason = long_field(_("Lý do"), rows=2)
