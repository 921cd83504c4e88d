"""The rule in force on a day."""

from datetime import date

from django.db.models import QuerySet

from thidua.awards.models import AwardForm, Grant, Threshold
from thidua.kernel.actor import Actor
from thidua.kernel.vietnamese import fold
from thidua.units.models import Province
from thidua.units.queries import dated


def forms_on(day: date) -> QuerySet[AwardForm]:
    return AwardForm.objects.filter(dated(day))


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


def ledger(province: Province, search: str = "") -> QuerySet[Grant]:
    rows = Grant.objects.filter(province=province, revoked=False)
    return rows.filter(folded__contains=fold(search)) if search else rows


def may_read_ledger(actor: Actor, province: Province) -> bool:
    return "office.read" in actor.in_province(province.pk)
