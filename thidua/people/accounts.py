"""Accounts are opened by administrators; nobody signs up. Signing in and changing one's password are allauth's."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm, LoginForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MINIMUM = 10


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library is untyped
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy(
            "Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra bàn phím có đang gõ chữ hoa không."
        ),
        "too_many_login_attempts": gettext_lazy("Đăng nhập sai quá nhiều lần. Hãy chờ ít phút rồi thử lại."),
        "enter_current_password": gettext_lazy("Mật khẩu hiện tại không đúng."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: Any) -> str:
        return "/ban-lam-viec/"

    def get_password_change_redirect_url(self, request: Any) -> str:
        return "/ban-lam-viec/"


class SignInForm(LoginForm):  # type: ignore[misc]  # the library is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Tên đăng nhập")
        self.fields["password"].label = _("Mật khẩu")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        if "remember" in self.fields:
            self.fields["remember"].label = _("Ghi nhớ trên máy này")


class OwnPasswordForm(ChangePasswordForm):  # type: ignore[misc]  # the library is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (
            ("oldpassword", _("Mật khẩu hiện tại")),
            ("password1", _("Mật khẩu mới")),
            ("password2", _("Nhập lại mật khẩu mới")),
        ):
            self.fields[name].label = label
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["oldpassword"].help_text = _("Quên mật khẩu: liên hệ quản trị hệ thống của tỉnh.")


class LongEnough:
    """A password of at least ten characters."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) < MINIMUM:
            raise ValidationError(_("Mật khẩu cần ít nhất %(count)s ký tự.") % {"count": MINIMUM})

    def get_help_text(self) -> str:
        return _("Ít nhất %(count)s ký tự.") % {"count": MINIMUM}
