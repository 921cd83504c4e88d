"""The rows of the form are drawn as text: what people typed stays text there."""

import re
from html import unescape

from tests.world import World
from thidua.movements.models import Target
from thidua.reports import actions
from thidua.reports.drawing import draw
from thidua.reports.models import Report
from thidua.reports.queries import fields_of, rows_of

SPITE = "\"><script>alert(1)</script><b a='x"


def test_what_people_typed_is_text(launched: World) -> None:
    report, officer = launched.draft_report(), launched.actor("officer")
    Target.objects.update(subject=SPITE, source=SPITE, numerator=SPITE, denominator=SPITE, excludes=SPITE[:100])
    base = fields_of(Report.objects.get(pk=report.pk))
    note = next(name for name in base if name[0] == "t" and name[1:].isdigit())
    actions.save(report.pk, base | {note: SPITE}, base=base, actor=officer)
    fresh = Report.objects.get(pk=report.pk)
    for editable in (True, False):
        drawn = draw(rows_of(fresh), fields_of(fresh), editable=editable)
        assert "<script" not in drawn
        assert "<b a=" not in drawn
        assert unescape(drawn).count(SPITE) >= 3


def test_each_kind_of_target_has_its_boxes(launched: World) -> None:
    report = launched.draft_report()
    first, second = launched.movement.targets.filter(tier="cấp tỉnh")[:2]
    Target.objects.filter(pk=first.pk).update(measure="yes_no", value=1)
    Target.objects.filter(pk=second.pk).update(measure="count", unit="lớp")
    drawn = draw(rows_of(Report.objects.get(pk=report.pk)), {f"n{first.pk}": "0"}, editable=True)
    assert re.search(rf'<select name="n{first.pk}".*?<option value="0" selected>', drawn)
    assert f'name="d{first.pk}"' not in drawn
    assert f'<input name="n{second.pk}"' in drawn
    assert f'name="d{second.pk}"' not in drawn
