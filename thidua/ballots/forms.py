"""Forms of a secret ballot."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.ballots.models import Motion
from thidua.ballots.queries import PaperLine
from thidua.ballots.sealing import CHOICES
from thidua.ui.names import name_of


class CodeForm(forms.Form):
    """A key as its teller keeps it."""

    code = forms.CharField(label=_("Mã khóa của bạn"), max_length=100, widget=forms.TextInput({"autocomplete": "off"}))


class PaperForm(forms.Form):
    """What was counted on paper, one box for each motion and choice."""

    def __init__(self, *args: Any, lines: list[PaperLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.motions: list[Motion] = [line.motion for line in lines]
        for line in lines:
            for choice in CHOICES:
                self.fields[f"m{line.motion.pk}-{choice}"] = forms.IntegerField(
                    label=f"{line.motion.question} – {name_of('ballot', choice)}", min_value=0, max_value=999, initial=0
                )

    def counts(self) -> dict[int, dict[str, int]]:
        data = self.cleaned_data
        return {m.pk: {choice: data[f"m{m.pk}-{choice}"] for choice in CHOICES} for m in self.motions}
