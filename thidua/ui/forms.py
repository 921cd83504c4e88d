"""The form renderer: every field is a labelled block with its help and its errors."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, Protocol

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from thidua.kernel.periods import show_when


class Renderer(TemplatesSetting):
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


def drawn_empty(form: type[forms.Form]) -> SafeString:
    """The form with nothing in it: the same for everybody, drawn once for each language."""
    return _drawn_empty(form, get_language())


@cache
def _drawn_empty(form: type[forms.Form], language: str | None) -> SafeString:
    return form().render()


class DateBox(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def date_field(label: object, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,  # type: ignore[arg-type]  # lazy text
        required=required,
        widget=DateBox(),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        validators=[MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2200, 1, 1))],
    )


def long_field(label: object, *, required: bool = True, rows: int = 5, help_text: object = "") -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]  # lazy text
        required=required,
        widget=forms.Textarea({"rows": rows}),
        help_text=help_text,  # type: ignore[arg-type]  # lazy text
    )


class Described(Protocol):
    """A field as a table describes it. type: text, long, number, date, day, when or choice."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def choices(self) -> tuple[tuple[str, str], ...]: ...


class FieldsForm(forms.Form):
    """Boxes for fields that a table describes; what was typed is judged by the stage that owns the table."""

    def __init__(
        self,
        *args: Any,
        fields: Sequence[Described],
        data_of: dict[str, Any] | None = None,
        quote: str | None = None,
        **kwargs: Any,
    ) -> None:
        """quote: words marked in the source for a new item; None for an item that has its quote."""
        super().__init__(*args, **kwargs)
        for field in fields:
            value = (data_of or {}).get(field.name)
            if field.type == "when" and value:
                value = show_when(str(value))
            options: dict[str, Any] = {
                "label": field.label,
                "required": False,
                "initial": "" if value is None else value,
            }
            if field.type == "choice":
                choices = [("", "—"), *field.choices]
                self.fields[field.name] = forms.ChoiceField(choices=choices, **options)
            else:
                widget = forms.Textarea({"rows": 4}) if field.type == "long" else None
                if field.type == "when":
                    options["help_text"] = _("Ví dụ: 2027, quý IV/2027, 12/2027, 10/12/2027, 10/12 hằng năm.")
                self.fields[field.name] = forms.CharField(widget=widget, **options)

        if quote is not None:
            box = forms.Textarea({"rows": 2})
            told = _("Chép đúng câu trong văn bản để mục này dẫn về được nguồn; có thể bỏ trống.")
            self.fields["quote"] = forms.CharField(
                label=_("Câu trích"), required=False, widget=box, help_text=told, initial=quote
            )

    def raw(self) -> dict[str, str]:
        return {name: str(self.data.get(name, "")) for name in self.fields}
