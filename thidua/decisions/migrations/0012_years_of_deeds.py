import re
import unicodedata

from django.db import migrations
from django.utils import timezone

_YEARLY = re.compile(r"\b(hang|moi|tung|cuoi) nam\b|\bnam 20\d\d\b")


def _folded(text):
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(one for one in plain if not unicodedata.combining(one))


def date(apps, editor):
    """Each round is for the year in which it closes, or for this one where that is still to come, where nothing else was said; deeds of occasions that come every year bear
    their year."""
    rounds = apps.get_model("nominations", "Round").objects
    for row in rounds.filter(year=None):
        row.year = min(row.closes.year, timezone.localdate().year)
        row.save(update_fields=["year"])
    grants = apps.get_model("awards", "Grant").objects.filter(nomination__round__adhoc=False).exclude(deed="")
    for grant in grants.select_related("nomination__round", "nomination__proposal__member__year"):
        round_, proposal = grant.nomination.round, grant.nomination.proposal
        year = proposal.member.year.year if proposal is not None else round_.year
        if _YEARLY.search(_folded(round_.occasion)) and not grant.deed.endswith(f"/{year}"):
            grant.deed = f"{grant.deed}/{year}"
            grant.save(update_fields=["deed"])


class Migration(migrations.Migration):
    dependencies = [("decisions", "0011_fund_of_unit")]
    operations = [migrations.RunPython(date, migrations.RunPython.noop)]
