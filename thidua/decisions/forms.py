"""Forms of decisions."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionForm(forms.Form):
    subject = forms.CharField(label=_("Trích yếu"), max_length=300)
