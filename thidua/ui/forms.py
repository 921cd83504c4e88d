"""The form renderer: every field is a labelled block with its help and its errors."""

from django import forms
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class DateBox(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def date_field(label: object, *, required: bool = True) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DateBox(), input_formats=["%Y-%m-%d", "%d/%m/%Y"])  # type: ignore[arg-type]  # lazy text


def long_field(label: object, *, required: bool = True, rows: int = 5, help_text: object = "") -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]  # lazy text
        required=required,
        widget=forms.Textarea({"rows": rows}),
        help_text=help_text,  # type: ignore[arg-type]  # lazy text
    )
