"""What a new version of a movement finds in this stage."""

from thidua.movements.impact import Touched, touches
from thidua.movements.models import Movement
from thidua.nominations.models import Round


@touches
def rounds(movement: Movement) -> list[Touched]:
    return [Touched("round", Round.objects.filter(movement=movement).count(), "/khen-thuong/")]
