"""What a new version of a movement finds in this stage."""

from thidua.movements.impact import Touched, touches
from thidua.movements.models import Movement
from thidua.reports.models import Report


@touches
def reports(movement: Movement) -> list[Touched]:
    return [Touched("report", Report.objects.filter(movement=movement).count(), "/bao-cao/")]
