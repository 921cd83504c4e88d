"""Forms of sessions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.people.models import User
from thidua.ui.forms import date_field


class SessionForm(forms.Form):
    held_on = date_field(_("Ngày họp"))
    place = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)


class SeatForm(forms.Form):
    user = forms.ModelChoiceField(label=_("Thành viên"), queryset=User.objects.none())
    post = forms.CharField(label=_("Chức danh trong Hội đồng"), max_length=80)
    start = date_field(_("Từ ngày"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]  # a model choice
        self.fields["user"].label_from_instance = lambda u: f"{u.full_name} – {u.position} ({u.username})"  # type: ignore[attr-defined]  # a model choice
