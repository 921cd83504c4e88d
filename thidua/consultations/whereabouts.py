"""Dossiers on which the public is being asked, or has still to be."""

from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.consultations.queries import unfinished
from thidua.kernel.vietnamese import format_date
from thidua.nominations.models import Nomination
from thidua.nominations.whereabouts import Whereabouts, finds, waits


@finds("ready")
def with_the_public(nomination: Nomination) -> Whereabouts | None:
    today = timezone.localdate()
    row = nomination.consultations.exclude(state="cancelled").order_by("-pk").first()
    if row is not None and row.state == "open":
        where = _("đang lấy ý kiến công khai đến hết ngày %(day)s") % {"day": format_date(row.closes_on)}
        return waits(
            nomination, where, "consult.run", start=row.opens_on, address=row.get_absolute_url(), sees="consult.run"
        )
    if not unfinished([nomination], today):
        return None
    where = _("chờ công bố lấy ý kiến") if row is None or row.state == "planned" else _("chờ trả lời ý kiến")
    address = row.get_absolute_url() if row is not None else ""
    return waits(nomination, where, "consult.run", step="consult", address=address, sees="consult.run")
