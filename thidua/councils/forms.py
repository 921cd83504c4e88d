"""Forms of sessions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.ballots.models import Seat
from thidua.councils.models import SessionItem
from thidua.people.models import User
from thidua.ui.forms import date_field


class SessionForm(forms.Form):
    rounds = forms.MultipleChoiceField(
        label=_("Đưa ra xét hồ sơ của các đợt"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Một phiên họp xét được hồ sơ của nhiều đợt, nhiều phong trào; mỗi hồ sơ theo quy định của nó."),
    )
    name = forms.CharField(label=_("Tên phiên họp"), max_length=200)
    held_on = date_field(_("Ngày họp"))
    place = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    secret = forms.BooleanField(
        label=_("Bỏ phiếu kín mọi nội dung"),
        required=False,
        help_text=_("Nội dung mà quy định đòi bỏ phiếu kín thì luôn bỏ phiếu kín."),
    )

    def __init__(self, *args: Any, rounds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rounds"].choices = rounds  # type: ignore[attr-defined]  # a choice field


class TellersForm(forms.Form):
    first = forms.TypedChoiceField(label=_("Người thứ nhất (mở phong bì ngoài)"), coerce=int)
    second = forms.TypedChoiceField(label=_("Người thứ hai (mở phong bì trong)"), coerce=int)

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "—"), *((u.pk, f"{u.full_name} – {u.position}" if u.position else u.full_name) for u in people)]
        for name in ("first", "second"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field


class RelatedForm(forms.Form):
    item = forms.ChoiceField(label=_("Nội dung biểu quyết"))
    seat = forms.ChoiceField(label=_("Thành viên"))
    reason = forms.CharField(label=_("Lý do"), max_length=200)

    def __init__(self, *args: Any, items: list[SessionItem], seats: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [(i.pk, i.nomination.subject_name) for i in items]  # type: ignore[attr-defined]  # a choice field
        self.fields["seat"].choices = [(s.pk, s.user.full_name) for s in seats]  # type: ignore[attr-defined]  # a choice field


class SeatForm(forms.Form):
    user = forms.ModelChoiceField(label=_("Thành viên"), queryset=User.objects.none())
    post = forms.CharField(label=_("Chức danh trong Hội đồng"), max_length=80)
    start = date_field(_("Từ ngày"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]  # a model choice
        self.fields["user"].label_from_instance = lambda u: f"{u.full_name} – {u.position} ({u.username})"  # type: ignore[attr-defined]  # a model choice
