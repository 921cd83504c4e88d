"""The rule in force on a day."""

from datetime import date

from thidua.awards.models import AwardForm, Threshold
from thidua.kernel.vietnamese import fold
from thidua.units.queries import dated


def threshold_on(award_code: str, day: date) -> Threshold | None:
    """The threshold of the award form on the day, else the one for every form."""
    rows = Threshold.objects.filter(dated(day), award_code__in=[award_code, ""])
    return rows.order_by("-award_code", "-valid_from").first()


_WORDS = {
    "HCLD": ("huan chuong lao dong",),
    "CO_CP": ("co thi dua cua chinh phu", "co thi dua chinh phu"),
    "BK_TTG": ("bang khen cua thu tuong", "bang khen thu tuong"),
    "CO_TINH": ("co thi dua cua bo", "co thi dua cua tinh", "co thi dua"),
    "BK_TINH": ("bang khen",),
    "GK": ("giay khen",),
}


def code_of(name: str) -> str:
    """The code of an award form as a plan calls it; empty when it is none that is known."""
    folded = fold(name)
    return next((code for code, words in _WORDS.items() if any(word in folded for word in words)), "")


def forms_on(day: date) -> list[AwardForm]:
    """The award forms and titles in force on the day, the highest first."""
    return list(AwardForm.objects.filter(dated(day)))


def thresholds_on(day: date) -> list[Threshold]:
    """The thresholds in force on the day; the one for every form last."""
    return list(Threshold.objects.filter(dated(day)).order_by("-award_code"))
