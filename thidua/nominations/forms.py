"""Forms of rounds and nominations."""

from collections import Counter
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.nominations.models import OPINIONS, WHY, Nomination
from thidua.people.models import User
from thidua.scores.rules.conditions import KINDS
from thidua.ui.forms import date_field, long_field
from thidua.ui.names import name_of


class RoundForm(forms.Form):
    name = forms.CharField(label=_("Tên đợt"), max_length=200)
    occasion = forms.ChoiceField(label=_("Dịp"), required=False)
    year = forms.IntegerField(
        label=_("Khen thành tích của năm"),
        required=False,
        min_value=2000,
        max_value=2100,
        help_text=_("Ghi vào sổ khen thưởng và tính số năm liên tục; để trống: năm nay."),
    )
    closes = date_field(_("Nhận hồ sơ đến hết ngày"))
    consults = forms.BooleanField(
        label=_("Lấy ý kiến công khai trước khi Hội đồng họp"),
        required=False,
        help_text=_("Hình thức mà quy định đòi lấy ý kiến thì luôn phải lấy."),
    )

    adhoc = forms.BooleanField(
        label=_("Khen đột xuất"),
        required=False,
        help_text=_("Ngoài các dịp của kế hoạch: không cần đăng ký trước, chỉ qua bước thẩm định."),
    )
    awards = forms.MultipleChoiceField(
        label=_("Hình thức đơn vị tặng theo thẩm quyền"), widget=forms.CheckboxSelectMultiple, required=False
    )
    index_code = forms.ChoiceField(label=_("Điều kiện về kết quả bộ chỉ số"), required=False)
    index_kind = forms.ChoiceField(label=_("Điều kiện là"), required=False)
    index_value = forms.DecimalField(
        label=_("Mức, hoặc tỷ lệ phần trăm"),
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=2,
        help_text=_("Ví dụ: mức 3; một phần ba dẫn đầu ghi 33,33."),
        localize=True,
    )

    def __init__(
        self, *args: Any, occasions: list[str], sets: list[tuple[str, str]], own: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        """own: code and name of what a unit gives of its own, empty for a round of the province."""
        super().__init__(*args, **kwargs)
        if own:
            self.fields["awards"].choices, self.fields["awards"].initial = own, ["GK"]  # type: ignore[attr-defined]  # a choice field
        else:
            del self.fields["awards"]
        self.fields["index_code"].choices = [("", _("không đặt điều kiện")), *sets]  # type: ignore[attr-defined]  # a choice field
        kinds = [(kind, name_of("condition_kind", kind)) for kind in KINDS]
        self.fields["index_kind"].choices = [("", _("chưa chọn")), *kinds]  # type: ignore[attr-defined]  # a choice field
        self.fields["occasion"].choices = [("", _("— chọn —")), *((o, o) for o in occasions)]  # type: ignore[attr-defined]  # a choice field
        self.fields["occasion"].initial = occasions[0] if occasions else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("adhoc"):
            data["occasion"] = "đột xuất"
        elif not data.get("occasion") and "occasion" not in self.errors:
            self.add_error("occasion", _("Hãy chọn dịp, hoặc đánh dấu “Khen đột xuất”."))
        told = [name for name in ("index_code", "index_kind", "index_value") if data.get(name) not in (None, "")]
        missing = [name for name in ("index_code", "index_kind", "index_value") if name not in (*told, *self.errors)]
        for name in missing if told else ():
            self.add_error(name, _("Điều kiện gồm bộ chỉ số, loại điều kiện và mức; hãy điền đủ hoặc bỏ trống cả ba."))
        return data


class NominationForm(forms.ModelForm[Nomination]):
    achievement = long_field(
        _("Tóm tắt thành tích"), required=False, rows=6, help_text=_("Câu này in trên bằng khen nếu được khen thưởng.")
    )

    class Meta:
        model = Nomination
        fields = ["subject_kind", "subject_name", "position", "is_direct_worker", "nominee", "achievement"]

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["nominee"]
        field.queryset = people  # type: ignore[attr-defined]  # a model choice
        field.label = _("Tài khoản của người được đề nghị (nếu có)")
        field.label_from_instance = _person  # type: ignore[attr-defined]  # a model choice
        field.help_text = _("Người có tài khoản sẽ tự xem và xác nhận hồ sơ của mình trước khi gửi.")


def _person(user: User) -> str:
    return f"{user.full_name} – {user.position}" if user.position else user.full_name


class ProlongForm(forms.Form):
    closes = date_field(_("Nhận hồ sơ đến hết ngày"))
    reason = long_field(_("Lý do"), rows=2)


class OfferForm(forms.Form):
    offer = forms.ChoiceField(label=_("Hình thức khen thưởng"))

    def __init__(self, *args: Any, offers: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        twice = {name for name, count in Counter(o.award_name for o in offers).items() if count > 1}
        self.fields["offer"].choices = [  # type: ignore[attr-defined]  # a choice field
            (o.pk, f"{o.award_name} – {o.occasion or o.clause}" if o.award_name in twice else o.award_name)
            for o in offers
        ]


class OpinionForm(forms.Form):
    opinion = forms.ChoiceField(label=_("Ý kiến"), choices=OPINIONS, widget=forms.RadioSelect)
    text = long_field(_("Nội dung ý kiến"), required=False, rows=3)


class NomineesForm(forms.Form):
    file = forms.FileField(label=_("Tệp Excel danh sách"))


class TextForm(forms.Form):
    body = long_field(_("Nội dung (mỗi dòng là một đoạn)"), rows=24)
    base = forms.IntegerField(widget=forms.HiddenInput)


class ShareForm(forms.Form):
    part = forms.ChoiceField(label=_("Hình thức, đối tượng"))
    holder = forms.ChoiceField(label=_("Khối, cụm hoặc đơn vị"))
    places = forms.IntegerField(label=_("Số lượng được đề nghị"), min_value=0, max_value=9999)


class MoveForm(forms.Form):
    source = forms.ChoiceField(label=_("Lấy của"))
    target = forms.ChoiceField(label=_("Chuyển cho"))
    places = forms.IntegerField(label=_("Số lượng chuyển"), min_value=1, max_value=9999)
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class CapForm(forms.Form):
    offer = forms.ChoiceField(label=_("Hình thức"))
    places = forms.IntegerField(label=_("Số hộ gia đình nhiều nhất"), min_value=0, max_value=9999)
    paper = forms.CharField(label=_("Theo văn bản (số, ngày)"), max_length=200)


class WhyForm(forms.Form):
    why = forms.ChoiceField(label=_("Lý do"), choices=WHY)
    words = long_field(_("Nói rõ thêm (đơn vị đọc câu này)"), required=False, rows=2)
