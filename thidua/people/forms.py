"""Forms of accounts."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from thidua.people.models import User
from thidua.people.rules import ROLES
from thidua.ui.forms import date_field
from thidua.ui.names import name_of
from thidua.units.models import Unit


def _roles() -> list[tuple[str, str]]:
    return [(code, name_of("role", code)) for code in ROLES]


class AccountForm(forms.Form):
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    position = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    username = forms.SlugField(label=_("Tên đăng nhập"), max_length=60)
    password = forms.CharField(
        label=_("Mật khẩu ban đầu"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        validators=[validate_password],
    )
    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none())
    role = forms.ChoiceField(label=_("Vai trò"), choices=_roles)
    start = date_field(_("Từ ngày"))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a model choice
        self.fields["unit"].label_from_instance = lambda u: u.name  # type: ignore[attr-defined]  # a model choice


class RoleForm(forms.Form):
    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none())
    role = forms.ChoiceField(label=_("Vai trò"), choices=_roles)
    start = date_field(_("Từ ngày"))
    end = date_field(_("Đến hết ngày"), required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a model choice
        self.fields["unit"].label_from_instance = lambda u: u.name  # type: ignore[attr-defined]  # a model choice


class DelegationForm(forms.Form):
    to = forms.ModelChoiceField(label=_("Ủy quyền cho"), queryset=User.objects.none())
    start = date_field(_("Từ ngày"))
    end = date_field(_("Đến hết ngày"))
    basis = forms.CharField(label=_("Văn bản ủy quyền"), max_length=200)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]  # a model choice
        self.fields["to"].label_from_instance = lambda u: f"{u.full_name} – {u.position} ({u.username})"  # type: ignore[attr-defined]  # a model choice


class ResetForm(forms.Form):
    password = forms.CharField(
        label=_("Mật khẩu mới"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        validators=[validate_password],
        help_text=_("Ít nhất 10 ký tự. Người dùng đổi lại được bằng cách bấm vào tên mình ở góc trên."),
    )


class PeopleBookForm(forms.Form):
    file = forms.FileField(label=_("Tệp Excel"), allow_empty_file=True)
