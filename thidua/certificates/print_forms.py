"""Forms of printed blanks and of handing certificates over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.certificates.rules import SPOTS, Spot
from thidua.ui.forms import date_field
from thidua.ui.names import name_of

_SIDES = (("left", _("trái")), ("center", _("giữa")), ("right", _("phải")))


def _mm(label: Any, least: int, most: int, **rest: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=least, max_value=most, max_digits=5, decimal_places=1, localize=True, **rest
    )


class BlankForm(forms.Form):
    name = forms.CharField(label=_("Tên phôi"), max_length=120)
    award_code = forms.ChoiceField(label=_("Dùng cho hình thức"), required=False)
    width = _mm(_("Khổ giấy: rộng (mm)"), 50, 600)
    height = _mm(_("Khổ giấy: cao (mm)"), 50, 600)
    shift_x = _mm(_("Máy in lệch: dịch sang phải (mm)"), -50, 50, help_text=_("Số âm là dịch sang trái."))
    shift_y = _mm(_("Máy in lệch: dịch xuống (mm)"), -50, 50, help_text=_("Số âm là dịch lên."))
    picture = forms.FileField(
        label=_("Ảnh quét của phôi (PNG, JPG)"),
        required=False,
        help_text=_("Chỉ hiện trên màn hình để đặt chữ cho đúng chỗ, không in ra."),
    )

    def __init__(self, *args: Any, awards: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["award_code"].choices = [("", _("mọi hình thức")), *awards]  # type: ignore[attr-defined]  # a choice field


class SpotForm(forms.Form):
    """One row of the table of spots: its place in mm, bare of labels since the table has heads."""

    used = forms.BooleanField(required=False)
    x = _mm("", 0, 600, required=False)
    y = _mm("", 0, 600, required=False)
    width = _mm("", 1, 600, required=False)
    size = _mm("", 4, 120, required=False)
    align = forms.ChoiceField(choices=_SIDES, required=False)
    bold = forms.BooleanField(required=False)

    def __init__(self, *args: Any, title: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = title
        heads = {"used": _("dùng"), "x": "x", "y": "y", "width": _("rộng"), "size": _("cỡ chữ")}
        heads |= {"align": _("căn"), "bold": _("đậm")}
        for name, head in heads.items():
            self.fields[name].widget.attrs["aria-label"] = f"{title}: {head}"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("used"):
            for name in ("x", "y", "width"):
                if data.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Hãy nhập số mm."))
        return data

    def spot(self) -> Spot | None:
        data = self.cleaned_data
        if not data["used"]:
            return None
        size = float(data["size"] or 14)
        place = (float(data["x"]), float(data["y"]), float(data["width"]))
        return Spot(*place, size, data["align"] or "center", data["bold"])


def spot_forms(data: Any, spots: dict[str, Spot]) -> list[SpotForm]:
    """One for each spot there can be, filled with where it is now."""
    found = []
    for name in SPOTS:
        spot = spots.get(name)
        initial = {"used": spot is not None, "align": "center"} | (vars(spot) if spot else {})
        found.append(SpotForm(data, prefix=name, title=str(name_of("spot", name)), initial=initial))
    return found


class HandoverForm(forms.Form):
    day = date_field(_("Ngày trao"))
    occasion = forms.CharField(label=_("Dịp, nơi trao"), max_length=200, required=False)
    receiver = forms.CharField(
        label=_("Người nhận thay (nếu có)"),
        max_length=120,
        required=False,
        help_text=_("Để trống khi chính người, đơn vị được khen nhận."),
    )
