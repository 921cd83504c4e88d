"""Dossiers that wait for a council, stand on an agenda, or are in reserve."""

from django.utils.translation import gettext as _

from thidua.councils.models import SessionItem
from thidua.councils.reserve import line_of
from thidua.kernel.vietnamese import format_date
from thidua.nominations.models import Nomination
from thidua.nominations.whereabouts import Whereabouts, finds, waits


@finds("ready", "reserve")
def with_the_council(nomination: Nomination) -> Whereabouts | None:
    rows = SessionItem.objects.filter(nomination=nomination, session__state__in=["planned", "open", "counting"])
    item = rows.select_related("session").first()
    if item is not None:
        told = {"name": item.session.name, "day": format_date(item.session.held_on)}
        where = _("trong chương trình phiên họp %(name)s ngày %(day)s") % told
        address = item.session.get_absolute_url()
        return waits(nomination, where, "council.run", step="council", address=address, sees="council.read")
    if nomination.state == "ready":
        return waits(nomination, _("chờ đưa vào phiên họp Hội đồng"), "council.run", step="council")
    line = line_of(nomination)
    at = next((n for n, equal in enumerate(line) if nomination in equal), 0)
    place = sum(len(equal) for equal in line[:at]) + 1
    if line and at == 0 and len(line[0]) > 1:
        return waits(nomination, _("dự bị, bằng phiếu với trường hợp khác, chờ bỏ phiếu lại"), "council.run")
    return waits(nomination, _("dự bị, đứng thứ %(place)s") % {"place": place}, "council.run")
