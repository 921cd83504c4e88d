"""Forms of consultations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.consultations.models import KINDS
from thidua.nominations.models import Nomination
from thidua.ui.forms import long_field


class OpinionForm(forms.Form):
    nomination = forms.ChoiceField(label=_("Về"), required=False)
    kind = forms.ChoiceField(label=_("Loại ý kiến"), choices=KINDS)
    text = long_field(_("Nội dung"), rows=5)
    author = forms.CharField(label=_("Họ tên của bạn"), max_length=120)
    contact = forms.CharField(
        label=_("Điện thoại hoặc địa chỉ"),
        max_length=200,
        help_text=_("Chỉ cơ quan trả lời xem được; không công bố, không chuyển cho người được đề nghị."),
    )
    file = forms.FileField(label=_("Tài liệu kèm theo (nếu có)"), required=False)

    def __init__(self, *args: Any, nominations: list[Nomination], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(n.pk), f"{n.subject_name} – {n.unit.name}") for n in nominations]
        self.fields["nomination"].choices = [("", _("cả danh sách")), *named]  # type: ignore[attr-defined]  # a choice field


class ReceiptForm(forms.Form):
    receipt = forms.CharField(label=_("Mã tiếp nhận"), max_length=20)


class PlanForm(forms.Form):
    workdays = forms.IntegerField(label=_("Số ngày làm việc"), min_value=1, max_value=90)


class AnswerForm(forms.Form):
    answer = long_field(_("Trả lời"), rows=3)
